/** The candidate that a misspelt word most likely meant; none when nothing is near. */
export function nearestWord(word: string, candidates: readonly string[]): string | undefined {
  const given = word.toLowerCase()
  let best: string | undefined
  let least = Math.max(1, Math.floor(given.length / 3)) + 1
  for (const candidate of [...new Set(candidates)].sort()) {
    const lower = candidate.toLowerCase()
    // It takes at least as many steps as one is longer; a stranger's word may be as long as a file.
    if (given.length - lower.length >= least) continue
    const distance = Math.min(editDistance(given, lower), shortenedDistance(given, lower))
    if (distance < least) {
      least = distance
      best = candidate
    }
  }
  return best
}

/** As if the candidate ended where the word does: `poli` for `policies`, `adress` for `addresses`. */
function shortenedDistance(given: string, candidate: string): number {
  if (given.length < 3 || candidate.length <= given.length) return Number.POSITIVE_INFINITY
  return 1 + Math.min(...[0, 1].map((more) => editDistance(given, candidate.slice(0, given.length + more))))
}

/** Insertions, deletions, replacements and swaps of neighbours that turn one text into the other. */
function editDistance(from: string, to: string): number {
  let before: number[] = []
  let above = Array.from({ length: to.length + 1 }, (_, index) => index)
  for (let i = 1; i <= from.length; i++) {
    const row = [i]
    for (let j = 1; j <= to.length; j++) {
      const same = from[i - 1] === to[j - 1]
      const replaced = (above[j - 1] ?? 0) + (same ? 0 : 1)
      let cost = Math.min((above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, replaced)
      if (i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1]) {
        cost = Math.min(cost, (before[j - 2] ?? 0) + 1)
      }
      row.push(cost)
    }
    before = above
    above = row
  }
  return above[to.length] ?? 0
}
