/**
 * What an account holds, as `aws ec2 describe-security-groups` says it.
 * @see https://docs.aws.amazon.com/cli/latest/reference/ec2/describe-security-groups.html
 */
import { failure, type Problem, type Result, success } from '@/lib/design/problem'
import type { Site } from '@/lib/site/site'
import { jsonAt, jsonItems, readJson } from '@/lib/text/json'
import { linesOfTexts } from '@/lib/text/json-lines'
import { findJsonStranger } from '@/lib/text/json-strangers'
import type { TextFile } from '../../target'
import type { SecurityModel, SecurityRule } from '../model'
import { bareRulesIn, nameBareGroups, readBareRules } from './account-rules'
import { groupRule, isCarried, type RuleDraft, ruleKey } from './group-rules'
import { accountShape } from './known-fields'
import type { RuleValues } from './rule-values'

interface Group {
  readonly id: unknown
  /** The name of its resource in our files. */
  readonly name: string
  readonly json: unknown
}

export function readAccount(file: TextFile, site: Site): Result<SecurityModel> {
  const problem = (message: string): Problem => ({ severity: 'error', at: file.path, message })
  const json = readJson(file.text)
  if (!json.ok) {
    const { line } = json
    const at = line === undefined ? {} : { at: `${file.path}:${line}`, line }
    const suggestion = 'Give the output of the command as it was written.'
    return failure([{ ...problem(`Not JSON: ${json.message}.`), ...at, suggestion }])
  }
  const strange = findJsonStranger(json.value, accountShape)
  if (strange !== undefined) {
    const suggestion = 'Give the whole output of the command, as it was written.'
    return failure([{ ...problem(`What ${strange} in it does is not known here.`), suggestion }])
  }
  const bare = bareRulesIn(json.value)
  if (bare !== undefined) return readBare(file, bare, site)
  const groups = jsonItems(jsonAt(json.value, 'SecurityGroups')).map(
    (group): Group => ({ id: jsonAt(group, 'GroupId'), name: resourceName(group), json: group }),
  )
  const problems: Problem[] = []
  const rules = new Map<string, SecurityRule>()
  const byId = new Map(groups.map(({ id, name }) => [id, name]))
  const lineOf = linesOfTexts(file)
  const seen = new Set<string>()
  for (const { name, json: group } of groups) {
    if (isCarried(name, site) && seen.has(name)) {
      problems.push(problem(`Two groups are called "${name}": describe those of one VPC.`))
    }
    seen.add(name)
    for (const draft of draftsOf(group, name, byId)) {
      const made = groupRule({
        ...draft,
        statements: [{ file: file.path, line: lineOf(jsonAt(group, 'GroupId')) }],
      })
      if (made.ok) rules.set(ruleKey(made.rule), made.rule)
      else if (isCarried(name, site)) problems.push(problem(`${draft.address}: ${made.message}`))
    }
  }
  return problems.length > 0
    ? failure(problems)
    : success({ groups: groups.map(({ name }) => name), rules: [...rules.values()] })
}

function readBare(file: TextFile, bare: readonly unknown[], site: Site): Result<SecurityModel> {
  const names = nameBareGroups(bare)
  if (names === undefined) {
    const message = 'These rules name their groups by ids alone, and which is whose cannot be told from their ports.'
    const suggestion =
      'Give the output of aws ec2 describe-security-groups, which holds the same rules with the names of the groups.'
    return failure([{ severity: 'error', at: file.path, message, suggestion }])
  }
  const problems: Problem[] = []
  const rules: SecurityRule[] = []
  const lineOf = linesOfTexts(file)
  for (const { id, ...draft } of readBareRules(bare, names)) {
    const line = lineOf(id)
    const made = groupRule({ ...draft, statements: [{ file: file.path, line }] })
    if (made.ok) rules.push(made.rule)
    else if (draft.group !== undefined && isCarried(draft.group, site)) {
      const message = `${draft.address}: ${made.message}`
      problems.push({ severity: 'error', at: `${file.path}:${line}`, line, message })
    }
  }
  if (problems.length > 0) return failure(problems)
  const message = `These rules name their groups by ids alone; by its ports ${String([...names.keys()][0])} is taken for the control planes.`
  return success({ groups: [...names.values()], rules }, [{ severity: 'warning', at: file.path, message }])
}

/** `prod-talos-pool-web-sg` to `pool_web`, by its tag where it has one; a group of somebody else keeps its name. */
function resourceName(group: unknown): string {
  const name = String(jsonAt(group, 'GroupName'))
  const tag = jsonItems(jsonAt(group, 'Tags')).find((one) => jsonAt(one, 'Key') === 'NodeType')
  const ours = /-talos-([a-z0-9-]+)-sg$/.exec(name)?.[1]
  const tagged = tag === undefined ? ours : String(jsonAt(tag, 'Value'))
  return ours === undefined || tagged === undefined ? name : tagged.replaceAll('-', '_')
}

function draftsOf(
  group: unknown,
  name: string,
  byId: ReadonlyMap<unknown, string>,
): readonly Omit<RuleDraft, 'statements'>[] {
  return (['ingress', 'egress'] as const).flatMap((direction) =>
    jsonItems(jsonAt(group, direction === 'ingress' ? 'IpPermissions' : 'IpPermissionsEgress')).flatMap(
      (permission) => {
        const base: RuleValues = {
          ip_protocol: jsonAt(permission, 'IpProtocol'),
          from_port: jsonAt(permission, 'FromPort'),
          to_port: jsonAt(permission, 'ToPort'),
          cidr_ipv4: null,
          cidr_ipv6: null,
          prefix_list_id: null,
          referenced_security_group_id: null,
        }
        const ends: Partial<RuleValues>[] = [
          ...jsonItems(jsonAt(permission, 'IpRanges')).map((range) => ({ cidr_ipv4: jsonAt(range, 'CidrIp') })),
          ...jsonItems(jsonAt(permission, 'Ipv6Ranges')).map((range) => ({ cidr_ipv6: jsonAt(range, 'CidrIpv6') })),
          ...jsonItems(jsonAt(permission, 'PrefixListIds')).map((list) => ({
            prefix_list_id: jsonAt(list, 'PrefixListId'),
          })),
          ...jsonItems(jsonAt(permission, 'UserIdGroupPairs')).map((pair) => ({
            referenced_security_group_id: byId.get(jsonAt(pair, 'GroupId')) ?? {},
          })),
        ]
        const address = `${name} ${direction} ${String(base.ip_protocol)} ${String(base.from_port ?? '')}`.trim()
        return ends.map((end) => ({ address, direction, group: name, values: { ...base, ...end } }))
      },
    ),
  )
}
