/** The options of a product as fields of a form, read from its own schema: no product is known by name here. */
import * as z from 'zod'

interface OptionBase {
  readonly key: string
  /** The key in words. */
  readonly title: string
  readonly hint: string | undefined
  /** What holds when it is left out. */
  readonly byDefault: string | undefined
}

export type TargetOption = OptionBase &
  (
    | { readonly kind: 'text' | 'number' | 'flag' | 'list' }
    | { readonly kind: 'choice'; readonly choices: readonly string[] }
    /** Names with a value each: `control=opt1`. */
    | { readonly kind: 'table'; readonly values: 'text' | 'number' }
    /** Something no field is made for. */
    | { readonly kind: 'other' }
  )

export function optionsOf(schema: z.ZodType): TargetOption[] {
  const { properties = {} } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })
  return Object.entries(properties).flatMap(([key, property]) =>
    typeof property === 'boolean' ? [] : [optionOf(key, property)],
  )
}

function optionOf(key: string, property: z.core.JSONSchema.JSONSchema): TargetOption {
  const base: OptionBase = {
    key,
    title: wordsOf(key),
    hint: property.description,
    byDefault: property.default === undefined ? undefined : String(property.default),
  }
  const choices = property.enum?.filter((one) => typeof one === 'string') ?? []
  if (choices.length > 0) return { ...base, kind: 'choice', choices }
  switch (property.type) {
    case 'string':
      return { ...base, kind: 'text' }
    case 'integer':
    case 'number':
      return { ...base, kind: 'number' }
    case 'boolean':
      return { ...base, kind: 'flag' }
    case 'array':
      return typeOf(property.items) === 'string' ? { ...base, kind: 'list' } : { ...base, kind: 'other' }
    case 'object': {
      const values = typeOf(property.additionalProperties)
      if (values === 'string') return { ...base, kind: 'table', values: 'text' }
      if (values === 'integer' || values === 'number') return { ...base, kind: 'table', values: 'number' }
      return { ...base, kind: 'other' }
    }
    default:
      return { ...base, kind: 'other' }
  }
}

/** Of several that will do, text: whatever else does can be written as such. */
function typeOf(part: unknown): unknown {
  if (typeof part !== 'object' || part === null) return undefined
  if ('anyOf' in part && Array.isArray(part.anyOf)) return part.anyOf.map(typeOf).find((type) => type === 'string')
  return 'type' in part ? part.type : undefined
}

/** `rulesPerGroup` → `Rules per group`. */
function wordsOf(key: string): string {
  const words = key.replaceAll(/([a-z])([A-Z])/g, '$1 $2').toLowerCase()
  return words.slice(0, 1).toUpperCase() + words.slice(1)
}
