/** What the box holds, in the product's own words: statements with their lines, in the order in which it asks them. */
import type { Statement } from '@/lib/targets/target'

export interface NewTargetModel {
  readonly statements: readonly Statement[]
}
