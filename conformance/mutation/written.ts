/**
 * What targets write that no file of ours reads back: subjects, and their texts with whatever fault is on. The judges are
 * asked about texts that come out otherwise than without a fault.
 */

import { hardening } from '@/lib/targets/hardening/target'
import { bundlesOfPair, type PolicyPair, policyPairs } from '../kubernetes/samples'
import { fileLists } from '../talos/file-needs'
import {
  damagedPairs,
  drawingOf,
  type HardeningPair,
  hardeningPairs,
  patchesOfPair,
  upgradePairs,
} from '../talos/hardening-pairs'
import { judgeVersions } from '../talos/versions'

export type Texts = Readonly<Record<string, string>>

export const writtenTargets = ['hardening', 'kubernetes'] as const
export type WrittenTarget = (typeof writtenTargets)[number]

export interface Subject {
  readonly name: string
  write(): Texts
}

export function subjectsOf(target: WrittenTarget): readonly Subject[] {
  switch (target) {
    case 'hardening':
      return [
        { name: toolsName, write: writeTools },
        { name: filesName, write: fileLists },
        ...huntedPairs().map((pair) => ({ name: pair.name, write: () => patchesOfPair(pair) })),
      ]
    case 'kubernetes':
      return huntedPolicies().map((pair) => ({ name: pair.name, write: () => bundlesOfPair(pair) }))
  }
}

export const toolsName = 'tools'

/** The manifests beside the patches, which hang on no setting. */
function writeTools(): Texts {
  const { site, work } = drawingOf('1.13', 'strict')
  const { files } = hardening.render(() => work, site, hardening.options.parse({}), { previous: [] })
  return Object.fromEntries(
    files.flatMap(({ path, text }) => (/(?:falco|kube-bench)\.yaml$/.test(path) ? [[path, text] as const] : [])),
  )
}

export const filesName = 'files'

export function huntedPolicies(): readonly PolicyPair[] {
  return policyPairs(0)
}

/** All layouts, evenly mixed, so that a fault is met soon whichever it is about. */
export function huntedPairs(): readonly HardeningPair[] {
  const columns = judgeVersions.map((version) => hardeningPairs(version, 1))
  const longest = Math.max(...columns.map(({ length }) => length))
  const mixed = Array.from({ length: longest }, (_, row) => columns.flatMap((column) => column[row] ?? []))
  return [...mixed.flat(), ...upgradePairs(), ...damagedPairs()]
}
