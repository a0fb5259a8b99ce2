/** Values in the form that a variable's type asks for. */
import type { HclExpression } from './syntax'
import { type HclValue, isObject, isPending, isSequence, listOf, setOf, textOf } from './value'

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
  if (type.name === 'object' || type.name === 'tuple') return value
  if (type.name === 'optional') return convertValue(value, inner)
  if (type.name === 'map') {
    if (!isObject(value)) return undefined
    const fields = new Map<string, HclValue>()
    for (const [key, item] of value.fields) {
      const converted = convertValue(item, inner)
      if (converted === undefined) return undefined
      fields.set(key, converted)
    }
    return { kind: 'object', fields }
  }
  if ((type.name !== 'list' && type.name !== 'set') || !isSequence(value)) return undefined
  const items: HclValue[] = []
  for (const item of value.items) {
    const converted = convertValue(item, inner)
    if (converted === undefined) return undefined
    items.push(converted)
  }
  return type.name === 'set' ? setOf(items) : listOf(items)
}

function toNumber(value: HclValue): number | undefined {
  return typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : undefined
}
