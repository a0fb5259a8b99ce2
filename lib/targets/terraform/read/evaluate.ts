/** Works out the expressions of a configuration, as Terraform does before it makes anything. */
import type { Problem } from '@/lib/design/problem'
import type { Site } from '@/lib/site/site'
import { convertValue } from '@/lib/text/hcl/convert'
import type { HclFault } from '@/lib/text/hcl/cursor'
import { evaluate, type HclScope, staticPath } from '@/lib/text/hcl/evaluate'
import { quoteHcl } from '@/lib/text/hcl/quote'
import { type HclExpression, walkExpression } from '@/lib/text/hcl/syntax'
import { type HclValue, isObject, isPending, isSequence, numberOf, textOf, truthOf } from '@/lib/text/hcl/value'
import type { Statement } from '../../target'
import type { Configuration, Resource } from './configuration'
import { type Placed, problemAt } from './placed'

/** One of the things that `count` or `for_each` makes of a resource. */
export interface Instance {
  readonly suffix: string
  readonly key: string | undefined
  readonly value: HclValue | undefined
  readonly index: number | undefined
}

export type Resolve = HclScope['resolve']

/** `prefix`: see `Vocabulary`. Variables and local values are worked out when they are asked for; one that leads back to itself has no value. */
export function scopeOf(configuration: Configuration, switches: Site['variables'], prefix: string): Resolve {
  const values = new Map<string, HclValue | undefined>()
  const resolve: Resolve = (path) => {
    const [root, name] = path
    if (root === 'path' || root === 'terraform' || root === 'data') return { kind: 'pending', path: path.join('.') }
    if (path.length !== 2 || root === undefined || name === undefined) return undefined
    if (root.startsWith(prefix)) return { kind: 'pending', path: `${root}.${name}` }
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
    const set = Object.hasOwn(switches, name) ? switches[name] : undefined
    const placed = configuration.given.get(name) ?? declared.fallback
    if (set === undefined && placed === undefined) return { kind: 'pending', path: `var.${name}` }
    const given = set ?? worthOf(placed)
    const value = given === null && !declared.isNullable ? worthOf(declared.fallback) : given
    return value === undefined ? undefined : convertValue(value, declared.type)
  }
  return resolve
}

/** Terraform does nothing at all where the value of a variable is not what its block asks for. What cannot be told may be right. */
export function refuseInvalid({ variables }: Configuration, resolve: Resolve, problems: Problem[]): void {
  for (const [name, { conditions }] of variables) {
    for (const { file, value } of conditions) {
      const faults: HclFault[] = []
      const is = evaluate(value, { resolve, faults })
      const isRefused = is === undefined ? faults.some(({ isSure }) => isSure) : !isPending(is) && truthOf(is) !== true
      if (isRefused)
        problems.push(problemAt(file, value.line, `The value of "${name}" is not what its validation asks for.`))
    }
  }
}

export function instancesOf(resource: Resource, resolve: Resolve, problems: Problem[]): readonly Instance[] {
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
  const times = count === undefined ? undefined : numberOf(value)
  if (times !== undefined && Number.isInteger(times) && times >= 0 && times <= 1000) {
    return Array.from({ length: times }, (_, index) => ({ ...only, suffix: `[${index}]`, index }))
  }
  const of = (key: string, each: HclValue): Instance => ({
    ...only,
    suffix: `[${quoteHcl(key)}]`,
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

/** Nothing, and a problem with its line, where it cannot be told. */
export function told(
  expression: HclExpression,
  resolve: Resolve,
  file: string,
  problems: Problem[],
): HclValue | undefined {
  const faults: { line: number; message: string }[] = []
  const value = evaluate(expression, { resolve, faults })
  if (value !== undefined) return value
  const [fault] = faults
  problems.push(problemAt(file, fault?.line ?? expression.line, fault?.message ?? 'This cannot be told.'))
  return undefined
}

function isText(value: HclValue): boolean {
  return value === null || isPending(value) || textOf(value) !== undefined
}

function areTexts(value: HclValue): boolean {
  if (value === null) return true
  // What is known only later may be anything but an id.
  return isPending(value) ? !value.path.endsWith('.id') : isObject(value) && [...value.fields.values()].every(isText)
}

/** Arguments that decide nothing, and what every provider here takes for them. */
const idleArguments: Readonly<Record<string, (value: HclValue) => boolean>> = {
  description: isText,
  name: isText,
  name_prefix: isText,
  labels: areTexts,
  tags: areTexts,
}

/** Terraform refuses what is of another kind. What cannot be told may be right. */
export function refuseUnfit(
  { file, attributes }: Pick<Resource, 'file' | 'attributes'>,
  resolve: Resolve,
  problems: Problem[],
): void {
  for (const { name, value: expression, line } of attributes.values()) {
    const fits = Object.hasOwn(idleArguments, name) ? idleArguments[name] : undefined
    const value = fits === undefined ? undefined : evaluate(expression, { resolve, faults: [] })
    if (value !== undefined && fits?.(value) === false)
      problems.push(problemAt(file, line, `This is not what "${name}" takes.`))
  }
}

export function withEach(outer: Resolve, { key, value, index }: Instance): Resolve {
  return (path) => {
    const [root, name] = path
    if (path.length !== 2 || (root !== 'each' && root !== 'count')) return outer(path)
    if (root === 'count') return name === 'index' ? index : undefined
    return name === 'key' ? key : name === 'value' ? value : undefined
  }
}

/** Where each text is written that a value may come from. */
export type LiteralLines = ReadonlyMap<string, readonly Statement[]>

/** `from`: the expressions in which they may stand, straight or behind a name. */
export function literalLines(from: readonly Placed[], configuration: Configuration): LiteralLines {
  const lines = new Map<string, Statement[]>()
  const seen = new Set<HclExpression>()
  for (const placed of from) collectLiterals(placed, configuration, seen, lines)
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
    if (expression.kind === 'literal') {
      if (typeof expression.value !== 'string') continue
      const statement = { file, line: expression.line }
      const known = lines.get(expression.value)
      if (known === undefined) lines.set(expression.value, [statement])
      else known.push(statement)
      continue
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
