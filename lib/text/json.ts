/** JSON that somebody else wrote: looked into step by step, without believing anything about it. */
import { readYaml } from './yaml'

export type JsonRead =
  | { readonly ok: true; readonly value: unknown }
  /** The message quotes nothing of the text: what stands there may be a secret. */
  | { readonly ok: false; readonly message: string; readonly line?: number }

export function readJson(text: string): JsonRead {
  try {
    return { ok: true, value: JSON.parse(text.replace(/^\uFEFF/, '')) as unknown }
  } catch {
    // JSON is YAML, whose reader knows where a text breaks off.
    const yaml = readYaml(text)
    if (yaml.ok) return { ok: false, message: 'it reads as YAML at best' }
    const { line } = yaml.at
    return { ok: false, message: `it is cut off or damaged at line ${line}`, line }
  }
}

/** The value under the keys, one inside the other; nothing where one of them is missing. */
export function jsonAt(value: unknown, ...keys: readonly string[]): unknown {
  let here = value
  for (const key of keys) {
    if (!isJsonObject(here) || !Object.hasOwn(here, key)) return undefined
    here = here[key]
  }
  return here
}

export function isJsonObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The items of a list; none of anything else. */
export function jsonItems(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}
