/** Which faults a run is about. */
import type { GroupedMutant } from './build-suspects'
import { nameOf, readHunts } from './hunt'
import { isFound, readsAlike } from './living'
import { reasonFor as reasonForMutant } from './survivors'

export interface Words {
  /** Beginnings of groups, and parts of paths; none stands for all. */
  readonly places: readonly string[]
  /** With the judges' answers of the run before. */
  readonly isAgain: boolean
  /** Those alone that no run before has found, or shown to be the same program. */
  readonly isLiving: boolean
  /** Those alone that a run before has tried in vain, and that have no reason to live. */
  readonly isUnexplained: boolean
  /** Those alone that no run before has tried, or those too, beside the unexplained. */
  readonly isUntried: boolean
}

export function readWords(words: readonly string[]): Words {
  const own = ['again', 'living', 'unexplained', 'untried']
  const isUnexplained = words.includes('unexplained')
  return {
    places: words.filter((word) => !own.includes(word)),
    isAgain: words.includes('again'),
    isLiving: words.includes('living') || isUnexplained,
    isUnexplained,
    isUntried: words.includes('untried'),
  }
}

export function chooseMutants(
  { places, isLiving, isUnexplained, isUntried }: Words,
  mutants: readonly GroupedMutant[],
  folder: string,
): readonly GroupedMutant[] {
  const there = mutants.filter(
    ({ group, file }) => places.length === 0 || places.some((place) => group.startsWith(place) || file.includes(place)),
  )
  const records = isLiving || isUntried ? readHunts(folder) : []
  const known = new Set(records.map(nameOf))
  const living = new Set(records.filter((one) => !isFound(one) && !readsAlike(one)).map(nameOf))
  const isWanted = (mutant: GroupedMutant): boolean => {
    const name = nameOf(mutant)
    if (!known.has(name)) return isUntried || !isUnexplained
    if (isUnexplained) return living.has(name) && reasonForMutant(mutant) === undefined
    return isLiving && living.has(name)
  }
  const wanted = there.filter(isWanted)
  // A sample of the faults, evenly over all places, where there is no time for all.
  const share = Number(process.env.PORTCULLIS_FAULTS ?? '1')
  return wanted.filter((_, index) => Math.floor((index + 1) * share) > Math.floor(index * share))
}
