/** Texts like the one before but for their numbers: `worker-7` after `worker-6`, `10.0.3.12/24` after `10.0.3.11/24`. */

/** A number stands between each two pieces. */
export interface TextParts {
  readonly pieces: readonly string[]
  readonly numbers: readonly number[]
}

/** Whole numbers without leading zeros, at most fifteen digits: those that come back as they were. */
const number = /(?<!\d)(?:0|[1-9]\d{0,14})(?!\d)/g

export function splitText(text: string): TextParts {
  return { pieces: text.split(number), numbers: (text.match(number) ?? []).map(Number) }
}

export function joinText({ pieces, numbers }: TextParts): string {
  return pieces.map((piece, index) => piece + (index < numbers.length ? String(numbers[index]) : '')).join('')
}

/** The same for texts that differ in their numbers alone. */
export function patternOf({ pieces }: TextParts): string {
  return JSON.stringify(pieces)
}
