/** Values in the form that a variable's type asks for. */
import { evaluate } from './evaluate'
import type { HclExpression, HclField } from './syntax'
import { unify } from './unify'
import { type HclValue, isObject, isSequence, listOf, numberOf, setOf, textOf, truthOf } from './value'

/** Nothing when the value does not fit the type. */
export function convertValue(value: HclValue, type: HclExpression | undefined): HclValue | undefined {
  if (type === undefined || value === null) return value
  if (type.kind === 'name') {
    if (type.name === 'any') return value
    if (type.name === 'string') return textOf(value)
    if (type.name === 'number') return numberOf(value)
    return type.name === 'bool' ? truthOf(value) : undefined
  }
  if (type.kind !== 'call') return undefined
  const [inner] = type.given
  if (type.name === 'object') return isObject(value) ? convertObject(value.fields, inner) : undefined
  if (type.name === 'tuple') return isSequence(value) ? convertTuple(value.items, inner) : undefined
  if (type.name === 'map') {
    const values = isObject(value) ? convertItems([...value.fields.values()], inner) : undefined
    if (!isObject(value) || values === undefined) return undefined
    return {
      kind: 'object',
      fields: new Map([...value.fields.keys()].map((key, index) => [key, values[index] ?? null])),
    }
  }
  const items = isSequence(value) ? convertItems(value.items, inner) : undefined
  if (items === undefined) return undefined
  return type.name === 'set' ? setOf(items) : listOf(items)
}

/** Each of the type, and where that is open, all of one. */
function convertItems(items: readonly HclValue[], type: HclExpression | undefined): readonly HclValue[] | undefined {
  const converted = items.map((item) => convertValue(item, type)).filter((item) => item !== undefined)
  return converted.length < items.length ? undefined : unify(converted)
}

/** Whether Terraform takes the expression for a type. */
export function isType(type: HclExpression): boolean {
  if (type.kind === 'name') return ['any', 'bool', 'number', 'string', 'list', 'map'].includes(type.name)
  if (type.kind !== 'call') return false
  const [inner, ...more] = type.given
  if (inner === undefined || more.length > 0) return false
  if (['list', 'map', 'set'].includes(type.name)) return isType(inner)
  if (type.name === 'tuple') return inner.kind === 'list' && inner.items.every(isType)
  return type.name === 'object' && inner.kind === 'object' && inner.fields.every(isField)
}

function isField({ isWord, value: type }: HclField): boolean {
  if (!isWord) return false
  if (type.kind !== 'call' || type.name !== 'optional') return isType(type)
  const [inner, fallback, more] = type.given
  if (inner === undefined || more !== undefined || !isType(inner)) return false
  return fallback === undefined || convertPlain(fallback, inner) !== undefined
}

/** Of an expression without names; nothing when it has no value, or one that does not fit the type. */
export function convertPlain(expression: HclExpression, type: HclExpression | undefined): HclValue | undefined {
  const value = evaluate(expression, { resolve: () => undefined, faults: [] })
  return value === undefined ? undefined : convertValue(value, type)
}

type Fields = ReadonlyMap<string, HclValue>

/** Of what the type names; anything more is left out, as Terraform does it. */
function convertObject(fields: Fields, type: HclExpression | undefined): HclValue | undefined {
  if (type?.kind !== 'object') return undefined
  const converted = new Map<string, HclValue>()
  for (const { key, value: wanted } of type.fields) {
    const name = key.kind === 'literal' ? String(key.value) : undefined
    const value = name === undefined ? undefined : convertField(fields.get(name), wanted)
    if (name === undefined || value === undefined) return undefined
    converted.set(name, value)
  }
  return { kind: 'object', fields: converted }
}

/** `optional(type)` may be left out; null then, or what stands behind the type. */
function convertField(value: HclValue | undefined, type: HclExpression): HclValue | undefined {
  if (type.kind !== 'call' || type.name !== 'optional')
    return value === undefined ? undefined : convertValue(value, type)
  const [inner, fallback] = type.given
  if (value !== undefined && value !== null) return convertValue(value, inner)
  return fallback === undefined ? null : convertPlain(fallback, inner)
}

function convertTuple(items: readonly HclValue[], type: HclExpression | undefined): HclValue | undefined {
  if (type?.kind !== 'list' || type.items.length !== items.length) return undefined
  const converted = items
    .map((item, index) => convertValue(item, type.items[index]))
    .filter((item) => item !== undefined)
  return converted.length < items.length ? undefined : listOf(converted)
}
