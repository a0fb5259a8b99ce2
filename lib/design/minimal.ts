/** A design without what goes without saying: every value that the schema would fill in again. */
import * as z from 'zod'
import { type Design, designSchema } from './design'

/**
 * The design as its writer would have to write it: defaults left out, keys in the schema's order, those of open maps
 * (targets, options, the checklist) sorted. `designSchema` makes the same design of it again.
 */
export function leaveOutDefaults(design: Design): Record<string, unknown> {
  return minimalObject(designSchema, design)
}

function minimalObject(schema: z.ZodObject, value: object): Record<string, unknown> {
  const fields: Readonly<Record<string, unknown>> = { ...value }
  const kept: Record<string, unknown> = {}
  for (const [key, inner] of Object.entries(schema.shape)) {
    const field = fields[key]
    if (field === undefined || isDefault(inner, field)) continue
    kept[key] = minimalValue(inner, field)
  }
  // Options beside the known keys, where the schema allows them.
  const rest = Object.keys(fields).filter((key) => !Object.hasOwn(schema.shape, key) && fields[key] !== undefined)
  for (const key of rest.sort()) kept[key] = sortKeys(fields[key])
  return kept
}

function isDefault(schema: z.core.$ZodType, value: unknown): boolean {
  if (schema instanceof z.ZodDefault) return isSame(schema.def.defaultValue, value)
  if (!(schema instanceof z.ZodPrefault)) return false
  const left = minimalValue(schema, value)
  return typeof left === 'object' && left !== null && Object.keys(left).length === 0
}

function minimalValue(schema: z.core.$ZodType, value: unknown): unknown {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault) {
    return minimalValue(schema.def.innerType, value)
  }
  if (typeof value !== 'object' || value === null) return value
  if (schema instanceof z.ZodUnion) {
    const object = schema.def.options.find((option) => option instanceof z.ZodObject)
    return object === undefined ? sortKeys(value) : minimalValue(object, value)
  }
  if (schema instanceof z.ZodArray && Array.isArray(value)) {
    const { element } = schema.def
    return value.map((item) => minimalValue(element, item))
  }
  return schema instanceof z.ZodObject ? minimalObject(schema, value) : sortKeys(value)
}

/** The same value with the keys of every map in order. */
export function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).filter(([, entry]) => entry !== undefined)
  entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
  return Object.fromEntries(entries.map(([key, entry]) => [key, sortKeys(entry)]))
}

function isSame(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b) && a.length !== b.length) return false
  return a === b || JSON.stringify(sortKeys(a)) === JSON.stringify(sortKeys(b))
}
