/** The outcome of all hunts so far as a table, and the exit code that follows from it. */
import { targetIds } from '@/lib/targets/all'
import type { GroupedMutant } from './build-suspects'
import { type HuntRecord, isDead } from './hunt'
import { isFound, printLiving, reasonFor } from './living'
import { judgings, subjects } from './scope'

const width = 26

interface Outcome {
  /** Of this run, and of those before of which the text is still the same. */
  readonly records: readonly HuntRecord[]
  readonly mutants: readonly GroupedMutant[]
  /** Whether this run was about the group. */
  readonly isAsked: (group: string) => boolean
}

/** 0: of every subject that was asked about the judges find enough. 1: they do not. */
export function printHunts({ records, mutants, isAsked }: Outcome): number {
  printLiving(records.filter(({ group }) => isAsked(group)))
  console.log(
    `\n${'faults put into'.padEnd(width)}${['all', 'tried', 'found', 'share', 'same', 'without', 'unseen', 'of what is seen'].map((head) => head.padStart(8)).join('')}   found by`,
  )
  let code = 0
  for (const { name, begins, wanted } of subjects) {
    const all = mutants.filter(({ group }) => group.startsWith(begins))
    const tried = records.filter(({ group }) => group.startsWith(begins))
    const groups = [...new Set(all.map(({ group }) => group))]
    for (const group of groups.length > 1 ? groups : []) {
      const isOfGroup = (one: { readonly group: string }): boolean => one.group === group
      printLine(`  ${group}`, all.filter(isOfGroup), tried.filter(isOfGroup))
    }
    const share = printLine(name, all, tried)
    const isEnough = share !== undefined && share >= wanted
    if (groups.some(isAsked) && !isEnough) code = 1
    const verdict = share === undefined ? 'not tried' : isEnough ? 'enough are found' : 'TOO FEW are found'
    console.log(`${' '.repeat(width)}wanted ${percent(wanted)}: ${verdict}`)
  }
  const judged = new Set<string>(subjects.flatMap(({ targets }) => targets))
  console.log(
    `\nNot hunted, as no judge's answers are kept that a fault could be held against: ${targetIds.filter((id) => !judged.has(id)).join(', ')}.`,
  )
  return code
}

/** The share found of those that are not the same program; undefined where none was tried. */
function printLine(name: string, all: readonly GroupedMutant[], tried: readonly HuntRecord[]): number | undefined {
  const found = tried.filter(isFound)
  const same = tried.filter((record) => !isFound(record) && reasonFor(record)?.kind === 'same')
  const by = judgings.flatMap((judge) => {
    const count = found.filter(({ fates }) => isDead(fates[judge])).length
    return count === 0 ? [] : [`${judge} ${count}`]
  })
  const share = tried.length === 0 ? undefined : found.length / (tried.length - same.length)
  const unseen = tried.filter((record) => !isFound(record) && reasonFor(record)?.kind === 'unseen')
  const seen = tried.length - same.length - unseen.length
  const cells = [
    ...[all.length, tried.length, found.length].map(String),
    tried.length === 0 ? '-' : percent(found.length / tried.length),
    String(same.length),
    share === undefined ? '-' : percent(share),
    String(unseen.length),
    share === undefined ? '-' : percent(found.length / seen),
  ]
  console.log(`${name.padEnd(width)}${cells.map((cell) => cell.padStart(8)).join('')}   ${by.join(', ')}`)
  return share
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)}%`
}
