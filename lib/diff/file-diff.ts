/** Which files two bundles hold differently, and by how many lines. */

export interface FileChange {
  readonly kind: 'added' | 'removed' | 'changed'
  readonly path: string
  /** Lines that only the one or only the other holds, counted as often as they stand there. */
  readonly linesAdded: number
  readonly linesRemoved: number
}

export function diffFiles(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): FileChange[] {
  const paths = [...new Set([...before.keys(), ...after.keys()])].sort()
  return paths.flatMap((path): FileChange[] => {
    const [had, has] = [before.get(path), after.get(path)]
    if (had === has) return []
    const kind = had === undefined ? 'added' : has === undefined ? 'removed' : 'changed'
    const [old, now] = [linesOf(had), linesOf(has)]
    return [{ kind, path, linesAdded: surplus(now, old), linesRemoved: surplus(old, now) }]
  })
}

function linesOf(text: string | undefined): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const line of text === undefined ? [] : text.split('\n')) counts.set(line, (counts.get(line) ?? 0) + 1)
  return counts
}

function surplus(of: ReadonlyMap<string, number>, over: ReadonlyMap<string, number>): number {
  let sum = 0
  for (const [line, times] of of) sum += Math.max(0, times - (over.get(line) ?? 0))
  return sum
}
