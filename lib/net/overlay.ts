/**
 * Two lists of disjoint groups of destinations laid over each other by one pass over their bounds: what pairs of groups
 * would cost grows with their product, as in backups of thousands of rules.
 */
import { type AddressSet, pairsOf, setOfBounds } from './address-set'

/** Destinations that lie in one group of each list; -1 where they lie in none. */
export interface Cell {
  readonly left: number
  readonly right: number
  readonly destinations: AddressSet
}

interface Segment {
  readonly first: bigint
  readonly last: bigint
  readonly group: number
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

const known = new WeakMap<readonly Group[], readonly Segment[]>()

function segmentsOf(groups: readonly Group[]): readonly Segment[] {
  const found = known.get(groups)
  if (found !== undefined) return found
  const segments: Segment[] = []
  for (const [group, { destinations }] of groups.entries()) {
    for (const [first, last] of pairsOf(destinations)) segments.push({ first, last, group })
  }
  segments.sort((a, b) => (a.first < b.first ? -1 : 1))
  known.set(groups, segments)
  return segments
}

function walkTogether(
  left: readonly Segment[],
  right: readonly Segment[],
  kept: Kept,
  add: (first: bigint, last: bigint, a: number, b: number) => void,
): void {
  let behind = 0n
  let at = 0
  for (const { first, last, group } of left) {
    if (kept !== 'all') at = firstThatEndsAt(right, first, at)
    else {
      for (let other = right[at]; other !== undefined && other.last < first; other = right[++at]) {
        add(behind > other.first ? behind : other.first, other.last, -1, other.group)
      }
    }
    let from = first
    for (let other = right[at]; other !== undefined && other.first <= last; other = right[at]) {
      if (other.first < first) add(behind > other.first ? behind : other.first, first - 1n, -1, other.group)
      if (other.first > from) add(from, other.first - 1n, group, -1)
      const start = other.first > from ? other.first : from
      const end = other.last < last ? other.last : last
      add(start, end, group, other.group)
      from = end + 1n
      if (other.last > last) break
      at++
    }
    if (from <= last) add(from, last, group, -1)
    behind = last + 1n
  }
  if (kept !== 'all') return
  for (const { first, last, group } of right.slice(at)) add(behind > first ? behind : first, last, -1, group)
}

/** Found by halving, so that few segments beside many cost no walk over the many. */
function firstThatEndsAt(segments: readonly Segment[], point: bigint, from: number): number {
  let low = from
  let high = segments.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((segments[middle]?.last ?? point) < point) low = middle + 1
    else high = middle
  }
  return low
}
