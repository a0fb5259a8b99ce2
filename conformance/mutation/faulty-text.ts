/** Texts with a slip of the hand in them. */
import * as fc from 'fast-check'

/** One token of a line replaced, left out, doubled or put in; a whole line left out or doubled. */
export function faultyText(seeds: readonly string[], tokens: readonly string[]): fc.Arbitrary<string> {
  return fc
    .record({
      seed: fc.constantFrom(...seeds),
      at: fc.nat(1_000_000),
      place: fc.nat(1_000_000),
      how: fc.constantFrom('replace', 'replace', 'leave out', 'double', 'put in', 'lose line', 'double line'),
      token: fc.constantFrom(...tokens),
    })
    .map(({ seed, at, place, how, token }) => {
      const lines = seed.split('\n').filter((line) => !line.startsWith('#'))
      const number = at % lines.length
      const parts = (lines[number] ?? '').split(/(?<=\s)|(?=[,;{}])/)
      const spot = place % parts.length
      const one = parts[spot] ?? ''
      const changed = {
        replace: [`${token} `],
        'leave out': [],
        double: [one, one],
        'put in': [`${token} `, one],
        'lose line': [one],
        'double line': [one],
      }[how]
      const line = parts.toSpliced(spot, 1, ...changed).join('')
      const put = how === 'lose line' ? [] : how === 'double line' ? [line, line] : [line]
      return lines.toSpliced(number, 1, ...put).join('\n')
    })
}
