/** Faults that are seen best before and between the library's words: what is never closed, and what is not read on purpose. */
import { fail, type YamlFault } from './place'

const mostLines = 200_000

/** Control characters, halves of characters, byte order marks inside, and the line breaks that YAML 1.1 and 1.2 disagree about. */
const disputed = /(?!^\uFEFF)[^\n\t\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10ffff}]/u

/** What is refused before anything is read. */
export function refuseText(text: string, above: number): void {
  const found = disputed.exec(text)
  if (found !== null) {
    const code = (found[0].codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')
    const cure = code === '000D' ? 'end each line with a line feed' : 'remove it, or write it as an escape in quotes'
    fail(found.index, `the character U+${code} may not stand in YAML`, cure)
  }
  let lines = above + 1
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines++
  if (lines > mostLines) fail(0, `the text has more than ${mostLines} lines`, 'divide it into several files')
}

/** Marks in the library's stream of words that stand for no text. */
const scalarFollows = '\x1f'
const bracketEnds = '\x18'
/** A tag and an anchor of a map, and of its first key. */
const mostMarks = 4
/** Quotes and indicators without a value, comma, bracket or new line among them: the library slows down on long rows. */
const mostInRow = 128

type Watch = (word: string, offset: number) => YamlFault | undefined

/** Looks at one word after another, the last of them empty, and says what is wrong with it. */
export function watchWords(text: string, strict: boolean): Watch {
  const open: number[] = []
  let isText = false
  /** Tags and anchors in a row. */
  let marks = 0
  let row = 0
  let wantsValue = false
  return (word, offset) => {
    const first = word[0]
    const fault = (message: string, suggestion: string): YamlFault => ({ offset, message, suggestion })
    if (isText) {
      isText = false
      return undefined
    }
    if (first === '\n' && open.length === 0) row = 0
    if (first === ' ' || first === '\n' || first === '\t' || first === '#') return undefined
    marks = first === '!' || first === '&' ? marks + 1 : 0
    if (marks > mostMarks) return fault('two marks stand before one value', 'keep one')
    row = first === scalarFollows || first === ',' || first === '[' || first === '{' ? 0 : row + 1
    if (row > mostInRow) return fault('too many marks or quotes stand in a row', 'put the text in quotes')
    const hadValue = !wantsValue
    wantsValue = first === ',' || first === '[' || first === '{'
    switch (first) {
      case scalarFollows:
        isText = true
        return undefined
      case '[':
      case '{':
        open.push(offset)
        return undefined
      case ']':
      case '}':
        open.pop()
        return undefined
      case ',':
        return hadValue || open.length === 0
          ? undefined
          : fault('a comma stands where a value belongs', 'remove it, or write the value')
      case undefined:
      case bracketEnds:
        return unclosed(text, open.at(-1), offset)
      case '"':
      case "'": {
        if (first === '"' && word.length > longText) refuseEscapes(word, offset)
        if (isClosed(word)) return undefined
        const isLast = offset + word.length >= text.length
        const cure = isLast ? 'close the quote' : 'close the quote, or indent the lines it goes on in'
        return fault('this quoted text is not closed', cure)
      }
      case '%':
        return fault('a directive stands here, which we do not read', 'leave the line out')
      case '!':
        return strict
          ? fault('a tag stands here, which we do not read', 'leave the tag out, or quote the text')
          : undefined
      case '?':
        return strict ? fault('a key marked with ? stands here, which we do not read', 'write key: value') : undefined
    }
    return undefined
  }
}

function unclosed(text: string, bracket: number | undefined, end: number): YamlFault | undefined {
  if (bracket === undefined) return undefined
  const cure = `write ${text[bracket] === '[' ? ']' : '}'} at its end`
  return /\S/.test(text.slice(end, end + 1_000))
    ? {
        offset: bracket,
        message: 'this bracket is not closed before a line that is not indented',
        suggestion: `${cure}, or indent the lines within`,
      }
    : { offset: bracket, message: 'this bracket is never closed', suggestion: cure }
}

/** The library takes `"a\"` and `'a''` at the end of a text for closed. */
function isClosed(word: string): boolean {
  const quote = word[0]
  const last = word.length - 1
  if (last < 1 || word[last] !== quote) return false
  const doubled = quote === '"' ? '\\' : "'"
  let before = last - 1
  while (before > 0 && word[before] === doubled) before--
  return (last - 1 - before) % 2 === 0
}

/** Longer quoted texts are looked into before the library, which makes a fault of each escape that it does not know. */
const longText = 10_000
const escapes = /\\(?:[0abt\tnvfre "/\\N_LP\n]|x[\da-fA-F]{2}|u[\da-fA-F]{4}|U[\da-fA-F]{8}|$)/y

function refuseEscapes(word: string, offset: number): void {
  for (let at = word.indexOf('\\'); at >= 0; at = word.indexOf('\\', at + 2)) {
    escapes.lastIndex = at
    if (!escapes.test(word)) {
      fail(offset + at, 'YAML has no such escape', 'write a backslash twice, or use single quotes')
    }
  }
}
