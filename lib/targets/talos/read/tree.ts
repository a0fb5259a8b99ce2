/** What both readers of text, by line and by YAML, hand to the decoder: scalars stay text, and everything knows its line. */
export type Tree = ScalarTree | ListTree | MapTree | OpaqueTree

export interface ScalarTree {
  readonly kind: 'scalar'
  readonly text: string
  /** Neither quoted nor a block: only such text may be a number or null. */
  readonly plain: boolean
  readonly line: number
}
interface ListTree {
  readonly kind: 'list'
  readonly items: readonly Tree[]
  readonly line: number
}
export interface MapTree {
  readonly kind: 'map'
  readonly fields: readonly TreeField[]
  readonly line: number
}
export interface TreeField {
  readonly key: string
  readonly line: number
  readonly value: Tree
}
/** Valid YAML that is not interpreted, with the reason in words. */
interface OpaqueTree {
  readonly kind: 'opaque'
  readonly why: string
  readonly line: number
}
