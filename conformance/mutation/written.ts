/**
 * What targets write that no file of ours reads back: subjects, and their texts with whatever fault is on. The judges are
 * asked about texts that come out otherwise than without a fault.
 */
import { damagedPairs, type HardeningPair, hardeningPairs, patchesOfPair, upgradePairs } from '../talos/hardening-pairs'
import { judgeVersions } from '../talos/versions'

export type Texts = Readonly<Record<string, string>>

export const writtenTargets = ['hardening'] as const
export type WrittenTarget = (typeof writtenTargets)[number]

export interface Subject {
  readonly name: string
  write(): Texts
}

export function subjectsOf(target: WrittenTarget): readonly Subject[] {
  switch (target) {
    case 'hardening':
      return huntedPairs().map((pair) => ({ name: pair.name, write: () => patchesOfPair(pair) }))
  }
}

/** All layouts, evenly mixed, so that a fault is met soon whichever it is about. */
export function huntedPairs(): readonly HardeningPair[] {
  const columns = judgeVersions.map((version) => hardeningPairs(version, 1))
  const longest = Math.max(...columns.map(({ length }) => length))
  const mixed = Array.from({ length: longest }, (_, row) => columns.flatMap((column) => column[row] ?? []))
  return [...mixed.flat(), ...upgradePairs(), ...damagedPairs()]
}
