/** Which mutants each case passes by: found once for a bundle and its cases, as it takes as long as hundreds of hunts. */
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { GroupedMutant } from './build-suspects'
import type { Case } from './cases'
import { type Crew, patience } from './crew'

export interface Reach {
  /** Cases that pass by each mutant, those with the fewest steps first. */
  readonly casesOf: ReadonlyMap<number, readonly number[]>
  readonly faults: readonly string[]
}

/** Which mutants each case passes by, while none is switched on. */
async function coverMutants(crew: Crew, cases: readonly Case[], mutants: readonly GroupedMutant[]): Promise<Reach> {
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
  for (const { id, file } of mutants) if (/talos(?:\/behaviour|-filter)\.ts$/.test(file)) always.add(id)
  for (const id of always) casesOf.set(id, [...cases.keys()])
  // The tables of the facts and of the kinds, and texts that are aimed, are made to tell every branch from its neighbours.
  const isTelling = (where = ''): boolean =>
    / (?:facts|kind) |^nft (?:aimed|bare|admitting|type) |^(?:terraform|hetzner) (?:aimed|older|pair|server) |^Proxmox VE (?!seed|group|before)/.test(
      where,
    )
  const rank = (number: number): number => (times[number] ?? 0) + (isTelling(cases[number]?.where) ? 0 : 1000)
  for (const list of casesOf.values()) list.sort((a, b) => rank(a) - rank(b))
  return { casesOf, faults }
}

interface Files {
  readonly bundle: string
  readonly casesFile: string
}

interface Remembered {
  readonly key: string
  readonly casesOf: readonly (readonly [id: number, numbers: readonly number[]])[]
}

/** As the run before found it, where neither the bundle nor the cases have changed. */
export async function reachOf(
  crew: Crew,
  cases: readonly Case[],
  mutants: readonly GroupedMutant[],
  { bundle, casesFile }: Files,
): Promise<Reach> {
  const hash = createHash('sha256')
  for (const file of [bundle, casesFile]) hash.update(readFileSync(file))
  const key = hash.digest('hex')
  const file = join(dirname(bundle), 'reach.json')
  const known = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Remembered) : undefined
  if (known?.key === key) return { casesOf: new Map(known.casesOf), faults: [] }
  const reach = await coverMutants(crew, cases, mutants)
  const remembered: Remembered = { key, casesOf: [...reach.casesOf] }
  if (reach.faults.length === 0) writeFileSync(file, JSON.stringify(remembered))
  return reach
}
