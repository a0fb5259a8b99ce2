/** Which faults a run is about. */
import type { GroupedMutant } from './build-suspects'
import { isDead, nameOf, readHunts } from './hunt'

export interface Words {
  /** Beginnings of groups, and parts of paths; none stands for all. */
  readonly places: readonly string[]
  /** With the judges' answers of the run before. */
  readonly isAgain: boolean
  /** Those alone that lived in the run before. */
  readonly isLiving: boolean
}

export function readWords(words: readonly string[]): Words {
  const places = words.filter((word) => word !== 'again' && word !== 'living')
  return { places, isAgain: words.includes('again'), isLiving: words.includes('living') }
}

export function chooseMutants(
  { places, isLiving }: Words,
  mutants: readonly GroupedMutant[],
  folder: string,
): readonly GroupedMutant[] {
  const there = mutants.filter(
    ({ group, file }) => places.length === 0 || places.some((place) => group.startsWith(place) || file.includes(place)),
  )
  const living = isLiving ? livingIn(folder) : undefined
  const wanted = living === undefined ? there : there.filter((mutant) => living.has(nameOf(mutant)))
  // A sample of the faults, evenly over all places, where there is no time for all.
  const share = Number(process.env.PORTCULLIS_FAULTS ?? '1')
  return wanted.filter((_, index) => Math.floor((index + 1) * share) > Math.floor(index * share))
}

function livingIn(folder: string): ReadonlySet<string> {
  return new Set(
    readHunts(folder)
      .filter(({ fates }) => !Object.values(fates).some(isDead))
      .map(nameOf),
  )
}
