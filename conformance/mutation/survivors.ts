/** Why mutants live: those that were looked into, each found by its piece of text. What is not here is printed as unexplained. */
import type { Mutant } from './instrument'

export interface Reason {
  /**
   * `same`: nothing that anybody can tell changes, as argued. `unseen`: something changes, and none of these judges can see
   * it, as said.
   */
  readonly kind: 'same' | 'unseen'
  readonly why: string
}

interface Entry extends Reason {
  /** The end of the file's path, and the function or nothing. */
  readonly file: string
  readonly inside?: string
  /** Parts of the text before and after; nothing stands for any. */
  readonly before?: string
  readonly after?: string
}

const entries: readonly Entry[] = [
  {
    file: 'lib/catalog/talos.ts',
    before: "['controlplane', 'cluster']",
    kind: 'unseen',
    why: 'the networks of every cluster here hold its own machines; a design may leave some out of `clusterCIDRs`',
  },
  {
    file: 'lib/catalog/kubernetes.ts',
    before: "'cluster']",
    kind: 'unseen',
    why: 'the networks of every cluster here hold its own machines; a design may leave some out of `clusterCIDRs`',
  },
]

export function reasonFor({ file, inside, before, after }: Mutant): Reason | undefined {
  return entries.find(
    (entry) =>
      file.endsWith(entry.file) &&
      (entry.inside === undefined || entry.inside === inside) &&
      (entry.before === undefined || before.includes(entry.before)) &&
      (entry.after === undefined || after.includes(entry.after)),
  )
}
