/** What a person changed: the fields of two designs that differ, each by its path. */
import { canonicalDesign } from '../design/canonical-design'
import type { Design } from '../design/design'

export interface FieldChange {
  /** `nodes/cp-1/addresses`; entries of a list by their name. */
  readonly path: string
  /** As JSON; absent where the field is new. */
  readonly before?: string
  /** As JSON; absent where it is gone. */
  readonly after?: string
}

/** Another order is a change only where it means something: the first of a machine's addresses. */
export function diffFields(before: Design, after: Design): FieldChange[] {
  return compare('', canonicalDesign(before), canonicalDesign(after))
}

function compare(path: string, before: unknown, after: unknown): FieldChange[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return []
  const [had, has] = [partsOf(before), partsOf(after)]
  if (had === undefined || has === undefined) return [changeOf(path, before, after)]
  const keys = [...new Set([...had.keys(), ...has.keys()])]
  return keys.flatMap((key) => compare(path === '' ? key : `${path}/${key}`, had.get(key), has.get(key)))
}

function changeOf(path: string, before: unknown, after: unknown): FieldChange {
  return {
    path,
    ...(before === undefined ? {} : { before: JSON.stringify(before) }),
    ...(after === undefined ? {} : { after: JSON.stringify(after) }),
  }
}

/** A map by its keys, a list of named things by their names; everything else is one value. */
function partsOf(value: unknown): ReadonlyMap<string, unknown> | undefined {
  if (Array.isArray(value)) return namedEntries(value)
  return typeof value === 'object' && value !== null ? new Map(Object.entries(value)) : undefined
}

/** The order of such a list means nothing (SPEC 2), and two of a name cannot be told apart. */
function namedEntries(list: readonly unknown[]): ReadonlyMap<string, unknown> | undefined {
  const entries = list.flatMap((item) => {
    const name = nameOf(item)
    return name === undefined ? [] : [[name, item] as const]
  })
  const named = new Map(entries)
  return named.size === list.length ? named : undefined
}

function nameOf(item: unknown): string | undefined {
  if (typeof item !== 'object' || item === null) return undefined
  for (const key of ['name', 'id']) {
    const name: unknown = Reflect.get(item, key)
    if (typeof name === 'string') return name
  }
  return undefined
}
