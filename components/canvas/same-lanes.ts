import type { Chip, Lane } from './lane-model'

/** The lanes of before wherever nothing in them differs, so that only what differs is drawn again. */
export function keepSame(before: readonly Lane[], now: readonly Lane[]): readonly Lane[] {
  const known = new Map(before.map((lane) => [lane.id, lane]))
  const kept = now.map((lane) => {
    const old = known.get(lane.id)
    return old !== undefined && isSame(old, lane) ? old : lane
  })
  return sameItems(before, kept) ? before : kept
}

function isSame(a: Lane, b: Lane): boolean {
  return (
    a.title === b.title &&
    a.vlan === b.vlan &&
    a.capacity?.used === b.capacity?.used &&
    a.capacity?.total === b.capacity?.total &&
    sameItems(a.prefixes, b.prefixes) &&
    sameItems(a.problems, b.problems) &&
    sameItems(a.chips, b.chips, isSameChip)
  )
}

/** A chip with the same id is of the same kind and stands for the same thing. */
function isSameChip(a: Chip, b: Chip): boolean {
  return (
    a === b ||
    (a.id === b.id &&
      a.name === b.name &&
      a.mark === b.mark &&
      a.count === b.count &&
      sameItems(a.addresses, b.addresses) &&
      sameItems(a.problems, b.problems))
  )
}

function sameItems<T>(a: readonly T[], b: readonly T[], areSame: (a: T, b: T) => boolean = Object.is): boolean {
  return a === b || (a.length === b.length && [...pairs(a, b)].every(([one, other]) => areSame(one, other)))
}

function* pairs<T>(a: readonly T[], b: readonly T[]): Generator<readonly [T, T]> {
  for (const [index, one] of a.entries()) {
    const other = b[index]
    if (other !== undefined) yield [one, other]
  }
}
