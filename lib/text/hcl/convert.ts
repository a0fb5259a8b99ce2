/** Values in the form that a variable's type asks for. */
import type { HclExpression, HclField } from './syntax'
import { type HclValue, isObject, isPending, isSequence, listOf, setOf, textOf, unify } from './value'

/** Nothing when the value does not fit the type. */
export function convertValue(value: HclValue, type: HclExpression | undefined): HclValue | undefined {
  if (type === undefined || value === null || isPending(value)) return value
  if (type.kind === 'name') {
    if (type.name === 'any') return value
    if (type.name === 'string') return textOf(value)
    if (type.name === 'number') return typeof value === 'number' ? value : toNumber(value)
    if (type.name === 'bool')
      return value === 'true' || value === true ? true : value === 'false' || value === false ? false : undefined
    return undefined
  }
  if (type.kind !== 'call') return undefined
  const [inner] = type.given
  if (type.name === 'object') return isObject(value) ? convertObject(value.fields, inner) : undefined
  if (type.name === 'tuple') return isSequence(value) ? convertTuple(value.items, inner) : undefined
  if (type.name === 'map') {
    if (!isObject(value)) return undefined
    const fields = new Map<string, HclValue>()
    for (const [key, item] of value.fields) {
      const converted = convertValue(item, inner)
      if (converted === undefined) return undefined
      fields.set(key, converted)
    }
    const values = isAny(inner) ? unify([...fields.values()]) : [...fields.values()]
    if (values === undefined) return undefined
    return { kind: 'object', fields: new Map([...fields.keys()].map((key, index) => [key, values[index] ?? null])) }
  }
  if ((type.name !== 'list' && type.name !== 'set') || !isSequence(value)) return undefined
  const items: HclValue[] = []
  for (const item of value.items) {
    const converted = convertValue(item, inner)
    if (converted === undefined) return undefined
    items.push(converted)
  }
  const alike = isAny(inner) ? unify(items) : items
  if (alike === undefined) return undefined
  return type.name === 'set' ? setOf(alike) : listOf(alike)
}

function isAny(type: HclExpression | undefined): boolean {
  return type === undefined || (type.kind === 'name' && type.name === 'any')
}

/** Whether Terraform takes the expression for a type. */
export function isType(type: HclExpression): boolean {
  if (type.kind === 'name') return ['any', 'bool', 'number', 'string', 'list', 'map'].includes(type.name)
  if (type.kind !== 'call' || type.given.length !== 1) return false
  const [inner] = type.given
  if (inner === undefined) return false
  if (['list', 'map', 'set'].includes(type.name)) return isType(inner)
  if (type.name === 'tuple') return inner.kind === 'list' && inner.items.every(isType)
  return type.name === 'object' && inner.kind === 'object' && inner.fields.every(isField)
}

function isField({ key, value: type }: HclField): boolean {
  if (key.kind !== 'literal') return false
  if (type.kind !== 'call' || type.name !== 'optional') return isType(type)
  const [inner, , more] = type.given
  return inner !== undefined && more === undefined && isType(inner)
}

type Fields = ReadonlyMap<string, HclValue>

/** Of what the type names; anything more is left out, as Terraform does it. */
function convertObject(fields: Fields, type: HclExpression | undefined): HclValue | undefined {
  if (type?.kind !== 'object') return undefined
  const converted = new Map<string, HclValue>()
  for (const { key, value: wanted } of type.fields) {
    const name = key.kind === 'literal' ? String(key.value) : undefined
    if (name === undefined) return undefined
    const value = convertField(fields.get(name), wanted)
    if (value === undefined) return undefined
    converted.set(name, value)
  }
  return { kind: 'object', fields: converted }
}

/** `optional(type)` may be left out and is null then; what stands instead of null by a second argument is not worked out. */
function convertField(value: HclValue | undefined, type: HclExpression): HclValue | undefined {
  if (type.kind !== 'call' || type.name !== 'optional')
    return value === undefined ? undefined : convertValue(value, type)
  const [inner, fallback] = type.given
  if (value === undefined || value === null) return fallback === undefined ? null : undefined
  return convertValue(value, inner)
}

function convertTuple(items: readonly HclValue[], type: HclExpression | undefined): HclValue | undefined {
  if (type?.kind !== 'list' || type.items.length !== items.length) return undefined
  const converted = items.map((item, index) => convertValue(item, type.items[index]))
  return converted.every((item) => item !== undefined) ? listOf(converted.map((item) => item ?? null)) : undefined
}

function toNumber(value: HclValue): number | undefined {
  return typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : undefined
}
