import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findOrigins } from './line-origin'

/** `0` same as rendered line 0, `1*` changed from line 1, `+` added. */
function told(rendered: string, edited: string): string {
  const { lines } = findOrigins(rendered.split(''), edited.split(''))
  return lines
    .map((line) => (line.rendered === undefined ? '+' : `${line.rendered}${line.changed ? '*' : ''}`))
    .join(' ')
}

describe('findOrigins', () => {
  it.each([
    ['nothing changed', 'abc', 'abc', '0 1 2'],
    ['one line changed', 'abc', 'aXc', '0 1* 2'],
    ['one line added', 'abc', 'abXc', '0 1 + 2'],
    ['one line removed', 'abc', 'ac', '0 2'],
    ['the last line changed', 'abc', 'abX', '0 1 2*'],
    ['a line added at the end', 'abc', 'abcX', '0 1 2 +'],
    ['two changes around a line that stayed', 'abcde', 'aXcYe', '0 1* 2 3* 4'],
    ['changed and added', 'abc', 'aXYc', '0 1* + 2'],
    ['a repeated line doubled', 'aab', 'aaab', '0 1 + 2'],
    ['everything gone', 'abc', '', ''],
    ['everything new', '', 'xy', '+ +'],
  ])('%s', (_name, rendered, edited, want) => {
    expect(told(rendered, edited)).toBe(want)
  })

  it('names each rendered line at most once, in order, and counts what is missing', () => {
    const text = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 12 })
    fc.assert(
      fc.property(text, text, (rendered, edited) => {
        const { lines, removed, added } = findOrigins(rendered, edited)
        expect(lines).toHaveLength(edited.length)
        const used = lines.flatMap((line) => (line.rendered === undefined ? [] : [line.rendered]))
        expect(used).toEqual([...new Set(used)].sort((a, b) => a - b))
        expect(used.length + removed).toBe(rendered.length)
        expect(used.length + added).toBe(edited.length)
        for (const [index, line] of lines.entries()) {
          if (!line.changed && line.rendered !== undefined) expect(edited[index]).toBe(rendered[line.rendered])
        }
      }),
      { numRuns: 500, seed: 20261120 },
    )
  })
})
