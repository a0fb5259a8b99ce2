/**
 * What `terraform show -json` says of a state or a plan, every expression worked out by Terraform itself.
 * @see https://developer.hashicorp.com/terraform/internals/json-format
 */
import { failure, type Problem, type Result, success } from '@/lib/design/problem'
import type { Site } from '@/lib/site/site'
import { isJsonObject, jsonAt, jsonItems, readJson } from '@/lib/text/json'
import type { Statement, TextFile } from '../../target'
import type { SecurityModel, SecurityRule } from '../model'
import { egressType, groupType, ingressType } from './configuration'
import { groupRule, isCarried, ruleKey } from './group-rules'
import { expandLegacy, type LegacyRule } from './legacy'
import type { RuleValues } from './rule-values'

/** A resource of the state with the module it stands in. */
interface Entry {
  readonly address: string
  readonly type: string
  readonly name: string
  readonly values: Readonly<Record<string, unknown>>
  /** What its arguments refer to, where the values are not yet known. */
  readonly references: (argument: string) => string | undefined
}

const howTo = 'Give the output of terraform show -json, of the state or of a saved plan.'

export function readState(file: TextFile, site: Site): Result<SecurityModel> {
  const refuse = (message: string, suggestion = howTo): Result<SecurityModel> =>
    failure([{ severity: 'error', at: file.path, message, suggestion }])
  const json = readJson(file.text)
  if (!json.ok) {
    if (/^\s*\{.*\}\s*\n\s*\{/.test(file.text)) return refuse('These are the lines of a running plan.')
    const { line, message } = json
    const at = line === undefined ? { at: file.path } : { at: `${file.path}:${line}`, line }
    return failure([{ severity: 'error', ...at, message: `Not JSON: ${message}.`, suggestion: howTo }])
  }
  if (jsonAt(json.value, 'lineage') !== undefined)
    return refuse('This is the state as Terraform stores it, which may change.')
  const version = jsonAt(json.value, 'format_version')
  if (typeof version !== 'string' || !/^1\./.test(version)) return refuse('The format is not one of Terraform 1.')
  const root = jsonAt(json.value, 'values', 'root_module') ?? jsonAt(json.value, 'planned_values', 'root_module')
  if (root === undefined) return refuse('There is neither a state nor a plan in it.')
  const entries = entriesOf(root, jsonAt(json.value, 'configuration', 'root_module'))
  return rulesOfEntries(entries, file, site)
}

function entriesOf(module: unknown, configuration: unknown): Entry[] {
  const here = jsonItems(jsonAt(module, 'resources')).flatMap((resource): Entry[] => {
    const [address, type, name, mode] = ['address', 'type', 'name', 'mode'].map((key) => jsonAt(resource, key))
    const values = jsonAt(resource, 'values')
    if (mode === 'data' || typeof address !== 'string' || typeof type !== 'string' || typeof name !== 'string')
      return []
    const declared = jsonItems(jsonAt(configuration, 'resources')).find(
      (one) => jsonAt(one, 'type') === type && jsonAt(one, 'name') === name,
    )
    const references = (argument: string): string | undefined => {
      const [first] = jsonItems(jsonAt(declared, 'expressions', argument, 'references'))
      return typeof first === 'string' ? first : undefined
    }
    return [{ address, type, name, values: isJsonObject(values) ? values : {}, references }]
  })
  const below = jsonItems(jsonAt(module, 'child_modules')).flatMap((child) => {
    const called = String(jsonAt(child, 'address')).split('.').at(-1)?.replace(/\[.*$/, '') ?? ''
    return entriesOf(child, jsonAt(configuration, 'module_calls', called, 'module'))
  })
  return [...here, ...below]
}

function rulesOfEntries(entries: readonly Entry[], file: TextFile, site: Site): Result<SecurityModel> {
  const problems: Problem[] = []
  const groups = entries.filter(({ type }) => type === groupType)
  const names = groups.map(({ name }) => name)
  for (const { address, name } of groups) {
    if (names.indexOf(name) === names.lastIndexOf(name)) continue
    problems.push(problemIn(file, address, `Two groups are called "${name}": give the state of one module.`))
  }
  // In a plan, the ids of new groups are not yet known.
  const byId = new Map<unknown, string>()
  for (const { name, values } of groups) if (typeof values.id === 'string') byId.set(values.id, name)
  const rules = new Map<string, SecurityRule>()
  for (const entry of entries) {
    for (const draft of draftsOf(entry, byId, names)) {
      const made = groupRule({ ...draft, address: entry.address, statements: [statementOf(file, entry.address)] })
      if (!made.ok) {
        const isOurs = draft.group === undefined || isCarried(draft.group, site)
        if (isOurs) problems.push(problemIn(file, entry.address, `${entry.address}: ${made.message}`))
      }
      // What a group lists by itself is said again by the resources of its rules.
      else if (!rules.has(ruleKey(made.rule))) rules.set(ruleKey(made.rule), made.rule)
    }
  }
  return problems.length > 0 ? failure(problems) : success({ groups: names, rules: [...rules.values()] })
}

function draftsOf(entry: Entry, byId: ReadonlyMap<unknown, string>, names: readonly string[]): readonly LegacyRule[] {
  const { type, name, values } = entry
  const groupOf = (argument: string): string | undefined => {
    const known = values[argument]
    if (known !== undefined && known !== null) return byId.get(known)
    const [first, label] = entry.references(argument)?.split('.') ?? []
    return first === groupType && label !== undefined && names.includes(label) ? label : undefined
  }
  switch (type) {
    case ingressType:
    case egressType: {
      const isReferring =
        (values.referenced_security_group_id ?? null) !== null ||
        entry.references('referenced_security_group_id') !== undefined
      const given: RuleValues = {
        ip_protocol: values.ip_protocol,
        from_port: values.from_port,
        to_port: values.to_port,
        cidr_ipv4: values.cidr_ipv4,
        cidr_ipv6: values.cidr_ipv6,
        prefix_list_id: values.prefix_list_id,
        referenced_security_group_id: isReferring ? (groupOf('referenced_security_group_id') ?? {}) : null,
      }
      return [
        { direction: type === ingressType ? 'ingress' : 'egress', group: groupOf('security_group_id'), values: given },
      ]
    }
    case 'aws_security_group_rule':
      return expandLegacy(values, {
        direction: values.type === 'egress' ? 'egress' : 'ingress',
        group: groupOf('security_group_id'),
        peers: [values.source_security_group_id ?? null],
        byId,
      })
    case groupType:
      return (['ingress', 'egress'] as const).flatMap((direction) =>
        jsonItems(values[direction]).flatMap((inline) =>
          isJsonObject(inline)
            ? expandLegacy(inline, { direction, group: name, peers: jsonItems(inline.security_groups), byId })
            : [],
        ),
      )
    default:
      return []
  }
}

function statementOf(file: TextFile, address: string): Statement {
  const at = file.text.indexOf(`"${address.replaceAll('"', '\\"')}"`)
  return { file: file.path, line: at < 0 ? 1 : file.text.slice(0, at).split('\n').length }
}

function problemIn(file: TextFile, address: string, message: string): Problem {
  const { line } = statementOf(file, address)
  return { severity: 'error', at: `${file.path}:${line}`, line, message }
}
