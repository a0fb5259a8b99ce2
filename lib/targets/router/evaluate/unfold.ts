/**
 * Lists with those inside them, each once and in the order of the text. Lists may stand in each other as deep as a file is
 * long, and each of them may hold all the others: what comes out of them together is bounded.
 */

/** Lists that are written out are a thousandth of it; those that boxes fetch, which may be longer, stand in no backup. */
export const mostEntries = 50_000

export interface Unfolding<List> {
  /** The list that an entry names. */
  readonly inner: (entry: string) => List | undefined
  readonly entriesOf: (list: List) => readonly string[]
  readonly enter: (list: List) => void
  readonly take: (entry: string, list: List) => void
}

/** How many entries were met; undefined where they are more than may be. */
export function unfold<List>(first: List, left: number, unfolding: Unfolding<List>): number | undefined {
  const { inner, entriesOf, enter, take } = unfolding
  const seen = new Set<List>()
  const open: { readonly list: List; readonly entries: readonly string[]; at: number }[] = []
  const begin = (list: List): void => {
    if (seen.has(list)) return
    seen.add(list)
    enter(list)
    open.push({ list, entries: entriesOf(list), at: 0 })
  }
  begin(first)
  let met = 0
  for (let last = open.at(-1); last !== undefined; last = open.at(-1)) {
    const entry = last.entries[last.at++]
    if (entry === undefined) {
      open.pop()
      continue
    }
    if (++met > left) return undefined
    const nested = inner(entry)
    if (nested === undefined) take(entry, last.list)
    else begin(nested)
  }
  return met
}
