/** Runs every mutant against the recorded answers of each judge until one of them disagrees with it. */
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { GroupedMutant, Mutated } from './build-suspects'
import type { Case } from './cases'
import { type Crew, patience } from './crew'
import type { Reach } from './reach'
import type { Judging } from './scope'

export type Fate =
  | { readonly kind: 'killed'; readonly by: string; readonly what: string }
  | { readonly kind: 'hung' }
  | { readonly kind: 'survived'; readonly tried: number }
  /** The short way of reading gives up on other texts, and says of the rest what the general reader says. */
  | { readonly kind: 'reads alike' }
  /** No case comes near it. */
  | { readonly kind: 'not reached' }

/** Milliseconds of computing for all cases of one judge on one mutant. */
const budget = Number(process.env.PORTCULLIS_PATIENCE ?? 4000)

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
  /** Told of every fault, with those that are done with. */
  say: (done: number, hunts: readonly Hunt[]) => void,
): Promise<Hunt[]> {
  /** What killed a neighbour often kills the next: by the function, and by the file. */
  const killers = new Map<string, number[]>()
  const told = (place: string, most: number): number[] => (killers.get(place) ?? []).slice(-most).reverse()
  const hunt = async (mutant: GroupedMutant): Promise<Hunt> => {
    const fates = new Map<Judging, Fate>()
    for (const judge of judgesOf(mutant.group)) {
      const near = (reach.casesOf.get(mutant.id) ?? []).filter((number) => judgeOf(cases[number]) === judge)
      const [file, place] = [`${judge} ${mutant.file}`, `${judge} ${mutant.file} ${mutant.inside}`]
      const there = new Set(near)
      const first = [...told(place, 5), ...told(file, 20)].filter((number) => there.has(number))
      const fate = await fateOf(crew, mutant, [...new Set([...first, ...near])], cases, (killer) => {
        for (const one of [file, place]) {
          killers.set(one, [...(killers.get(one) ?? []).filter((other) => other !== killer), killer])
        }
      })
      fates.set(judge, fate)
      if (isDead(fate)) break
    }
    return { mutant, fates }
  }
  // No more at once than there are processes, so that each knows what killed those before it.
  const hunts: Hunt[] = []
  let done = 0
  const queue = mutants.entries()
  await Promise.all(
    Array.from({ length: crew.size }, async () => {
      for (const [index, mutant] of queue) {
        hunts[index] = await hunt(mutant)
        // Those still under way are holes in the list.
        say(++done, hunts)
      }
    }),
  )
  return hunts
}

function judgeOf(asked: Case | undefined): Judging | undefined {
  switch (asked?.kind) {
    case undefined:
      return undefined
    case 'reading':
    case 'kind':
      return 'Talos'
    case 'packets':
    case 'ruleset':
      return 'kernel'
    case 'terraform':
      return 'Terraform'
    case 'guest':
      return 'pve-firewall'
    case 'list':
      return asked.judge
    case 'text':
      return 'PHP'
    case 'box':
      return 'OXL'
  }
}

async function fateOf(
  crew: Crew,
  mutant: GroupedMutant,
  numbers: readonly number[],
  cases: readonly Case[],
  kills: (killer: number) => void,
): Promise<Fate> {
  if (numbers.length === 0) return { kind: 'not reached' }
  const isShortWay = mutant.file.endsWith('talos/read/canonical.ts')
  const answer = await crew.ask(
    { kind: 'run', mutant: mutant.id, cases: [...numbers], limit: budget, isShortWay },
    patience,
  )
  if (answer?.kind !== 'ran') return { kind: 'hung' }
  if (answer.killer === undefined)
    return answer.isAlike ? { kind: 'reads alike' } : { kind: 'survived', tried: answer.tried }
  kills(answer.killer)
  return { kind: 'killed', by: cases[answer.killer]?.where ?? '', what: answer.what ?? '' }
}

export function isDead(fate: Fate | undefined): boolean {
  return fate?.kind === 'killed' || fate?.kind === 'hung'
}

export interface HuntRecord extends GroupedMutant {
  readonly fates: Readonly<Partial<Record<Judging, Fate>>>
}

/** Of faults that were not tried this time, what is known from before, where they are still there. */
export function writeHunts(
  folder: string,
  hunts: readonly Hunt[],
  { silent, mutants }: Mutated,
): readonly HuntRecord[] {
  const file = join(folder, 'hunts.json')
  const fresh = hunts.flatMap(({ mutant, fates }): HuntRecord[] => [{ ...mutant, fates: Object.fromEntries(fates) }])
  const names = new Set(fresh.map(nameOf))
  const there = new Set(mutants.map(nameOf))
  const before = readHunts(folder).filter((one) => there.has(nameOf(one)) && !names.has(nameOf(one)))
  const records = [...before, ...fresh]
  writeFileSync(`${file}.new`, JSON.stringify({ silent, records }, undefined, 1))
  renameSync(`${file}.new`, file)
  return records
}

export function readHunts(folder: string): readonly HuntRecord[] {
  const file = join(folder, 'hunts.json')
  if (!existsSync(file)) return []
  const { records } = JSON.parse(readFileSync(file, 'utf8')) as { readonly records: readonly HuntRecord[] }
  // Some were kept before those of one text were told apart.
  const seen = new Set<string>()
  return records.map((record) => {
    let numbered = { ...record, nth: record.nth ?? 0 }
    while (seen.has(nameOf(numbered))) numbered = { ...numbered, nth: numbered.nth + 1 }
    seen.add(nameOf(numbered))
    return numbered
  })
}

/** The same in the next build, wherever the lines have gone. */
export function nameOf({ file, inside, kind, before, after, nth }: GroupedMutant): string {
  return [file, inside, kind, before, after, ...(nth === 0 ? [] : [nth])].join('\n')
}
