/** The security groups of a state or a plan. */
import { failure, type Problem, type Result, success } from '@/lib/design/problem'
import type { Site } from '@/lib/site/site'
import { isJsonObject, jsonItems } from '@/lib/text/json'
import { findJsonStranger } from '@/lib/text/json-strangers'
import type { TextFile } from '../../target'
import { type Entry, problemIn, readEntries, statementOf } from '../../terraform/read/state'
import type { SecurityModel, SecurityRule } from '../model'
import { egressType, groupType, ingressType } from './configuration'
import { groupRule, isCarried, ruleKey } from './group-rules'
import { resourceShapes } from './known-fields'
import { expandLegacy, type LegacyRule } from './legacy'
import type { RuleValues } from './rule-values'

export function readState(file: TextFile, site: Site): Result<SecurityModel> {
  const entries = readEntries(file)
  return entries.ok ? rulesOfEntries(entries.value, file, site) : entries
}

function rulesOfEntries(entries: readonly Entry[], file: TextFile, site: Site): Result<SecurityModel> {
  const problems: Problem[] = []
  const groups = entries.filter(({ type }) => type === groupType)
  const names = groups.map(({ name }) => name)
  const counts = new Map<string, number>()
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  for (const { address, name } of groups) {
    if (counts.get(name) === 1) continue
    problems.push(problemIn(file, address, `Two groups are called "${name}": give the state of one module.`))
  }
  // In a plan, the ids of new groups are not yet known.
  const byId = new Map<unknown, string>()
  for (const { name, values } of groups) if (typeof values.id === 'string') byId.set(values.id, name)
  const rules = new Map<string, SecurityRule>()
  for (const entry of entries) {
    const shape = Object.hasOwn(resourceShapes, entry.type) ? resourceShapes[entry.type] : undefined
    const strange = shape === undefined ? undefined : findJsonStranger(entry.values, shape)
    if (strange !== undefined) {
      problems.push(problemIn(file, entry.address, `${entry.address}: what ${strange} of it does is not known here.`))
    }
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

/** A rule of which a plan does not yet know the other end. */
const untold: RuleValues = {
  ip_protocol: '-1',
  from_port: null,
  to_port: null,
  cidr_ipv4: null,
  cidr_ipv6: null,
  prefix_list_id: null,
  referenced_security_group_id: {},
}

function draftsOf(entry: Entry, byId: ReadonlyMap<unknown, string>, names: readonly string[]): readonly LegacyRule[] {
  const { type, name, values } = entry
  const groupOf = (argument: string): string | undefined => {
    const known = values[argument]
    if (known !== undefined && known !== null) return byId.get(known)
    const [first, label, attribute] = entry.references(argument)?.split('.') ?? []
    return first === groupType && label !== undefined && attribute === 'id' && names.includes(label) ? label : undefined
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
    case 'aws_security_group_rule': {
      const direction = values.type === 'egress' ? 'egress' : 'ingress'
      const group = groupOf('security_group_id')
      const peer = values.source_security_group_id ?? null
      const known = expandLegacy(values, { direction, group, peers: [peer], byId })
      return peer === null && entry.isGiven('source_security_group_id')
        ? [...known, { direction, group, values: untold }]
        : known
    }
    case groupType:
      return (['ingress', 'egress'] as const).flatMap((direction) => {
        if (values[direction] === undefined && entry.isGiven(direction))
          return [{ direction, group: name, values: untold }]
        return jsonItems(values[direction]).flatMap((inline) => {
          if (!isJsonObject(inline)) return []
          const peers = inline.security_groups
          // In a plan, what is not known yet is left out, or null in a list.
          const isKnown = peers !== undefined && !jsonItems(peers).includes(null)
          if (!isKnown && entry.isGiven(direction)) return [{ direction, group: name, values: untold }]
          return expandLegacy(inline, { direction, group: name, peers: jsonItems(peers), byId })
        })
      })
    default:
      return []
  }
}
