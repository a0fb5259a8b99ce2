/** Files with statements taken out of them, to see whether these are the ones that decide. */
import type { Packet } from '@/lib/net/packet'
import type { Point } from '@/lib/site/point'
import type { FileSet, Statement } from '@/lib/targets/target'
import { modelOf, type Subject } from './subject'

type Box = Pick<Subject, 'filter' | 'site' | 'files'>

/** The files without the lines; line numbers of the rest stay, since lines are emptied rather than cut. */
function withoutLines(files: FileSet, statements: readonly Statement[]): FileSet {
  return files.map((file) => {
    const lines = new Set(statements.filter((statement) => statement.file === file.path).map(({ line }) => line))
    const text = file.text.split('\n')
    return { ...file, text: text.map((line, index) => (lines.has(index + 1) ? '' : line)).join('\n') }
  })
}

/**
 * Each statement as the lines to take away: its own line, or the innermost braces around it, or the block around it
 * where less leaves nothing that the product reads. Those that cannot go at all are left out.
 */
export function piecesOf(subject: Box, statements: readonly Statement[]): Statement[][] {
  return statements.flatMap((statement) => {
    if (statement.beside === true) return []
    const choices = [[statement], bracesAround(subject.files, statement), blockAround(subject.files, statement)]
    const removable = choices.find((lines) => modelOf(subject, withoutLines(subject.files, lines)) !== undefined)
    return removable === undefined ? [] : [removable]
  })
}

/** From the last line before it that opens a block, further left, to the one that closes it; itself where there is none. */
function bracesAround(files: FileSet, { file, line }: Statement): Statement[] {
  const text = files.find(({ path }) => path === file)?.text.split('\n') ?? []
  const indentAt = (index: number): number => /^ */.exec(text[index] ?? '')?.[0].length ?? 0
  const opens = (index: number): boolean => /^ *\w+ \{$/.test(text[index] ?? '') && indentAt(index) < indentAt(line - 1)
  let first = line - 1
  while (first >= 0 && !opens(first)) first--
  const last = text.findIndex((one, index) => index >= line && one === `${' '.repeat(indentAt(first))}}`)
  if (first < 0 || last < 0) return [{ file, line }]
  return Array.from({ length: last - first + 1 }, (_, index) => ({ file, line: first + index + 1 }))
}

/** From the last line at the margin before it to the next one that ends there. */
function blockAround(files: FileSet, { file, line }: Statement): Statement[] {
  const text = files.find(({ path }) => path === file)?.text.split('\n') ?? []
  const atMargin = (index: number): boolean => /^\S/.test(text[index] ?? '')
  let first = line - 1
  while (first > 0 && !atMargin(first)) first--
  let last = line - 1
  while (last < text.length - 1 && (last === first || !atMargin(last))) last++
  return Array.from({ length: last - first + 1 }, (_, index) => ({ file, line: first + index + 1 }))
}

/** What is decided without these lines; `unread` where the rest cannot be read. */
export function verdictWithout(
  subject: Box,
  point: Point,
  packet: Packet,
  removed: readonly Statement[],
): 'allow' | 'deny' | 'unread' {
  const model = modelOf(subject, withoutLines(subject.files, removed))
  return model === undefined ? 'unread' : subject.filter.decide(model, point, subject.site, packet).verdict
}
