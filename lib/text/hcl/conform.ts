/**
 * One result of a condition in the type of both.
 * @see https://developer.hashicorp.com/terraform/language/expressions/conditionals#result-types
 */
import type { HclExpression } from './syntax'
import { unify } from './unify'
import { type HclValue, isSequence, setOf, textOf } from './value'

interface Outcome {
  readonly value: HclValue
  readonly from: HclExpression
}

/** Nothing where there is no such type, or where it is not told here. */
export function conform(taken: Outcome, left: Outcome): HclValue | undefined {
  if (isTuple(taken) && isSet(left.value)) return asSet(taken.value, left.value)
  return unify([taken.value, seenBeside(taken.value, left)])?.[0]
}

/** A tuple beside a set says nothing of it: the set keeps its type. */
function seenBeside(set: HclValue, left: Outcome): HclValue {
  const { value } = left
  if (!isTuple(left) || !isSet(set) || !isSequence(value) || !isSequence(set)) return value
  return unify([...set.items, ...value.items]) === undefined ? value : set
}

/** Lists that are written out are tuples to Terraform. */
function isTuple({ from: { kind } }: Outcome): boolean {
  return kind === 'list' || kind === 'for'
}

function isSet(value: HclValue): boolean {
  return isSequence(value) && value.kind === 'set'
}

/** A tuple beside a set becomes one of the same type, which a list does not. */
function asSet(value: HclValue, set: HclValue): HclValue | undefined {
  if (!isSequence(value) || !isSequence(set)) return undefined
  const kinds = new Set(set.items.map((item) => typeof item))
  const isText = kinds.size === 0 ? value.items.some((item) => typeof item === 'string') : kinds.has('string')
  const items = isText ? value.items.map(textOf) : value.items.filter((item) => kinds.has(typeof item))
  const isWhole = kinds.size < 2 && !kinds.has('object') && items.length === value.items.length
  return isWhole && items.every((item) => item !== undefined) ? setOf(items) : undefined
}
