/** Where something stands in a text, and what ends the reading of it. */

/** Where something stands, both from 1. */
export interface Position {
  readonly line: number
  readonly column: number
}

/** From an offset to its position. */
export type Locate = (offset: number) => Position

export function locateIn(text: string): Locate {
  const lines = [0]
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines.push(at + 1)
  return (offset) => {
    let low = 0
    let high = lines.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((lines[middle] ?? 0) <= offset) low = middle
      else high = middle - 1
    }
    return { line: low + 1, column: offset - (lines[low] ?? 0) + 1 }
  }
}

/** Why a text is not read. */
export interface YamlFault {
  readonly offset: number
  readonly message: string
  readonly suggestion: string
}

const thrownFaults = new WeakMap<Error, YamlFault>()

/** Ends the reading; `readYaml` makes it a value again. */
export function fail(offset: number, message: string, suggestion: string): never {
  const thrown = new Error(message)
  thrownFaults.set(thrown, { offset, message, suggestion })
  throw thrown
}

export function faultOf(thrown: unknown): YamlFault | undefined {
  return thrown instanceof Error ? thrownFaults.get(thrown) : undefined
}
