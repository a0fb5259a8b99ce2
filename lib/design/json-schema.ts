/** The published JSON Schema, for editors: made from the one schema, with a sentence for each key. */
import * as z from 'zod'
import { descriptions } from './descriptions'
import { designSchema } from './design'

export function designJsonSchema(): Record<string, unknown> {
  const { $schema, ...rest } = z.toJSONSchema(designSchema, { io: 'input' })
  return { $schema, title: 'Portcullis design, version 1', ...asRecord(described(rest, '')) }
}

/** Adds the sentence of each key, and takes the limits out that zod gives to whole numbers by itself. */
function described(schema: unknown, path: string): unknown {
  if (Array.isArray(schema)) return schema.map((branch) => described(branch, path))
  if (typeof schema !== 'object' || schema === null) return schema
  const entries = Object.entries(schema).filter(
    ([, value]) => value !== Number.MAX_SAFE_INTEGER && value !== Number.MIN_SAFE_INTEGER,
  )
  return Object.fromEntries(
    entries.map(([key, value]) => [
      key,
      key === 'properties' ? describedKeys(value, path) : describedPart(key, value, path),
    ]),
  )
}

function describedPart(key: string, value: unknown, path: string): unknown {
  return key === 'items' || key === 'anyOf' ? described(value, path) : value
}

function describedKeys(properties: unknown, path: string): unknown {
  return Object.fromEntries(
    Object.entries(asRecord(properties)).map(([key, schema]) => {
      const here = path === '' ? key : `${path}/${key}`
      const description = descriptions[here]
      return [key, { ...(description === undefined ? {} : { description }), ...asRecord(described(schema, here)) }]
    }),
  )
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}
