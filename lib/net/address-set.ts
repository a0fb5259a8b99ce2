/**
 * Sets of addresses of both families, as sorted disjoint intervals on one line: IPv4 lies at [0, 2^32), IPv6 starts at
 * 2^32. Sets are interned, so equal sets are the same object and the results of set operations can be remembered
 * by identity; that is what makes a proof over thousands of nodes cheap.
 */
import { type Address, type Family, lastAddress } from './address'
import { firstThatEndsAt } from './first-bound'
import { hostMask, type Prefix } from './prefix'

export interface AddressSet {
  readonly id: number
  /** first0, last0, first1, last1 … inclusive, on the joined line; an interval never spans both families. */
  readonly bounds: readonly bigint[]
}

export interface AddressInterval {
  readonly family: Family
  readonly first: bigint
  readonly last: bigint
}

const v6Start = 1n << 32n
const lineEnd = v6Start + lastAddress[6]

/**
 * Beyond this many remembered sets or results the tables start afresh: equal sets made before and after are then two
 * objects, so only the named sets below, which stay, may be told by identity.
 */
const tableLimit = 200_000
/** And beyond this many bounds in them: few sets may be large. */
const boundLimit = 3_000_000

let nextId = 0
/** Buckets by a few of the bounds; a bucket is searched by comparing all of them. */
const interned = new Map<bigint, AddressSet[]>()
let internedCount = 0
let internedBounds = 0
const named: AddressSet[] = []
const results = new Map<number, Map<number, AddressSet>>()
let resultCount = 0

function intern(bounds: readonly bigint[]): AddressSet {
  const key = bucketOf(bounds)
  const bucket = interned.get(key)
  const known = bucket?.find((set) => sameBounds(set.bounds, bounds))
  if (known !== undefined) return known
  if (internedCount >= tableLimit || internedBounds >= boundLimit) {
    if (internedBounds >= boundLimit) forgetResults()
    interned.clear()
    internedCount = 0
    internedBounds = 0
    for (const set of named) remember(bucketOf(set.bounds), set)
  }
  const set: AddressSet = { id: nextId++, bounds }
  remember(key, set)
  return set
}

function remember(key: bigint, set: AddressSet): void {
  const bucket = interned.get(key)
  if (bucket === undefined) interned.set(key, [set])
  else bucket.push(set)
  internedCount++
  internedBounds += set.bounds.length
}

function forgetResults(): void {
  results.clear()
  resultCount = 0
  unions.clear()
}

/** Cheap, and different for most different sets: spelling all bounds out as text would cost more than using them. */
function bucketOf(bounds: readonly bigint[]): bigint {
  const count = bounds.length
  if (count === 0) return -1n
  const middle = bounds[count >> 1] as bigint
  return (bounds[0] as bigint) + (bounds[count - 1] as bigint) * 3n + middle * 5n + BigInt(count)
}

function sameBounds(a: readonly bigint[], b: readonly bigint[]): boolean {
  if (a.length !== b.length) return false
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false
  return true
}

function internForGood(bounds: readonly bigint[]): AddressSet {
  const set = intern(bounds)
  named.push(set)
  return set
}

export const noAddresses: AddressSet = internForGood([])
export const allAddresses: AddressSet = internForGood([0n, v6Start - 1n, v6Start, lineEnd])
export const allOfFamily: Readonly<Record<Family, AddressSet>> = {
  4: internForGood([0n, v6Start - 1n]),
  6: internForGood([v6Start, lineEnd]),
}

export function onLine(address: Address): bigint {
  return address.family === 4 ? address.value : address.value + v6Start
}

export function fromLine(point: bigint): Address {
  return point < v6Start ? { family: 4, value: point } : { family: 6, value: point - v6Start }
}

/** Of bounds as sets have them: sorted, disjoint, none touching the next. */
export function setOfBounds(bounds: readonly bigint[]): AddressSet {
  return intern(bounds)
}

/** The union of inclusive intervals, in any order, overlapping or not. */
export function setOfIntervals(intervals: readonly AddressInterval[]): AddressSet {
  const ends: bigint[] = []
  for (const { family, first, last } of intervals) {
    ends.push(family === 4 ? first : first + v6Start, family === 4 ? last : last + v6Start)
  }
  return intern(joinIntervals(ends))
}

export function setOfPrefixes(prefixes: readonly Prefix[]): AddressSet {
  const ends: bigint[] = []
  for (const prefix of prefixes) {
    const first = prefix.family === 4 ? prefix.value : prefix.value + v6Start
    ends.push(first, first + hostMask(prefix))
  }
  return intern(joinIntervals(ends))
}

export function setOfAddresses(addresses: readonly Address[]): AddressSet {
  return setOfIntervals(addresses.map(({ family, value }) => ({ family, first: value, last: value })))
}

/** Flat first, last, first, last … to sorted disjoint bounds. Lists mostly come sorted, so sorting is the exception. */
function joinIntervals(ends: readonly bigint[]): bigint[] {
  for (let i = 2; i < ends.length; i += 2) {
    if ((ends[i] as bigint) < (ends[i - 2] as bigint)) return joinSorted(sortIntervals(ends))
  }
  return joinSorted(ends)
}

function sortIntervals(ends: readonly bigint[]): bigint[] {
  const order = Array.from({ length: ends.length / 2 }, (_, i) => i * 2)
  order.sort((a, b) => ((ends[a] as bigint) < (ends[b] as bigint) ? -1 : 1))
  return order.flatMap((i) => [ends[i] as bigint, ends[i + 1] as bigint])
}

function joinSorted(ends: readonly bigint[]): bigint[] {
  const bounds: bigint[] = []
  let end = -2n
  for (let i = 0; i < ends.length; i += 2) {
    const first = ends[i] as bigint
    const last = ends[i + 1] as bigint
    // Touching intervals join, except across the seam between the families.
    if (first <= end || (first === end + 1n && first !== v6Start)) {
      if (last > end) {
        end = last
        bounds[bounds.length - 1] = last
      }
    } else {
      bounds.push(first, last)
      end = last
    }
  }
  return bounds
}

type Operation = 0 | 1 | 2
const unionOp: Operation = 0
const intersectOp: Operation = 1
const subtractOp: Operation = 2

export function unionSets(a: AddressSet, b: AddressSet): AddressSet {
  if (a === b || b === noAddresses) return a
  if (a === noAddresses) return b
  return a.id < b.id ? remembered(a, b, unionOp) : remembered(b, a, unionOp)
}

export function intersectSets(a: AddressSet, b: AddressSet): AddressSet {
  if (a === b || b === allAddresses) return a
  if (a === allAddresses) return b
  if (a === noAddresses || b === noAddresses) return noAddresses
  return a.id < b.id ? remembered(a, b, intersectOp) : remembered(b, a, intersectOp)
}

export function subtractSets(a: AddressSet, b: AddressSet): AddressSet {
  if (a === b || a === noAddresses || b === allAddresses) return noAddresses
  if (b === noAddresses) return a
  return remembered(a, b, subtractOp)
}

export function unionAll(sets: readonly AddressSet[]): AddressSet {
  if (sets.length <= 2) return unionSets(sets[0] ?? noAddresses, sets[1] ?? noAddresses)
  const key = sets.map((set) => set.id).join(' ')
  const known = unions.get(key)
  if (known !== undefined) return known
  if (unions.size >= unionLimit) unions.clear()
  const result = intern(joinIntervals(sets.flatMap((set) => set.bounds)))
  unions.set(key, result)
  return result
}

// Their keys are long.
const unionLimit = 20_000
const unions = new Map<string, AddressSet>()

function remembered(a: AddressSet, b: AddressSet, operation: Operation): AddressSet {
  const key = b.id * 3 + operation
  let row = results.get(a.id)
  const known = row?.get(key)
  if (known !== undefined) return known
  if (resultCount >= tableLimit) {
    results.clear()
    resultCount = 0
    row = undefined
  }
  const result = operation === unionOp ? intern(joinIntervals([...a.bounds, ...b.bounds])) : sweep(a, b, operation)
  if (row === undefined) {
    row = new Map()
    results.set(a.id, row)
  }
  row.set(key, result)
  resultCount++
  return result
}

/** First and last of each interval, on the joined line. */
export function pairsOf(set: AddressSet): [bigint, bigint][] {
  const pairs: [bigint, bigint][] = []
  for (let i = 0; i < set.bounds.length; i += 2) pairs.push([set.bounds[i] as bigint, set.bounds[i + 1] as bigint])
  return pairs
}

/** One pass over both sorted lists; keeps the parts of `a` that lie inside (intersect) or outside (subtract) `b`. */
function sweep(a: AddressSet, b: AddressSet, operation: Operation): AddressSet {
  const bounds: bigint[] = []
  let j = 0
  for (let i = 0; i < a.bounds.length; i += 2) {
    let from = a.bounds[i] as bigint
    const to = a.bounds[i + 1] as bigint
    j = firstThatEndsAt(b.bounds, from, j)
    let k = j
    while (k < b.bounds.length && (b.bounds[k] as bigint) <= to) {
      const first = b.bounds[k] as bigint
      const last = b.bounds[k + 1] as bigint
      if (operation === intersectOp) bounds.push(first > from ? first : from, last < to ? last : to)
      else if (first > from) bounds.push(from, first - 1n)
      from = last + 1n
      k += 2
    }
    if (operation === subtractOp && from <= to) bounds.push(from, to)
  }
  return intern(bounds)
}

export function setHas(set: AddressSet, address: Address): boolean {
  const point = onLine(address)
  return spans(set, point, point)
}

/** As `setContains` of the prefix alone, without a set made of it. */
export function setHasPrefix(set: AddressSet, prefix: Prefix): boolean {
  const first = onLine(prefix)
  return spans(set, first, first + hostMask(prefix))
}

/** Whether one interval holds both and all between them. */
function spans({ bounds }: AddressSet, first: bigint, last: bigint): boolean {
  const at = firstThatEndsAt(bounds, last, 0)
  return at < bounds.length && (bounds[at] as bigint) <= first
}

export function setContains(outer: AddressSet, inner: AddressSet): boolean {
  return subtractSets(inner, outer) === noAddresses
}

export function setsMeet(a: AddressSet, b: AddressSet): boolean {
  return intersectSets(a, b) !== noAddresses
}

/** The lowest address of a non-empty set. */
export function lowestAddress(set: AddressSet): Address | undefined {
  const point = set.bounds[0]
  return point === undefined ? undefined : fromLine(point)
}

export function intervalsOfSet(set: AddressSet): AddressInterval[] {
  return pairsOf(set).map(([from, to]) => {
    const first = fromLine(from)
    return { family: first.family, first: first.value, last: fromLine(to).value }
  })
}
