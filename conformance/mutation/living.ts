/** Faults that lived, by the reason why. */
import { type HuntRecord, isDead } from './hunt'
import type { Reason } from './reason'
import { reasonFor as reasonForMutant } from './survivors'

const shorter: Reason = {
  kind: 'same',
  why: 'the short way of reading gives up on other texts, and says of the rest, of all that were tried, what the general reader says of them',
}

export function isFound({ fates }: HuntRecord): boolean {
  return Object.values(fates).some(isDead)
}

export function readsAlike({ fates }: HuntRecord): boolean {
  return Object.values(fates).some(({ kind }) => kind === 'reads alike')
}

export function reasonFor(record: HuntRecord): Reason | undefined {
  return readsAlike(record) ? shorter : reasonForMutant(record)
}

export function printLiving(records: readonly HuntRecord[]): void {
  const byReason = new Map<Reason | undefined, HuntRecord[]>()
  for (const record of records) {
    if (isFound(record)) continue
    const reason = reasonFor(record)
    byReason.set(reason, [...(byReason.get(reason) ?? []), record])
  }
  for (const [reason, living] of byReason) {
    const why =
      reason === undefined ? 'UNEXPLAINED' : `${reason.kind === 'same' ? 'the same' : 'unseen'}: ${reason.why}`
    console.log(`\n${why} (${living.length})`)
    for (const { file, line, inside, kind, before, after, fates } of living) {
      const tried = Object.entries(fates).map(([judge, fate]) => `${judge} ${fate.kind}`)
      console.log(
        `  ${file}:${line} ${inside}: ${kind}, ${shortened(before)} → ${shortened(after)} (${tried.join(', ')})`,
      )
    }
  }
}

function shortened(text: string): string {
  const flat = text.replaceAll(/\s+/g, ' ')
  return flat.length > 60 ? `${flat.slice(0, 60)}…` : flat
}
