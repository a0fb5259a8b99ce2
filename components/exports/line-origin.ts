/** Where each line of an edited file comes from in the rendered one, so that its rules stay beside it while a person types. */
export interface LineOrigin {
  /** Index of the rendered line, from 0; undefined for a line that was added. */
  readonly rendered: number | undefined
  readonly changed: boolean
}

export interface LineOrigins {
  readonly lines: readonly LineOrigin[]
  readonly changed: number
  readonly added: number
  readonly removed: number
}

/** Pairs compared at most; beyond it the middle of a rewritten file counts as new. */
const pairLimit = 250_000

export function findOrigins(rendered: readonly string[], edited: readonly string[]): LineOrigins {
  let start = 0
  while (start < rendered.length && start < edited.length && rendered[start] === edited[start]) start++
  let tail = 0
  const longest = Math.min(rendered.length, edited.length) - start
  while (tail < longest && rendered[rendered.length - 1 - tail] === edited[edited.length - 1 - tail]) tail++
  const middle = alignMiddle(
    rendered.slice(start, rendered.length - tail),
    edited.slice(start, edited.length - tail),
    start,
  )
  const head = edited.slice(0, start).map((_, index) => same(index))
  const rest = edited.slice(edited.length - tail).map((_, index) => same(rendered.length - tail + index))
  const kept = middle.filter((line) => line.rendered !== undefined).length
  return {
    lines: [...head, ...middle, ...rest],
    changed: middle.filter((line) => line.rendered !== undefined && line.changed).length,
    added: middle.length - kept,
    removed: rendered.length - start - tail - kept,
  }
}

function same(index: number): LineOrigin {
  return { rendered: index, changed: false }
}

/** Equal lines by the longest common subsequence; between them, lines are paired in order as changed. */
function alignMiddle(old: readonly string[], now: readonly string[], offset: number): LineOrigin[] {
  const anchors = old.length * now.length > pairLimit ? [] : commonLines(old, now)
  const lines: LineOrigin[] = []
  let oldAt = 0
  let nowAt = 0
  for (const [oldEnd, nowEnd] of [...anchors, [old.length, now.length] as const]) {
    for (; nowAt < nowEnd; nowAt++) {
      lines.push(
        oldAt < oldEnd ? { rendered: offset + oldAt++, changed: true } : { rendered: undefined, changed: true },
      )
    }
    if (nowEnd < now.length) lines.push(same(offset + oldEnd))
    oldAt = oldEnd + 1
    nowAt = nowEnd + 1
  }
  return lines
}

function commonLines(old: readonly string[], now: readonly string[]): [number, number][] {
  const width = now.length + 1
  const lengths = new Uint32Array((old.length + 1) * width)
  const at = (i: number, j: number): number => lengths[i * width + j] ?? 0
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = now.length - 1; j >= 0; j--) {
      lengths[i * width + j] = old[i] === now[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
    }
  }
  const pairs: [number, number][] = []
  let i = 0
  let j = 0
  while (i < old.length && j < now.length) {
    if (old[i] === now[j]) pairs.push([i++, j++])
    else if (at(i + 1, j) >= at(i, j + 1)) i++
    else j++
  }
  return pairs
}
