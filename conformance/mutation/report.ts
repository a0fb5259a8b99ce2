/** The outcome of a hunt as text, and the exit code that follows from it. */
import { type Hunt, killerOf } from './hunt'
import type { Judging } from './scope'
import { type Reason, reasonFor as reasonForMutant } from './survivors'

/** The least share that judges must find of the faults that change the program. */
const wanted = 0.9
const judges: readonly Judging[] = ['Talos', 'kernel', 'sufficiency']

/** 0: the judges find enough. 1: they do not. */
export function printHunts(hunts: readonly Hunt[]): number {
  const living = hunts.filter((hunt) => killerOf(hunt) === undefined)
  printSurvivors(living)
  console.log(
    `\n${'faults put into'.padEnd(24)} all   ${judges.map((judge) => `by ${judge}`.padEnd(15)).join('')}found    share`,
  )
  for (const group of new Set(hunts.map(({ mutant }) => mutant.group))) {
    printLine(
      group,
      hunts.filter(({ mutant }) => mutant.group === group),
    )
  }
  printLine('all', hunts)
  const same = living.filter((hunt) => reasonFor(hunt)?.kind === 'same').length
  const rest = (hunts.length - living.length) / (hunts.length - same)
  console.log(
    `\n${living.length} live; ${same} of them are the same program, as argued: without those ${percent(rest)} are found.`,
  )
  console.log(`Wanted: ${percent(wanted)}. ${rest >= wanted ? 'Enough are found.' : 'TOO FEW are found.'}`)
  return rest >= wanted ? 0 : 1
}

const shorter: Reason = {
  kind: 'same',
  why: 'the short way of reading gives up on other texts, and says of the rest, of all that were tried, what the general reader says of them',
}

function reasonFor({ mutant, fates }: Hunt): Reason | undefined {
  return [...fates.values()].some(({ kind }) => kind === 'reads alike') ? shorter : reasonForMutant(mutant)
}

function printLine(name: string, hunts: readonly Hunt[]): void {
  const found = hunts.filter((hunt) => killerOf(hunt) !== undefined).length
  const by = judges.map((judge) => String(hunts.filter((hunt) => killerOf(hunt) === judge).length).padEnd(15))
  const share = found / hunts.length
  console.log(
    `${name.padEnd(24)}${String(hunts.length).padStart(4)}  ${by.join('')}${String(found).padStart(5)}  ${percent(share)}`,
  )
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`
}

function printSurvivors(living: readonly Hunt[]): void {
  const byReason = new Map<Reason | undefined, Hunt[]>()
  for (const hunt of living) {
    const reason = reasonFor(hunt)
    byReason.set(reason, [...(byReason.get(reason) ?? []), hunt])
  }
  for (const [reason, hunts] of byReason) {
    console.log(
      `\n${reason === undefined ? 'UNEXPLAINED' : `${reason.kind === 'same' ? 'the same' : 'unseen'}: ${reason.why}`}`,
    )
    for (const { mutant, fates } of hunts) {
      const tried = [...fates].map(([judge, { kind }]) => `${judge} ${kind}`).join(', ')
      const { file, line, inside, kind, before, after } = mutant
      console.log(`  ${file}:${line} ${inside}: ${kind}, ${shortened(before)} → ${shortened(after)} (${tried})`)
    }
  }
}

function shortened(text: string): string {
  const flat = text.replaceAll(/\s+/g, ' ')
  return flat.length > 60 ? `${flat.slice(0, 60)}…` : flat
}
