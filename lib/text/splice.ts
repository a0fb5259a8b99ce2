/** Changes a text in a few places and leaves every other byte as it is. */

export interface Splice {
  readonly start: number
  /** Behind the last character that goes. */
  readonly end: number
  readonly by: string
}

/** Places may come in any order; those that meet in one point are applied in the order given. Throws when two overlap. */
export function spliceText(text: string, splices: readonly Splice[]): string {
  const sorted = splices.map((splice, index) => ({ ...splice, index }))
  sorted.sort((a, b) => a.start - b.start || a.end - b.end || a.index - b.index)
  const parts: string[] = []
  let at = 0
  for (const { start, end, by } of sorted) {
    if (start < at || end < start) throw new Error(`two changes of a text overlap at ${start}`)
    parts.push(text.slice(at, start), by)
    at = end
  }
  return [...parts, text.slice(at)].join('')
}
