/** Runs every mutant against the recorded answers of each judge until one of them disagrees with it. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { GroupedMutant, Mutated } from './build-suspects'
import type { Case } from './cases'
import type { Crew } from './crew'
import type { Judging } from './scope'

export type Fate =
  | { readonly kind: 'killed'; readonly by: string; readonly what: string }
  | { readonly kind: 'hung' }
  | { readonly kind: 'survived'; readonly tried: number }
  /** The short way of reading gives up on more texts, and says nothing else of any; the general reader reads them the same. */
  | { readonly kind: 'gives up' }
  /** No case comes near it. */
  | { readonly kind: 'not reached' }

/** Milliseconds of computing: for all cases of one judge on one mutant, and until a process counts as hung. */
const budget = 4000
export const patience = 10_000

export interface Reach {
  /** Cases that pass by each mutant, those with the fewest steps first. */
  readonly casesOf: ReadonlyMap<number, readonly number[]>
  readonly faults: readonly string[]
}

/** Which mutants each case passes by, while none is switched on. */
export async function coverMutants(
  crew: Crew,
  cases: readonly Case[],
  mutants: readonly GroupedMutant[],
): Promise<Reach> {
  const casesOf = new Map<number, number[]>()
  const always = new Set<number>()
  const faults: string[] = []
  const times: number[] = []
  await Promise.all(
    cases.map(async ({ where }, number) => {
      const answer = await crew.ask({ kind: 'cover', number }, patience)
      if (answer?.kind !== 'covered') {
        faults.push(`${where}: no answer`)
        return
      }
      times[number] = answer.time
      if (answer.fault !== undefined) faults.push(`${where}: ${answer.fault}`)
      for (const id of answer.always) always.add(id)
      for (const id of answer.reached) {
        const list = casesOf.get(id) ?? []
        casesOf.set(id, list)
        list.push(number)
      }
    }),
  )
  // What a version does is remembered by the instance that the case shares with others.
  for (const { id, file } of mutants) if (file.endsWith('talos/behaviour.ts')) always.add(id)
  for (const id of always) casesOf.set(id, [...cases.keys()])
  // The tables of the facts are made to tell every branch from its neighbours.
  const rank = (number: number): number => (times[number] ?? 0) + (cases[number]?.where.includes(' facts ') ? 0 : 1000)
  for (const list of casesOf.values()) list.sort((a, b) => rank(a) - rank(b))
  return { casesOf, faults }
}

export interface Hunt {
  readonly mutant: GroupedMutant
  readonly fates: ReadonlyMap<Judging, Fate>
}

export async function huntMutants(
  crew: Crew,
  mutants: readonly GroupedMutant[],
  cases: readonly Case[],
  reach: Reach,
  judgesOf: (group: string) => readonly Judging[],
  say: (done: number) => void,
): Promise<Hunt[]> {
  /** What killed a neighbour often kills the next. */
  const killers = new Map<string, number[]>()
  let done = 0
  return await Promise.all(
    mutants.map(async (mutant): Promise<Hunt> => {
      const fates = new Map<Judging, Fate>()
      for (const judge of judgesOf(mutant.group)) {
        const near = (reach.casesOf.get(mutant.id) ?? []).filter((number) => judgeOf(cases[number]) === judge)
        const place = `${judge} ${mutant.file} ${mutant.inside}`
        const first = (killers.get(place) ?? []).filter((number) => near.includes(number)).slice(-5)
        fates.set(
          judge,
          await fateOf(crew, mutant, [...first.reverse(), ...near], cases, (killer) => {
            killers.set(place, [...(killers.get(place) ?? []).filter((one) => one !== killer), killer])
          }),
        )
        if (isDead(fates.get(judge))) break
      }
      say(++done)
      return { mutant, fates }
    }),
  )
}

function judgeOf(asked: Case | undefined): Judging {
  return asked?.kind === 'reading' || asked?.kind === 'kind' ? 'Talos' : 'kernel'
}

async function fateOf(
  crew: Crew,
  mutant: GroupedMutant,
  numbers: readonly number[],
  cases: readonly Case[],
  kills: (killer: number) => void,
): Promise<Fate> {
  if (numbers.length === 0) return { kind: 'not reached' }
  const isShort = mutant.file.endsWith('talos/read/canonical.ts')
  const answer = await crew.ask(
    { kind: 'run', mutant: mutant.id, cases: [...numbers], limit: budget, isShort },
    patience,
  )
  if (answer?.kind !== 'ran') return { kind: 'hung' }
  if (answer.killer === undefined)
    return answer.isNarrower ? { kind: 'gives up' } : { kind: 'survived', tried: answer.tried }
  kills(answer.killer)
  return { kind: 'killed', by: cases[answer.killer]?.where ?? '', what: answer.what ?? '' }
}

export function isDead(fate: Fate | undefined): boolean {
  return fate?.kind === 'killed' || fate?.kind === 'hung'
}

/** The judge that found the mutant, if one did. */
export function killerOf({ fates }: Hunt): Judging | undefined {
  return [...fates].find(([, fate]) => isDead(fate))?.[0]
}

/** Everything, for whoever looks into survivors. */
export function writeHunts(folder: string, hunts: readonly Hunt[], { silent }: Mutated): string {
  const file = join(folder, 'hunts.json')
  const records = hunts.map(({ mutant, fates }) => ({ ...mutant, fates: Object.fromEntries(fates) }))
  writeFileSync(file, JSON.stringify({ silent, records }, undefined, 1))
  return file
}
