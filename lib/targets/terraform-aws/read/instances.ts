/** Works out every expression of a configuration, and makes of each resource the rules that Terraform would create. */
import { failure, type Problem, type Result, success } from '@/lib/design/problem'
import type { Site } from '@/lib/site/site'
import { type HclValue, isPending, numberOf } from '@/lib/text/hcl/value'
import type { Statement } from '../../target'
import { type Configuration, type Resource, withinStack } from '../../terraform/read/configuration'
import {
  type Instance,
  instancesOf,
  type LiteralLines,
  literalLines,
  type Resolve,
  refuseInvalid,
  refuseUnfit,
  scopeOf,
  told,
  withEach,
} from '../../terraform/read/evaluate'
import { type Placed, problemAt } from '../../terraform/read/placed'
import type { SecurityModel, SecurityRule } from '../model'
import { awsPrefix, groupType, ingressType } from './configuration'
import { groupRule } from './group-rules'
import type { RuleValues } from './rule-values'

export function readInstances(configuration: Configuration, variables: Site['variables']): Result<SecurityModel> {
  return withinStack(
    configuration.resources.map(({ file }) => ({ path: file })),
    () => workOut(configuration, variables),
  )
}

function workOut(configuration: Configuration, variables: Site['variables']): Result<SecurityModel> {
  const problems: Problem[] = []
  const scope = scopeOf(configuration, variables, awsPrefix)
  refuseInvalid(configuration, scope, problems)
  const rules: SecurityRule[] = []
  const names = configuration.resources.flatMap(({ type, name }) => (type === groupType ? [name] : []))
  const groups = new Set(names)
  for (const resource of configuration.resources) {
    if (resource.type === groupType) {
      refuseUnfit(resource, scope, problems)
      continue
    }
    const lines = literalLines(peersOf(resource), configuration)
    const context = { resource, groups, lines, outer: scope, problems }
    for (const instance of instancesOf(resource, scope, problems)) {
      const rule = ruleOf(instance, context)
      if (rule !== undefined) rules.push(rule)
    }
  }
  if (problems.length > 0) return failure(problems)
  return success({ groups: names, rules })
}

interface RuleContext {
  readonly resource: Resource
  /** Names of the groups that the files declare. */
  readonly groups: ReadonlySet<string>
  readonly lines: LiteralLines
  readonly outer: Resolve
  readonly problems: Problem[]
}

function ruleOf(
  instance: Instance,
  { resource, groups, lines, outer, problems }: RuleContext,
): SecurityRule | undefined {
  const resolve = withEach(outer, instance)
  const at = (name: string): HclValue | undefined => {
    const attribute = resource.attributes.get(name)
    return attribute === undefined ? null : told(attribute.value, resolve, resource.file, problems)
  }
  // Terraform makes a number of the text of one.
  const numberAt = (name: string): HclValue | undefined => {
    const value = at(name)
    return value === undefined ? undefined : (numberOf(value) ?? value)
  }
  const found = problems.length
  refuseUnfit(resource, resolve, problems)
  const values = {
    ip_protocol: at('ip_protocol'),
    from_port: numberAt('from_port'),
    to_port: numberAt('to_port'),
    cidr_ipv4: at('cidr_ipv4'),
    cidr_ipv6: at('cidr_ipv6'),
    prefix_list_id: at('prefix_list_id'),
  }
  const owner = at('security_group_id')
  const peer = at('referenced_security_group_id')
  if (problems.length > found) return undefined
  const groupOf = (value: HclValue | undefined): string | undefined => {
    const id = value !== undefined && isPending(value) ? value.path.split('.') : []
    const [type, name = '', attribute] = id
    return id.length === 3 && type === groupType && attribute === 'id' && groups.has(name) ? name : undefined
  }
  const given: RuleValues = {
    ...values,
    referenced_security_group_id: peer === null ? null : (groupOf(peer) ?? { kind: 'pending' }),
  }
  const address = `${resource.type}.${resource.name}${instance.suffix}`
  const direction = resource.type === ingressType ? 'ingress' : 'egress'
  const statements = statementsOf(resource, given, lines)
  const rule = groupRule({ address, direction, group: groupOf(owner), values: given, statements })
  if (rule.ok) return rule.rule
  problems.push(problemAt(resource.file, resource.line, `${address}: ${rule.message}`))
  return undefined
}

const peerArguments = ['cidr_ipv4', 'cidr_ipv6', 'prefix_list_id', 'referenced_security_group_id'] as const

/** Where the other end of the resource's rules may be written. */
function peersOf({ file, attributes }: Resource): Placed[] {
  return ['for_each', ...peerArguments].flatMap((name) => {
    const attribute = attributes.get(name)
    return attribute === undefined ? [] : [{ file, value: attribute.value }]
  })
}

/** The entry of a list that makes the rule, or else the line that names its other end; then what belongs to it. */
function statementsOf(resource: Resource, values: RuleValues, lines: LiteralLines): readonly Statement[] {
  const name = peerArguments.find((argument) => values[argument] !== null)
  const attribute = name === undefined ? undefined : resource.attributes.get(name)
  const text = name === undefined ? undefined : values[name]
  const peer = attribute === undefined ? [] : [{ file: resource.file, line: attribute.value.line }]
  const written = typeof text === 'string' ? (lines.get(text) ?? []) : []
  const all = [
    ...(resource.attributes.has('for_each') ? [...written, ...peer] : [...peer, ...written]),
    { file: resource.file, line: resource.line },
  ]
  const each = all.filter(
    ({ file, line }, index) => all.findIndex((one) => one.file === file && one.line === line) === index,
  )
  return each.map((statement, index) => (index === 0 ? statement : { ...statement, beside: true }))
}
