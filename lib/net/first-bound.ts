/**
 * The first of sorted disjoint intervals (first, last, first, last …) from an index on that ends at a point or behind it. Mostly it is the
 * next one; found by doubling steps and halving, so that few intervals beside many cost no walk over the many.
 */
export function firstThatEndsAt(bounds: readonly bigint[], point: bigint, from: number): number {
  let low = from
  for (let step = 2; low < bounds.length && (bounds[low + 1] as bigint) < point; step *= 2) {
    const ahead = Math.min(low + step, bounds.length)
    if (ahead === bounds.length || (bounds[ahead + 1] as bigint) >= point) return halve(bounds, point, low + 2, ahead)
    low = ahead
  }
  return low
}

function halve(bounds: readonly bigint[], point: bigint, from: number, to: number): number {
  let low = from
  let high = to
  while (low < high) {
    const middle = low + (((high - low) >> 2) << 1)
    if ((bounds[middle + 1] as bigint) < point) low = middle + 2
    else high = middle
  }
  return low
}
