/** What a YAML text holds, with the place of every part. */
import type { Position } from './place'
import type { ScalarValue } from './plain'

/** `Opaque` stands for what a reader does not want interpreted; a plain reader has none of it. */
export type YamlNode<Opaque = never> = Opaque | YamlScalar | YamlList<Opaque> | YamlMap<Opaque>

interface YamlScalar extends Position {
  readonly kind: 'scalar'
  /** As written, quotes and escapes resolved: keeps the `1.10` that reads as the number 1.1. */
  readonly text: string
  /** Neither quoted nor a block: only such text may be a number, true, false or null. */
  readonly plain: boolean
  /** In YAML 1.2. */
  readonly value: ScalarValue
}

interface YamlList<Opaque = never> extends Position {
  readonly kind: 'list'
  readonly items: readonly YamlNode<Opaque>[]
}

interface YamlMap<Opaque = never> extends Position {
  readonly kind: 'map'
  readonly fields: readonly YamlField<Opaque>[]
}

/** Line and column are the key's. */
export interface YamlField<Opaque = never> extends Position {
  readonly key: string
  readonly value: YamlNode<Opaque>
}

/** Valid YAML that is not interpreted, with the reason in words. */
export interface OpaqueYaml extends Position {
  readonly kind: 'opaque'
  readonly why: string
}
