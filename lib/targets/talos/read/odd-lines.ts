/** What Go's library reads otherwise than ours, or not at all: found line by line, as no tree remembers it. */
import { type Reading, refuse } from './reading'

/** Lines of one document, from 0, with the line `---` in front of it. */
export interface Span {
  readonly from: number
  /** The line after the last; undefined where it is the file's last. */
  readonly to: number | undefined
}

/** By the lines, from 1, on which the documents of the text begin. */
export function spansOf(lines: readonly string[], beginnings: readonly number[]): readonly Span[] {
  const separators = beginnings.map((line) => separatorOf(lines, line))
  return separators.map((from, index) => ({ from: index === 0 ? 0 : from, to: separators[index + 1] }))
}

/** Where the line `---` of a document stands, from 0, that begins on a line; 0 where the first has none. */
function separatorOf(lines: readonly string[], first: number): number {
  let line = first - 1
  while (line > 0 && lines[line]?.startsWith('---') !== true) line--
  return line
}

const tabbed = /^(?!---)(?: *(?:- *)*-)? *\t/

/** In a firewall's document: tabs where spaces belong, and a key on another line than its colon. JSON may have both. */
export function refuseOddLines(reading: Reading, all: readonly string[], { from, to }: Span): void {
  if (isJson(reading)) return
  const lines = all.slice(from, to)
  const tab = lines.findIndex((line) => tabbed.test(line))
  const colon = lines.findIndex((line) => /^ *[:?](?: |\r?$)/.test(line))
  if (tab >= 0) refuseTab(reading, from + tab)
  if (colon >= 0) refuse(reading, from + colon + 1, 'the key and its value stand apart', 'write them on one line')
}

/** In any other document, which may hold texts of several lines where a tab is a letter like any other. */
export function refuseTabs(reading: Reading, all: readonly string[], { from, to }: Span): void {
  if (isJson(reading)) return
  const tab = findTab(all.slice(from, to))
  if (tab !== undefined) refuseTab(reading, from + tab.index, tab.advice)
}

function refuseTab(reading: Reading, index: number, advice = 'write spaces'): void {
  refuse(reading, index + 1, 'a tab stands where Talos wants spaces', advice)
}

function isJson({ text }: Reading): boolean {
  return /^\s*\{/.test(text)
}

/** What a text over several lines begins with: `key: |`, `- >-`, not behind a comment's sign. */
const opening = /^(?:(?![ \t]#).)*?[:?-] +(?:[!&]\S+ +){0,2}[|>][-+\d]*[ \t]*(?:#.*)?\r?$/
/** The spaces and dashes before what the text belongs to. */
const outside = /^ *(?:- +(?![|>]))*/

interface Tab {
  /** Of the line, from 0. */
  readonly index: number
  readonly advice?: string
}

/** The first tab that stands for spaces; Go's library takes one that begins a text for such a one too. */
function findTab(lines: readonly string[]): Tab | undefined {
  /** How many spaces a line of the text has at least, and whether its first was seen. */
  let text: { readonly spaces: number; readonly isBegun: boolean } | undefined
  for (const [index, line] of lines.entries()) {
    if (text !== undefined && /^ *\r?$/.test(line)) continue
    const spaces = line.search(/[^ ]/)
    if (text !== undefined && spaces >= text.spaces) {
      if (!text.isBegun && line[spaces] === '\t') return { index, advice: 'begin the text with another sign' }
      if (!text.isBegun) text = { spaces, isBegun: true }
      continue
    }
    text = undefined
    if (tabbed.test(line)) return { index }
    if (opening.test(line)) text = { spaces: (outside.exec(line)?.[0].length ?? 0) + 1, isBegun: false }
  }
  return undefined
}
