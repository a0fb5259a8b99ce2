export interface Findable {
  readonly label: string
  /** Further words that find it. */
  readonly words: string
}

/** Entries that hold every word of the text: label beginnings first, then labels, then further words. */
export function findBest<T extends Findable>(entries: readonly T[], text: string, most: number): readonly T[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return entries.slice(0, most)
  const ranked: { readonly entry: T; readonly rank: number }[] = []
  for (const entry of entries) {
    const label = entry.label.toLowerCase()
    const all = `${label} ${entry.words.toLowerCase()}`
    if (!words.every((word) => all.includes(word))) continue
    const first = words[0] ?? ''
    const rank = label.startsWith(first)
      ? 0
      : label.includes(` ${first}`)
        ? 1
        : words.every((word) => label.includes(word))
          ? 2
          : 3
    ranked.push({ entry, rank })
  }
  ranked.sort((a, b) => a.rank - b.rank)
  return ranked.slice(0, most).map(({ entry }) => entry)
}
