/** Choosing by a seed, where drawing every choice through fast-check would cost more than the packets. */
export interface Chooser {
  /** The list in another order. */
  shuffle<T>(list: readonly T[]): T[]
  pick<T>(list: readonly T[]): T | undefined
}

/** The generator "mulberry32": small, and good enough to pick samples. */
export function chooserOf(seed: number): Chooser {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  return {
    shuffle: (list) =>
      list
        .map((item) => ({ item, key: next() }))
        .sort((a, b) => a.key - b.key)
        .map(({ item }) => item),
    pick: (list) => list[Math.floor(next() * list.length)],
  }
}
