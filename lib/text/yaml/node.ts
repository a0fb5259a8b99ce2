/** What a YAML text holds, with the place of every part. */
import type { Cursor, Position } from './cursor'
import { fail, positionAt, weigh } from './cursor'
import type { ScalarValue } from './scalar'

export interface YamlEntry {
  readonly key: string
  readonly keyAt: Position
  readonly value: YamlNode
}

export type YamlNode = {
  readonly at: Position
  /** Values in it, itself included; an alias counts all it stands for. */
  readonly weight: number
} & (
  | {
      readonly kind: 'scalar'
      readonly value: ScalarValue
      /** As written, quotes and escapes resolved: keeps the `1.10` that reads as the number 1.1. */
      readonly text: string
      readonly plain: boolean
    }
  | { readonly kind: 'list'; readonly items: readonly YamlNode[] }
  | { readonly kind: 'map'; readonly entries: readonly YamlEntry[] }
)

export function scalarNode(cursor: Cursor, start: number, value: ScalarValue, text: string, plain: boolean): YamlNode {
  weigh(cursor, start, 1)
  return { kind: 'scalar', at: positionAt(cursor, start), weight: 1, value, text, plain }
}

export function listNode(cursor: Cursor, start: number, items: readonly YamlNode[]): YamlNode {
  weigh(cursor, start, 1)
  const weight = items.reduce((sum, item) => sum + item.weight, 1)
  return { kind: 'list', at: positionAt(cursor, start), weight, items }
}

export function mapNode(cursor: Cursor, start: number, entries: readonly YamlEntry[]): YamlNode {
  weigh(cursor, start, 1)
  const weight = entries.reduce((sum, { value }) => sum + value.weight, 1)
  return { kind: 'map', at: positionAt(cursor, start), weight, entries }
}

/** Collects the entries of a map and refuses a key written twice, which products read in different ways. */
export function collectEntries(cursor: Cursor): {
  readonly entries: YamlEntry[]
  add(key: string, keyStart: number, value: YamlNode): void
} {
  const entries: YamlEntry[] = []
  const seen = new Map<string, Position>()
  return {
    entries,
    add(key, keyStart, value) {
      const before = seen.get(key)
      if (before !== undefined) {
        const name = key.length <= 40 ? key : `${key.slice(0, 37)}…`
        fail(
          cursor,
          keyStart,
          `the key "${name}" is written twice, first on line ${before.line}`,
          'keep one of the two',
        )
      }
      const keyAt = positionAt(cursor, keyStart)
      seen.set(key, keyAt)
      entries.push({ key, keyAt, value })
    },
  }
}
