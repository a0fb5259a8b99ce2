/** Works out every expression of a configuration, and makes of each resource the rules that Terraform would create. */
import { failure, type Problem, type Result, success } from '@/lib/design/problem'
import type { Site } from '@/lib/site/site'
import { convertValue } from '@/lib/text/hcl/convert'
import { evaluate, type HclScope, staticPath } from '@/lib/text/hcl/evaluate'
import { type HclExpression, walkExpression } from '@/lib/text/hcl/syntax'
import { type HclValue, isObject, isPending, isSequence } from '@/lib/text/hcl/value'
import type { Statement } from '../../target'
import type { SecurityModel, SecurityRule } from '../model'
import { type Configuration, groupType, ingressType, type Placed, problemAt, type Resource } from './configuration'
import { groupRule } from './group-rules'
import type { RuleValues } from './rule-values'

/** One of the things that `count` or `for_each` makes of a resource. */
interface Instance {
  readonly suffix: string
  readonly key: string | undefined
  readonly value: HclValue | undefined
  readonly index: number | undefined
}

export function readInstances(configuration: Configuration, variables: Site['variables']): Result<SecurityModel> {
  const problems: Problem[] = []
  const scope = scopeOf(configuration, variables)
  const rules: SecurityRule[] = []
  const groups = new Set(configuration.groups.map(({ name }) => name))
  for (const resource of configuration.rules) {
    const context = { resource, groups, lines: literalLines(resource, configuration), outer: scope, problems }
    for (const instance of instancesOf(resource, scope, problems)) {
      const rule = ruleOf(instance, context)
      if (rule !== undefined) rules.push(rule)
    }
  }
  if (problems.length > 0) return failure(problems)
  return success({ groups: configuration.groups.map(({ name }) => name), rules })
}

type Resolve = HclScope['resolve']

/** Variables and local values are worked out when they are asked for; one that leads back to itself has no value. */
function scopeOf(configuration: Configuration, given: Site['variables']): Resolve {
  const values = new Map<string, HclValue | undefined>()
  const resolve: Resolve = (path) => {
    const [root, name] = path
    if (root === 'path' || root === 'terraform' || root === 'data') return { kind: 'pending', path: path.join('.') }
    if (path.length !== 2 || root === undefined || name === undefined) return undefined
    if (root === groupType || root.startsWith('aws_')) return { kind: 'pending', path: `${root}.${name}` }
    const key = `${root}.${name}`
    if (values.has(key)) return values.get(key)
    values.set(key, undefined)
    const value =
      root === 'var' ? variable(name) : root === 'local' ? worthOf(configuration.locals.get(name)) : undefined
    values.set(key, value)
    return value
  }
  const worthOf = (placed: Placed | undefined): HclValue | undefined =>
    placed === undefined ? undefined : evaluate(placed.value, { resolve, faults: [] })
  const variable = (name: string): HclValue | undefined => {
    const declared = configuration.variables.get(name)
    if (declared === undefined) return undefined
    const set = Object.hasOwn(given, name) ? given[name] : undefined
    const placed = configuration.given.get(name) ?? declared.fallback
    if (set === undefined && placed === undefined) return { kind: 'pending', path: `var.${name}` }
    const value = set ?? worthOf(placed)
    return value === undefined ? undefined : convertValue(value, declared.type)
  }
  return resolve
}

function instancesOf(resource: Resource, resolve: Resolve, problems: Problem[]): readonly Instance[] {
  const count = resource.attributes.get('count')
  const forEach = resource.attributes.get('for_each')
  const only: Instance = { suffix: '', key: undefined, value: undefined, index: undefined }
  if (count === undefined && forEach === undefined) return [only]
  if (count !== undefined && forEach !== undefined) {
    problems.push(problemAt(resource.file, forEach.line, 'A resource has either "count" or "for_each".'))
    return []
  }
  const attribute = count ?? forEach
  const value = attribute === undefined ? undefined : told(attribute.value, resolve, resource.file, problems)
  if (value === undefined || attribute === undefined) return []
  if (count !== undefined && typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 1000) {
    return Array.from({ length: value }, (_, index) => ({ ...only, suffix: `[${index}]`, index }))
  }
  const of = (key: string, each: HclValue): Instance => ({
    ...only,
    suffix: `[${JSON.stringify(key)}]`,
    key,
    value: each,
  })
  if (forEach !== undefined && isSequence(value) && value.kind === 'set') {
    const texts = value.items.filter((item) => typeof item === 'string')
    if (texts.length === value.items.length) return texts.map((text) => of(text, text))
  }
  if (forEach !== undefined && isObject(value)) return [...value.fields].map(([key, each]) => of(key, each))
  const message = count === undefined ? '"for_each" wants a set of strings or a map.' : '"count" wants a whole number.'
  problems.push(problemAt(resource.file, attribute.line, message))
  return []
}

function told(expression: HclExpression, resolve: Resolve, file: string, problems: Problem[]): HclValue | undefined {
  const faults: { line: number; message: string }[] = []
  const value = evaluate(expression, { resolve, faults })
  if (value !== undefined) return value
  const [fault] = faults
  problems.push(problemAt(file, fault?.line ?? expression.line, fault?.message ?? 'This cannot be told.'))
  return undefined
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
  const found = problems.length
  const values = {
    ip_protocol: at('ip_protocol'),
    from_port: at('from_port'),
    to_port: at('to_port'),
    cidr_ipv4: at('cidr_ipv4'),
    cidr_ipv6: at('cidr_ipv6'),
    prefix_list_id: at('prefix_list_id'),
  }
  const owner = at('security_group_id')
  const peer = at('referenced_security_group_id')
  if (problems.length > found) return undefined
  const groupOf = (value: HclValue | undefined): string | undefined => {
    const id = value !== null && value !== undefined && isPending(value) ? value.path.split('.') : []
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

function withEach(outer: Resolve, { key, value, index }: Instance): Resolve {
  return (path) => {
    const [root, name] = path
    if (path.length !== 2 || (root !== 'each' && root !== 'count')) return outer(path)
    if (root === 'count') return name === 'index' ? index : undefined
    return name === 'key' ? key : name === 'value' ? value : undefined
  }
}

const peerArguments = ['cidr_ipv4', 'cidr_ipv6', 'prefix_list_id', 'referenced_security_group_id'] as const

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

/** Where each text is written that the other end of a rule may come from. */
type LiteralLines = ReadonlyMap<string, readonly Statement[]>

function literalLines(resource: Resource, configuration: Configuration): LiteralLines {
  const lines = new Map<string, Statement[]>()
  const seen = new Set<HclExpression>()
  for (const name of ['for_each', ...peerArguments]) {
    const attribute = resource.attributes.get(name)
    if (attribute !== undefined) {
      collectLiterals({ file: resource.file, value: attribute.value }, configuration, seen, lines)
    }
  }
  return lines
}

/** Through variables and local values. */
function collectLiterals(
  { file, value }: Placed,
  configuration: Configuration,
  seen: Set<HclExpression>,
  lines: Map<string, Statement[]>,
): void {
  if (seen.has(value)) return
  seen.add(value)
  for (const expression of walkExpression(value)) {
    if (expression.kind === 'literal' && typeof expression.value === 'string') {
      const statement = { file, line: expression.line }
      const known = lines.get(expression.value)
      if (known === undefined) lines.set(expression.value, [statement])
      else known.push(statement)
    }
    const [root, name = ''] = staticPath(expression) ?? []
    const next =
      root === 'var'
        ? (configuration.given.get(name) ?? configuration.variables.get(name)?.fallback)
        : root === 'local'
          ? configuration.locals.get(name)
          : undefined
    if (next !== undefined) collectLiterals(next, configuration, seen, lines)
  }
}
