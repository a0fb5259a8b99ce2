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

const names = 'which file is for which machine is a convention of ours: Talos sees documents, and no names of files'
const remembered = 'it only remembers: what is not found is computed again, and comes out the same'
const unloadable =
  '#12890 lay in how Talos before 1.12.5 handed sets to the kernel; the kernel under nft takes those sets, so no judge here has the fault'
const unreachable =
  "it needs a CNI that answers service addresses before the kernel's filters, or an address on no interface"

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
  {
    file: 'lib/targets/talos/read.ts',
    inside: 'readBundlePath',
    kind: 'unseen',
    why: names,
  },
  {
    file: 'lib/targets/talos/read.ts',
    inside: 'stemOf',
    kind: 'unseen',
    why: names,
  },
  {
    file: 'lib/targets/talos/read.ts',
    inside: 'scopeOfName',
    kind: 'unseen',
    why: names,
  },
  {
    file: 'lib/targets/talos/read.ts',
    inside: 'refuseRivals',
    kind: 'unseen',
    why: names,
  },
  {
    file: 'lib/targets/talos/read.ts',
    inside: 'looseLayer',
    kind: 'unseen',
    why: names,
  },
  {
    file: 'lib/targets/talos/read.ts',
    before: 'readBundlePath',
    kind: 'unseen',
    why: names,
  },
  {
    file: 'lib/targets/talos/read.ts',
    before: 'path !== undefined',
    kind: 'unseen',
    why: names,
  },
  {
    file: 'lib/targets/talos/read.ts',
    before: 'configReader',
    kind: 'unseen',
    why: names,
  },
  {
    file: 'lib/targets/talos/read.ts',
    before: 'bundleReader',
    kind: 'unseen',
    why: names,
  },
  {
    file: 'lib/targets/talos/read.ts',
    before: 'warnStrangers',
    kind: 'unseen',
    why: names,
  },
  {
    file: 'lib/targets/talos/read.ts',
    before: 'compareNetworks',
    kind: 'unseen',
    why: names,
  },
  {
    file: 'lib/targets/talos/read.ts',
    before: 'recognises',
    kind: 'unseen',
    why: names,
  },
  {
    file: 'lib/targets/talos/read.ts',
    before: 'site.members.some',
    kind: 'unseen',
    why: names,
  },
  {
    file: 'lib/targets/talos/read.ts',
    before: 'path.use',
    kind: 'unseen',
    why: names,
  },
  {
    file: 'lib/targets/talos/read.ts',
    before: '.nodes',
    kind: 'unseen',
    why: names,
  },
  {
    file: 'lib/targets/talos/read.ts',
    before: 'controlplane',
    kind: 'unseen',
    why: names,
  },
  {
    file: 'lib/targets/talos/install.ts',
    inside: 'covers',
    kind: 'unseen',
    why: names,
  },
  {
    file: 'lib/targets/talos/install.ts',
    inside: 'chooseLayers',
    kind: 'unseen',
    why: names,
  },
  {
    file: 'lib/targets/talos/behaviour.ts',
    before: 'known',
    kind: 'same',
    why: remembered,
  },
  {
    file: 'lib/targets/talos/install.ts',
    before: 'known',
    kind: 'same',
    why: remembered,
  },
  {
    file: 'lib/targets/talos/evaluate/rule-sources.ts',
    before: 'known',
    kind: 'same',
    why: remembered,
  },
  {
    file: 'lib/targets/talos/evaluate/always.ts',
    before: 'known',
    kind: 'same',
    why: remembered,
  },
  {
    file: 'lib/targets/talos/admits.ts',
    before: 'known',
    kind: 'same',
    why: remembered,
  },
  {
    file: 'lib/targets/talos/read/canonical.ts',
    before: 'knownBlocks',
    kind: 'same',
    why: remembered,
  },
  {
    file: 'lib/targets/talos/admits.ts',
    before: 'members',
    kind: 'same',
    why: remembered,
  },
  {
    file: 'lib/targets/talos/evaluate/decide-rules.ts',
    inside: 'unloadableLine',
    kind: 'unseen',
    why: unloadable,
  },
  {
    file: 'lib/targets/talos/evaluate/decide-rules.ts',
    inside: 'hasAny',
    kind: 'unseen',
    why: unloadable,
  },
  {
    file: 'lib/targets/talos/evaluate/rule-sources.ts',
    inside: 'isUnloadable',
    kind: 'unseen',
    why: unloadable,
  },
  {
    file: 'lib/targets/talos/decide.ts',
    before: 'failsAtLastElement',
    kind: 'unseen',
    why: unloadable,
  },
  {
    file: 'lib/targets/talos/admits.ts',
    before: 'failsAtLastElement',
    kind: 'unseen',
    why: unloadable,
  },
  {
    file: 'lib/targets/talos/behaviour.ts',
    before: 'failsAtLastElement',
    kind: 'unseen',
    why: unloadable,
  },
  {
    file: 'lib/targets/talos/decide.ts',
    before: 'CNI answers',
    kind: 'unseen',
    why: unreachable,
  },
  {
    file: 'lib/targets/talos/decide.ts',
    before: 'announced',
    kind: 'unseen',
    why: unreachable,
  },
  {
    file: 'lib/targets/talos/evaluate/always.ts',
    before: 'announced',
    kind: 'unseen',
    why: unreachable,
  },
  {
    file: 'lib/targets/talos/evaluate/always.ts',
    inside: 'nodePorts',
    kind: 'unseen',
    why: unreachable,
  },
  {
    file: 'lib/targets/talos/decide.ts',
    before: 'kubeProxy',
    kind: 'unseen',
    why: unreachable,
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
