/**
 * A row: for packets to one group of destinations, which sources may use which service on which arrival. Rows are
 * interned, so two boxes that admit the same packets hold the same row, and comparing them is comparing identities.
 */
import { type AddressSet, intersectSets, noAddresses, subtractSets, unionAll } from './address-set'
import { type Arrival, arrivals } from './packet'
import { allServices, type ServiceInterval } from './service'

interface Slab {
  /** First and last point on the line `arrival * 2^24 + service`. */
  readonly first: number
  readonly last: number
  readonly sources: AddressSet
}

export interface Row {
  readonly id: number
  /** Sorted, disjoint, no empty sources; neighbours with equal sources are joined. */
  readonly slabs: readonly Slab[]
}

export interface RowPart {
  readonly arrivals: readonly Arrival[]
  readonly services: readonly ServiceInterval[]
  readonly sources: AddressSet
}

export const arrivalBlock = 1 << 24
const tableLimit = 100_000
/** And beyond this many slabs in them: few rows may be long. */
const slabLimit = 2_000_000

let nextId = 0
let internedSlabs = 0
const interned = new Map<string, Row>()
const results = new Map<string, Row>()

function intern(slabs: readonly Slab[]): Row {
  // The empty row is told by identity, so it must outlive the table.
  if (slabs.length === 0) return emptyRow
  const key = slabs.map((slab) => `${slab.first}-${slab.last}:${slab.sources.id}`).join(' ')
  const known = interned.get(key)
  if (known !== undefined) return known
  if (interned.size >= tableLimit || internedSlabs >= slabLimit) {
    if (internedSlabs >= slabLimit) results.clear()
    interned.clear()
    internedSlabs = 0
  }
  const row: Row = { id: nextId++, slabs }
  interned.set(key, row)
  internedSlabs += slabs.length
  return row
}

export const emptyRow: Row = { id: nextId++, slabs: [] }

/** Every service on every arrival from the given sources. */
export function wholeRow(sources: AddressSet): Row {
  return rowOfParts([{ arrivals, services: allServices, sources }])
}

export function arrivalIndex(arrival: Arrival): number {
  return arrivals.indexOf(arrival)
}

/** The union of the parts. */
export function rowOfParts(parts: readonly RowPart[]): Row {
  const slabs: Slab[] = []
  for (const part of parts) {
    if (part.sources === noAddresses) continue
    for (const arrival of part.arrivals) {
      const base = arrivalIndex(arrival) * arrivalBlock
      for (const { first, last } of part.services) {
        slabs.push({ first: base + first, last: base + last, sources: part.sources })
      }
    }
  }
  return rowOfSlabs(slabs)
}

/** The union of overlapping slabs in any order: cut at every end, unite the sources of each piece. */
function rowOfSlabs(slabs: readonly Slab[]): Row {
  const cuts = [...new Set(slabs.flatMap((slab) => [slab.first, slab.last + 1]))].sort((a, b) => a - b)
  const indexOfCut = new Map(cuts.map((cut, index) => [cut, index]))
  const pieces: AddressSet[][] = cuts.map(() => [])
  for (const slab of slabs) {
    const end = indexOfCut.get(slab.last + 1) ?? cuts.length
    for (let i = indexOfCut.get(slab.first) ?? 0; i < end; i++) pieces[i]?.push(slab.sources)
  }
  const disjoint: Slab[] = []
  for (const [index, sources] of pieces.entries()) {
    const next = cuts[index + 1]
    if (sources.length === 0 || next === undefined) continue
    disjoint.push({ first: cuts[index] as number, last: next - 1, sources: unionAll([...new Set(sources)]) })
  }
  return intern(joinNeighbours(disjoint))
}

function joinNeighbours(slabs: readonly Slab[]): Slab[] {
  const joined: Slab[] = []
  for (const slab of slabs) {
    const last = joined.at(-1)
    if (last !== undefined && last.last + 1 === slab.first && last.sources === slab.sources) {
      joined[joined.length - 1] = { ...last, last: slab.last }
    } else joined.push(slab)
  }
  return joined
}

export function unionRows(a: Row, b: Row): Row {
  if (a === b || b === emptyRow) return a
  if (a === emptyRow) return b
  return remembered(`u${a.id},${b.id}`, () => rowOfSlabs([...a.slabs, ...b.slabs]))
}

export function subtractRows(a: Row, b: Row): Row {
  if (a === b || a === emptyRow) return emptyRow
  if (b === emptyRow) return a
  return remembered(`s${a.id},${b.id}`, () => combine(a, b, subtractSets, true))
}

export function intersectRows(a: Row, b: Row): Row {
  if (a === b) return a
  if (a === emptyRow || b === emptyRow) return emptyRow
  return remembered(`i${a.id},${b.id}`, () => combine(a, b, intersectSets, false))
}

/** The row with its sources cut down to a set. */
export function restrictRow(row: Row, sources: AddressSet): Row {
  return remembered(`r${row.id},${sources.id}`, () => {
    const slabs = row.slabs.map((slab) => ({ ...slab, sources: intersectSets(slab.sources, sources) }))
    return intern(joinNeighbours(slabs.filter((slab) => slab.sources !== noAddresses)))
  })
}

function remembered(key: string, compute: () => Row): Row {
  const known = results.get(key)
  if (known !== undefined) return known
  if (results.size >= tableLimit) results.clear()
  const row = compute()
  results.set(key, row)
  return row
}

/** One pass over both rows; where `b` has no slab, `a` is kept whole or dropped. */
function combine(a: Row, b: Row, operation: (x: AddressSet, y: AddressSet) => AddressSet, keepRest: boolean): Row {
  const out: Slab[] = []
  const add = (first: number, last: number, sources: AddressSet): void => {
    if (first <= last && sources !== noAddresses) out.push({ first, last, sources })
  }
  let j = 0
  for (const slab of a.slabs) {
    let from = slab.first
    while (j < b.slabs.length && (b.slabs[j] as Slab).last < from) j++
    for (let k = j; k < b.slabs.length && (b.slabs[k] as Slab).first <= slab.last; k++) {
      const other = b.slabs[k] as Slab
      const first = Math.max(other.first, slab.first)
      const last = Math.min(other.last, slab.last)
      if (keepRest) add(from, first - 1, slab.sources)
      add(first, last, operation(slab.sources, other.sources))
      from = last + 1
    }
    if (keepRest) add(from, slab.last, slab.sources)
  }
  return intern(joinNeighbours(out))
}

/** The sources admitted at one point of the line. */
export function sourcesAt(row: Row, point: number): AddressSet {
  for (const slab of row.slabs) if (point >= slab.first && point <= slab.last) return slab.sources
  return noAddresses
}
