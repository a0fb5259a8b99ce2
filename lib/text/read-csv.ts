/**
 * Comma-separated values as PHP's `fgetcsv` reads them, which forgives almost everything: a quote that never ends takes the rest
 * of the file, what follows a closing quote is part of the cell, and a backslash keeps a quote from closing.
 * @see https://www.php.net/manual/en/function.fgetcsv.php
 */
export interface CsvRecord {
  /** Where it begins, from 1. */
  readonly line: number
  /** None on a line in which nothing stands, not even quotes. */
  readonly cells: readonly string[]
}

export function readCsv(text: string, separator: string): CsvRecord[] {
  const records: CsvRecord[] = []
  let at = 0
  let line = 1
  while (at < text.length) {
    const [start, begin] = [line, at]
    const cells: string[] = []
    let isOpen = true
    while (isOpen) {
      const cell = readCell(text, at, separator)
      cells.push(cell.value)
      line += cell.lines
      at = cell.end
      isOpen = text[at] === separator
      if (isOpen) at++
    }
    const isBlank = at === begin
    if (text[at] === '\r') at++
    if (text[at] === '\n') at++
    line++
    records.push({ line: start, cells: isBlank ? [] : cells })
  }
  return records
}

interface Cell {
  readonly value: string
  /** At the separator, the line end, or the end of the text. */
  readonly end: number
  readonly lines: number
}

function readCell(text: string, from: number, separator: string): Cell {
  let at = from
  while (/[ \t\v\f\r]/.test(text[at] ?? '') && !isLineEnd(text, at)) at++
  if (text[at] !== '"') return readPlain(text, from, separator)
  let value = ''
  let lines = 0
  at++
  for (; at < text.length; at++) {
    const sign = text[at] ?? ''
    if (sign === '"' && text[at + 1] === '"') {
      value += '"'
      at++
    } else if (sign === '"') break
    else {
      // What stands behind a backslash is part of the cell, be it a quote or another backslash.
      const taken = sign === '\\' ? text.slice(at, at + 2) : sign
      value += taken
      at += taken.length - 1
      if (taken.endsWith('\n')) lines++
    }
  }
  const rest = readPlain(text, Math.min(at + 1, text.length), separator)
  return { value: value + rest.value, end: rest.end, lines }
}

function readPlain(text: string, from: number, separator: string): Cell {
  let end = from
  while (end < text.length && text[end] !== separator && !isLineEnd(text, end)) end++
  return { value: text.slice(from, end).replace(/\r$/, ''), end, lines: 0 }
}

function isLineEnd(text: string, at: number): boolean {
  return text[at] === '\n' || (text[at] === '\r' && (text[at + 1] === '\n' || at + 1 === text.length))
}
