/** Where the faults of one file are gathered while it is read. */
import type { Problem } from '@/lib/design/problem'
import type { NftItem } from '@/lib/text/nft'
import type { Statement } from '../../target'

/** One item of a set, or a value that stands alone: a word, or two with a dash between them. */
export interface Element {
  readonly text: string
  readonly line: number
}

export interface Reading {
  readonly file: string
  /** What `define` has named so far. */
  readonly defined: Map<string, readonly Element[]>
  readonly problems: Problem[]
}

export function problemAt(
  severity: Problem['severity'],
  { file, line }: Statement,
  message: string,
  suggestion?: string,
): Problem {
  const problem = { severity, at: `${file}:${line}`, line, message }
  return suggestion === undefined ? problem : { ...problem, suggestion }
}

/** Reports what keeps the file from being understood; its value means "nothing was read". */
export function refuse(reading: Reading, line: number, message: string, suggestion?: string): undefined {
  reading.problems.push(problemAt('error', { file: reading.file, line }, message, suggestion))
  return undefined
}

export function isMark(item: NftItem | undefined, text: string): boolean {
  return item?.kind === 'mark' && item.text === text
}

export function isWord(item: NftItem | undefined, ...texts: readonly string[]): boolean {
  return item?.kind === 'word' && texts.includes(item.text)
}

export function wordOf(item: NftItem | undefined): string | undefined {
  return item?.kind === 'word' ? item.text : undefined
}
