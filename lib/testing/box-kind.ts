/** A form in which a box or a tool holds a cluster. */
import type { FileSet } from '../targets/target'

export interface BoxKind {
  readonly name: string
  readonly files: FileSet
  /** What must be found nowhere afterwards. */
  readonly secrets: readonly string[]
  /** The machines of the cluster, as far as this form can say which they are. */
  readonly machines: 'named' | 'names' | 'addresses' | 'none'
}
