/** Drawing values one by one inside a fast-check generator, so that later draws may depend on earlier ones. */
import fc from 'fast-check'

export interface Draw {
  /** True in about `percent` of the draws; shrinks to false. */
  chance(percent: number): boolean
  /** A whole number, both ends included; shrinks to `min`. */
  between(min: number, max: number): number
  /** Each choice is as likely as the others; shrinks to the first. */
  pick<T>(choices: readonly T[]): T
  /** Some of the choices, in their order, at least `least` of them. */
  some<T>(choices: readonly T[], least?: number): T[]
  value<T>(make: () => fc.Arbitrary<T>): T
}

// fast-check prefers extreme numbers; shares must come out as written here.
const evenly = (min: number, max: number) => fc.noBias(fc.integer({ min, max }))

/**
 * Numbers thrown away after each value: fast-check's `gen` leaves the source of randomness where it found it, so that two
 * values drawn side by side (in a tuple, a list, a property) would be one and the same.
 */
const spent = fc.noShrink(fc.noBias(fc.uint8Array({ minLength: 1000, maxLength: 1000 })))

/** An arbitrary written as plain code. */
export function drawn<T>(make: (draw: Draw) => T): fc.Arbitrary<T> {
  return fc.tuple(fc.gen(), spent).map(([gen]) => {
    const draw: Draw = {
      chance: (percent) => gen(evenly, 0, 99) >= 100 - percent,
      between: (min, max) => gen(evenly, min, max),
      pick: (choices) => {
        const choice = choices[gen(evenly, 0, choices.length - 1)]
        if (choice === undefined) throw new Error('nothing to pick from')
        return choice
      },
      some: (choices, least = 0) => {
        const kept = choices.filter(() => gen(evenly, 0, 1) === 1)
        return kept.length >= least ? kept : choices.slice(0, least)
      },
      value: (build) => gen(build),
    }
    return make(draw)
  })
}
