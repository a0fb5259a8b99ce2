/**
 * The lines of a file as the command line takes them: by the mode that the line before left, whatever the indentation. A line
 * that means nothing in the mode of a list or an interface is one of the global mode, and ends it.
 */
import type { Problem } from '@/lib/design/problem'
import type { Family } from '@/lib/net/address'
import type { Statement, TextFile } from '../../target'
import type { Command, Dialect, Way } from '../model'
import { readEntry, unreadEntry } from './entry'
import { type OwnWords, withoutTexts } from './free-text'
import { isHarmless } from './interface-words'

/** What is there beside access lists: a fault in our own files, and no concern of theirs in a whole configuration. */
export type Beside = 'refuse' | 'skip'

type Mode =
  | { readonly kind: 'global' }
  | { readonly kind: 'list'; readonly family: Family; readonly name: string; readonly dialect: Dialect }
  | { readonly kind: 'interface'; readonly name: string }
  | { readonly kind: 'skipped' }

interface Reading {
  readonly file: TextFile
  readonly beside: Beside
  readonly dialect: Dialect
  readonly commands: Command[]
  readonly problems: Problem[]
}

export function readCommands(file: TextFile, beside: Beside): { commands: readonly Command[]; problems: Problem[] } {
  // Our own files hold no text but remarks.
  const { lines, unended } = beside === 'skip' ? withoutTexts(file.text) : asWritten(file.text)
  const reading: Reading = { file, beside, dialect: dialectOf(lines.join('\n')), commands: [], problems: [] }
  if (unended !== undefined) {
    refuse({ file: file.path, line: unended + 1 }, 'The text that begins here never ends', reading)
  }
  let mode: Mode = { kind: 'global' }
  for (const [index, line] of lines.entries()) {
    const plain = line.replace(/\r$/, '')
    const words = plain.trim().split(/\s+/)
    // "!" is a comment, and so is what stands behind it on a line of its own only.
    if (plain.trim() === '' || plain.trimStart().startsWith('!')) continue
    mode = readLine(words, /^\s/.test(plain), { file: file.path, line: index + 1 }, mode, reading)
  }
  return { commands: reading.commands, problems: reading.problems }
}

function asWritten(text: string): OwnWords {
  return { lines: text.split('\n'), unended: undefined }
}

/** Whose words these are. Only IOS says "extended" and "traffic-filter". */
function dialectOf(text: string): Dialect {
  const isEos = /^\s*(?:no )?(?:ip access-list (?!extended\b|standard\b|resequence\b)\S|ipv6 access-group\s)/m.test(
    text,
  )
  const isIos = /^\s*(?:no )?(?:ip access-list (?:extended|resequence)\s|ipv6 traffic-filter\s)/m.test(text)
  return isEos && !isIos ? 'eos' : 'ios'
}

function readLine(words: readonly string[], isIndented: boolean, at: Statement, mode: Mode, reading: Reading): Mode {
  const [first] = words
  if (first === 'end' || first === 'exit') return { kind: 'global' }
  if (mode.kind === 'list' && readInList(words, at, mode, reading)) return mode
  if (mode.kind === 'interface' && readInInterface(words, isIndented, at, mode.name, reading)) return mode
  const entered = readGlobal(words, at, reading)
  if (entered !== undefined) return entered
  if (reading.beside === 'refuse') {
    refuse(at, `"${words.join(' ')}" is none of the commands that are read here`, reading)
    return mode
  }
  // In a whole configuration what is indented belongs to the line above it.
  if (!isIndented) return { kind: 'skipped' }
  if (mode.kind === 'list') {
    const entry = unreadEntry(at, `"${words.join(' ')}" of a list is not known here`)
    // Where it stands in the list says nothing, and no line has its number.
    reading.commands.push({ kind: 'add', at, family: mode.family, name: mode.name, number: -at.line, entry })
  }
  return mode
}

function refuse({ file, line }: Statement, why: string, { problems }: Reading): void {
  const suggestion = 'Give the file as it was written, or the running configuration of the switch.'
  problems.push({ severity: 'error', at: `${file}:${line}`, line, message: `${why}.`, suggestion })
}

const listPattern = /^(no )?(ip|ipv6) access-list (?:(extended|standard|resequence) )?(\S+)(?: (\d+) (\d+))?$/

function readGlobal(words: readonly string[], at: Statement, reading: Reading): Mode | undefined {
  const text = words.join(' ')
  const interfaceName = /^interface (\S+(?: ?\d\S*)?)$/i.exec(text)?.[1]
  if (interfaceName !== undefined) return { kind: 'interface', name: interfaceName }
  if (words[0] === 'access-list') return readNumbered(words, at, reading)
  const match = listPattern.exec(text)
  if (match === null) return undefined
  const [, no, word, kind, name = '', first, step] = match
  const family: Family = word === 'ip' ? 4 : 6
  const { dialect } = reading
  const isOfDialect =
    family === 6 ? kind === undefined || kind === 'resequence' : kind !== undefined || dialect === 'eos'
  if (!isOfDialect || (kind !== 'resequence' && first !== undefined)) return undefined
  if (kind === 'resequence') {
    if (no !== undefined || first === undefined || step === undefined) return undefined
    reading.commands.push({ kind: 'resequence', at, family, name, first: Number(first), step: Number(step) })
    return { kind: 'global' }
  }
  // A list that asks for the source alone is no list of ours; where an interface asks it, that is said.
  if (kind === 'standard') {
    if (no === undefined) addOpaque(at, name, reading)
    return { kind: 'skipped' }
  }
  if (no !== undefined) {
    reading.commands.push({ kind: 'delete', at, family, name })
    return { kind: 'global' }
  }
  reading.commands.push({ kind: 'open', at, family, name, dialect })
  return { kind: 'list', family, name, dialect }
}

/** `access-list 101 permit …`: a list by its number, a line at a time. */
function readNumbered(words: readonly string[], at: Statement, reading: Reading): Mode | undefined {
  const [, name = '', ...rest] = words
  const number = Number(name)
  const isExtended = (number >= 100 && number < 200) || (number >= 2000 && number < 2700)
  if (!/^\d+$/.test(name) || reading.dialect === 'eos') return undefined
  if (!isExtended) addOpaque(at, name, reading)
  else {
    reading.commands.push({ kind: 'open', at, family: 4, name, dialect: 'ios' })
    if (!readInList(rest, at, { kind: 'list', family: 4, name, dialect: 'ios' }, reading)) return undefined
  }
  return { kind: 'global' }
}

/** A list that asks for sources alone: what it does is not known here. */
function addOpaque(at: Statement, name: string, { commands, dialect }: Reading): void {
  commands.push({ kind: 'open', at, family: 4, name, dialect })
  const entry = unreadEntry(at, 'it is a list of sources alone')
  commands.push({ kind: 'add', at, family: 4, name, number: undefined, entry })
}

/** Whether the line is one of a list. */
function readInList(
  words: readonly string[],
  at: Statement,
  { family, name, dialect }: Extract<Mode, { kind: 'list' }>,
  reading: Reading,
): boolean {
  const { rest, number, isNo } = numbered(words)
  const list = { at, family, name }
  const [first] = rest
  if (first === 'remark' || first === 'counters' || first === 'statistics') return true
  if (first === undefined && isNo && number !== undefined) {
    reading.commands.push({ kind: 'remove', ...list, number, words: undefined })
    return true
  }
  if (first !== 'permit' && first !== 'deny') return false
  const read = readEntry(rest, { family, dialect, at })
  if (!read.ok && reading.beside === 'skip') {
    reading.commands.push({ kind: 'add', ...list, number, entry: unreadEntry(at, read.why) })
  } else if (!read.ok) refuse(at, `this is no entry of an access list: ${read.why}`, reading)
  else if (isNo) reading.commands.push({ kind: 'remove', ...list, number, words: read.entry.words })
  else reading.commands.push({ kind: 'add', ...list, number, entry: read.entry })
  return true
}

interface Numbered {
  readonly rest: readonly string[]
  readonly number: number | undefined
  readonly isNo: boolean
}

/** `10 permit …`, `sequence 10 permit …`, `permit … sequence 10`, each perhaps behind `no`. */
function numbered(words: readonly string[]): Numbered {
  const isNo = words[0] === 'no'
  const plain = isNo ? words.slice(1) : words
  const before = /^(?:(?:sequence|seq) )?(\d{1,10})(?: |$)/.exec(plain.join(' '))
  if (before !== null) {
    const count = plain[0] === before[1] ? 1 : 2
    return { rest: plain.slice(count), number: Number(before[1]), isNo }
  }
  const behind = plain.at(-2) === 'sequence' && /^\d{1,10}$/.test(plain.at(-1) ?? '')
  return behind
    ? { rest: plain.slice(0, -2), number: Number(plain.at(-1)), isNo }
    : { rest: plain, number: undefined, isNo }
}

const applyPattern = /^(no )?(ip|ipv6) (access-group|traffic-filter)(?: (\S+))? (in|out)$/

/** Whether the line is one of an interface. */
function readInInterface(
  words: readonly string[],
  isIndented: boolean,
  at: Statement,
  name: string,
  reading: Reading,
): boolean {
  const text = words.join(' ')
  const [, no, word, verb, list, way] = applyPattern.exec(text) ?? []
  const family: Family = word === 'ip' ? 4 : 6
  const wanted = family === 6 && reading.dialect === 'ios' ? 'traffic-filter' : 'access-group'
  if (verb !== wanted || (no === undefined && list === undefined)) {
    if (reading.beside === 'refuse' || !isIndented) return false
    if (!isHarmless(words)) reading.commands.push({ kind: 'doubt', at, interface: name, words: text })
    return true
  }
  const binding = { at, family, interface: name, way: way as Way }
  if (no !== undefined) reading.commands.push({ kind: 'release', ...binding, name: list })
  else if (list !== undefined) reading.commands.push({ kind: 'apply', ...binding, name: list })
  return true
}
