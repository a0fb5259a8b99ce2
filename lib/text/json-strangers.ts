/** What stands in JSON beside what a reader understands, so that it can say so and does not pass over it. */
import { isJsonObject } from './json'

/** The keys of an object that a reader knows, and what it expects below them; `undefined` where anything may stand. */
export interface JsonShape {
  readonly keys: Readonly<Record<string, JsonShape | undefined>>
}

/** Keys with values of their own alone. */
export function plainKeys(...names: readonly string[]): Readonly<Record<string, undefined>> {
  return Object.fromEntries(names.map((name) => [name, undefined]))
}

/** The first name that is not known, or `an entry` that is no object, in the value or in the list of such values. */
export function findJsonStranger(value: unknown, shape: JsonShape): string | undefined {
  const entries: readonly unknown[] = Array.isArray(value) ? value : [value]
  for (const entry of entries) {
    const found = strangerIn(entry, shape)
    if (found !== undefined) return found
  }
  return undefined
}

function strangerIn(entry: unknown, { keys }: JsonShape): string | undefined {
  if (entry === null || entry === undefined) return undefined
  if (!isJsonObject(entry)) return 'an entry'
  for (const [name, value] of Object.entries(entry)) {
    if (!Object.hasOwn(keys, name)) {
      if (saysSomething(value)) return `"${name}"`
      continue
    }
    const below = keys[name]
    const found = below === undefined ? undefined : findJsonStranger(value, below)
    if (found !== undefined) return found
  }
  return undefined
}

/** An argument that is left out is null, empty or off in what programs write. */
function saysSomething(value: unknown): boolean {
  if (value === null || value === false || value === '') return false
  return !Array.isArray(value) || value.length > 0
}
