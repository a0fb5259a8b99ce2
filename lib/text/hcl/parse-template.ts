/** Strings in quotes: escapes, and `${…}` to fill in. */
import { type Cursor, isAtEnd, lineOf, looksAt, stop, take, takeSign, within } from './cursor'
import type { HclExpression } from './syntax'

const plain = /[^"\\$%\n]+/y
const stripping = 'Stripping blanks in a string ("~") is not read here.'
const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\' }

/** The cursor stands at the opening quote. */
export function parseTemplate(cursor: Cursor, parseInner: (cursor: Cursor) => HclExpression): HclExpression {
  const line = lineOf(cursor)
  const parts: HclExpression[] = []
  let text = ''
  const flush = (): void => {
    if (text !== '') parts.push({ kind: 'literal', value: text, line })
    text = ''
  }
  cursor.at++
  for (;;) {
    if (isAtEnd(cursor) || looksAt(cursor, '\n')) {
      stop(cursor, 'The string never ends on its line.')
      break
    }
    if (looksAt(cursor, '"')) {
      cursor.at++
      break
    }
    const run = take(cursor, plain)
    if (run !== undefined) text += run
    else if (looksAt(cursor, '$${') || looksAt(cursor, '%%{')) {
      text += cursor.text.slice(cursor.at + 1, cursor.at + 3)
      cursor.at += 3
    } else if (looksAt(cursor, '${')) {
      flush()
      cursor.at += 2
      if (looksAt(cursor, '~')) stop(cursor, stripping)
      parts.push(within(cursor, true, () => parseInner(cursor)))
      if (takeSign(cursor, '~')) stop(cursor, stripping)
      if (!takeSign(cursor, '}')) stop(cursor, 'A value to fill in never ends: "}" is missing.')
    } else if (looksAt(cursor, '%{')) stop(cursor, 'Directives in a string ("%{") are not read here.')
    else if (looksAt(cursor, '\\')) text += takeEscape(cursor)
    else text += cursor.text[cursor.at++] ?? ''
  }
  flush()
  const [only] = parts
  if (only === undefined) return { kind: 'literal', value: '', line }
  if (parts.length === 1 && only.kind === 'literal' && typeof only.value === 'string') return only
  return { kind: 'template', parts, line }
}

function takeEscape(cursor: Cursor): string {
  const sign = cursor.text[cursor.at + 1] ?? ''
  const simple = Object.hasOwn(escapes, sign) ? escapes[sign] : undefined
  if (simple !== undefined) {
    cursor.at += 2
    return simple
  }
  const digits = sign === 'u' ? 4 : sign === 'U' ? 8 : 0
  const code = cursor.text.slice(cursor.at + 2, cursor.at + 2 + digits)
  if (!/^[0-9a-fA-F]+$/.test(code) || code.length < digits || Number.parseInt(code, 16) > 0x10ffff) {
    stop(cursor, `"\\${sign}" is no escape.`)
    return ''
  }
  cursor.at += 2 + digits
  return String.fromCodePoint(Number.parseInt(code, 16))
}
