/**
 * Two lists of disjoint groups of destinations laid over each other by one pass over their bounds: what pairs of groups
 * would cost grows with their product, as in backups of thousands of rules.
 */
import { type AddressSet, pairsOf, setOfBounds } from './address-set'
import { firstThatEndsAt } from './first-bound'

/** Destinations that lie in one group of each list; -1 where they lie in none. */
export interface Cell {
  readonly left: number
  readonly right: number
  readonly destinations: AddressSet
}

/** Sorted and disjoint. */
interface Segments {
  /** first0, last0, first1, last1 … */
  readonly bounds: readonly bigint[]
  /** Which group each belongs to. */
  readonly groups: readonly number[]
}

/** `left`: only what lies in a group of the left list; `both`: only what lies in a group of each. */
type Kept = 'all' | 'left' | 'both'

/** Destinations of one family. */
interface Group {
  readonly destinations: AddressSet
}

export function overlay(left: readonly Group[], right: readonly Group[], kept: Kept): readonly Cell[] {
  const bounds = new Map<number, bigint[]>()
  const add = (first: bigint, last: bigint, a: number, b: number): void => {
    if (first > last || (kept !== 'all' && a < 0) || (kept === 'both' && b < 0)) return
    const key = (a + 1) * (right.length + 1) + b + 1
    const cell = bounds.get(key)
    if (cell === undefined) bounds.set(key, [first, last])
    else if (cell.at(-1) === first - 1n) cell[cell.length - 1] = last
    else cell.push(first, last)
  }
  walkTogether(segmentsOf(left), segmentsOf(right), kept, add)
  return [...bounds].map(([key, ends]) => ({
    left: Math.floor(key / (right.length + 1)) - 1,
    right: (key % (right.length + 1)) - 1,
    destinations: setOfBounds(ends),
  }))
}

const known = new WeakMap<readonly Group[], Segments>()

function segmentsOf(groups: readonly Group[]): Segments {
  const found = known.get(groups)
  if (found !== undefined) return found
  const sorted = groups
    .flatMap(({ destinations }, group) => pairsOf(destinations).map(([first, last]) => ({ first, last, group })))
    .sort((a, b) => (a.first < b.first ? -1 : 1))
  const segments: Segments = {
    bounds: sorted.flatMap(({ first, last }) => [first, last]),
    groups: sorted.map(({ group }) => group),
  }
  known.set(groups, segments)
  return segments
}

function walkTogether(
  left: Segments,
  right: Segments,
  kept: Kept,
  add: (first: bigint, last: bigint, a: number, b: number) => void,
): void {
  const ends = right.bounds
  const groupAt = (index: number): number => right.groups[index >> 1] as number
  let behind = 0n
  let at = 0
  for (let i = 0; i < left.bounds.length; i += 2) {
    const first = left.bounds[i] as bigint
    const last = left.bounds[i + 1] as bigint
    const group = left.groups[i >> 1] as number
    if (kept !== 'all') at = firstThatEndsAt(ends, first, at)
    else {
      for (; at < ends.length && (ends[at + 1] as bigint) < first; at += 2) {
        add(later(behind, ends[at] as bigint), ends[at + 1] as bigint, -1, groupAt(at))
      }
    }
    let from = first
    for (; at < ends.length && (ends[at] as bigint) <= last; at += 2) {
      const start = ends[at] as bigint
      const end = ends[at + 1] as bigint
      if (start < first) add(later(behind, start), first - 1n, -1, groupAt(at))
      if (start > from) add(from, start - 1n, group, -1)
      const common = end < last ? end : last
      add(later(from, start), common, group, groupAt(at))
      from = common + 1n
      if (end > last) break
    }
    if (from <= last) add(from, last, group, -1)
    behind = last + 1n
  }
  if (kept !== 'all') return
  for (; at < ends.length; at += 2) add(later(behind, ends[at] as bigint), ends[at + 1] as bigint, -1, groupAt(at))
}

function later(a: bigint, b: bigint): bigint {
  return a > b ? a : b
}
