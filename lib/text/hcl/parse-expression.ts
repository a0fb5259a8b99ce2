/** Expressions of HCL: precedence from the loosest to the tightest. */
import {
  below,
  type Cursor,
  expectSign,
  isAtEnd,
  lineOf,
  looksAt,
  skip,
  stop,
  take,
  takeIdentifier,
  takeSign,
  within,
} from './cursor'
import { parseTemplate } from './parse-template'
import type { HclExpression, HclField, HclFor, HclOperator } from './syntax'
import { sureNumber } from './value'

const nothing = (line: number): HclExpression => ({ kind: 'literal', value: null, line })

export function parseExpression(cursor: Cursor): HclExpression {
  return below(cursor, () => parseChoice(cursor))
}

function parseChoice(cursor: Cursor): HclExpression {
  const line = startLine(cursor)
  const when = parseBinary(cursor, 0)
  if (!takeSign(cursor, '?')) return when
  const then = parseExpression(cursor)
  expectSign(cursor, ':')
  return { kind: 'choice', when, then, else: parseExpression(cursor), line }
}

function startLine(cursor: Cursor): number {
  skip(cursor)
  return lineOf(cursor)
}

/** A string without anything to fill in: a label. */
export function parsePlainString(cursor: Cursor): string | undefined {
  const string = parseTemplate(cursor, parseExpression)
  if (string.kind === 'literal' && typeof string.value === 'string') return string.value
  stop(cursor, 'A label cannot be computed.')
  return undefined
}

/** From the loosest to the tightest; of two that begin alike the longer first. */
const operators: readonly (readonly HclOperator[])[] = [
  ['||'],
  ['&&'],
  ['==', '!='],
  ['<=', '>=', '<', '>'],
  ['+', '-'],
  ['*', '/', '%'],
]
const signs = operators.flatMap((some, level) => some.map((sign) => ({ sign, level })))
const firstOfSign = /[|&=!<>+\-*/%]/

/** Takes operators of the level and tighter ones; what stands behind one takes tighter ones alone. */
function parseBinary(cursor: Cursor, level: number): HclExpression {
  const line = startLine(cursor)
  let left = parseUnary(cursor)
  for (;;) {
    skip(cursor)
    if (isAtEnd(cursor) || !firstOfSign.test(cursor.text[cursor.at] ?? '')) return left
    const found = signs.find(({ sign }) => looksAt(cursor, sign))
    if (found === undefined || found.level < level) return left
    cursor.at += found.sign.length
    left = { kind: 'binary', operator: found.sign, left, right: parseBinary(cursor, found.level + 1), line }
  }
}

function parseUnary(cursor: Cursor): HclExpression {
  const line = startLine(cursor)
  for (const operator of ['!', '-'] as const) {
    if (!looksAt(cursor, operator)) continue
    cursor.at++
    const of = below(cursor, () => parseUnary(cursor))
    if (operator === '-' && of.kind === 'literal' && typeof of.value === 'number') return { ...of, value: -of.value }
    return { kind: 'unary', operator, of, line }
  }
  return parseSteps(cursor, parsePrimary(cursor))
}

/** No value is nested deeper. */
const mostSteps = 60

/** `.name` and `[index]` after a value. */
function parseSteps(cursor: Cursor, first: HclExpression): HclExpression {
  let result = first
  for (let steps = 0; ; steps++) {
    const line = lineOf(cursor)
    if (steps > mostSteps) stop(cursor, 'This is nested too deeply.')
    if (looksAt(cursor, '.') && !looksAt(cursor, '...')) {
      cursor.at++
      const name = takeIdentifier(cursor)
      if (name === undefined) stop(cursor, 'A name is missing after the dot.')
      result = { kind: 'member', of: result, name: name ?? '', line }
    } else if (looksAt(cursor, '[')) {
      cursor.at++
      const index = within(cursor, true, () => parseExpression(cursor))
      expectSign(cursor, ']')
      result = { kind: 'index', of: result, index, line }
    } else return result
  }
}

const number = /(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y

function parsePrimary(cursor: Cursor): HclExpression {
  const line = startLine(cursor)
  const next = cursor.text[cursor.at]
  if (next === '"') return parseTemplate(cursor, parseExpression)
  if (next === '[') return parseList(cursor, line)
  if (next === '{') return parseObject(cursor, line)
  if (next === '(') {
    cursor.at++
    const inner = within(cursor, true, () => parseExpression(cursor))
    expectSign(cursor, ')')
    return inner
  }
  const digits = take(cursor, number)
  if (digits !== undefined) {
    // `10.0.0.0/16` without quotes is no number with something behind it.
    if (/[\w.]/.test(cursor.text[cursor.at] ?? '')) stop(cursor, 'This is no number: text stands in quotes.')
    const value = sureNumber(digits)
    if (value === undefined) stop(cursor, 'This number has more digits than are told apart here.')
    return { kind: 'literal', value: value ?? 0, line }
  }
  const name = takeIdentifier(cursor)
  if (name === undefined) {
    stop(cursor, looksAt(cursor, '<<') ? 'Text blocks (<<) are not read here.' : 'A value is missing here.')
    return nothing(line)
  }
  if (name === 'true' || name === 'false') return { kind: 'literal', value: name === 'true', line }
  if (name === 'null') return { kind: 'literal', value: null, line }
  if (looksAt(cursor, '(')) return parseCall(cursor, name, line)
  return { kind: 'name', name, line }
}

function parseCall(cursor: Cursor, name: string, line: number): HclExpression {
  cursor.at++
  const given = within(cursor, true, () => parseItems(cursor, ')'))
  return { kind: 'call', name, given, line }
}

function parseItems(cursor: Cursor, end: ')' | ']'): HclExpression[] {
  const items: HclExpression[] = []
  while (!takeSign(cursor, end)) {
    items.push(parseExpression(cursor))
    if (!takeSign(cursor, ',')) {
      expectSign(cursor, end)
      break
    }
  }
  return items
}

function parseList(cursor: Cursor, line: number): HclExpression {
  cursor.at++
  return within(cursor, true, () => {
    if (startsFor(cursor)) return parseFor(cursor, ']', line)
    return { kind: 'list', items: parseItems(cursor, ']'), line }
  })
}

function startsFor(cursor: Cursor): boolean {
  skip(cursor, true)
  return /^for\s/.test(cursor.text.slice(cursor.at, cursor.at + 4))
}

function parseObject(cursor: Cursor, line: number): HclExpression {
  cursor.at++
  if (startsFor(cursor)) return within(cursor, true, () => parseFor(cursor, '}', line))
  const fields: HclField[] = []
  within(cursor, false, () => {
    for (;;) {
      skip(cursor, true)
      if (takeSign(cursor, '}')) return
      if (isAtEnd(cursor)) {
        stop(cursor, '"}" is missing.')
        return
      }
      const key = parseKey(cursor)
      if (!takeSign(cursor, '=')) expectSign(cursor, ':')
      fields.push({ ...key, value: parseExpression(cursor) })
      skip(cursor)
      if (!takeSign(cursor, ',') && !looksAt(cursor, '\n') && !looksAt(cursor, '}')) {
        stop(cursor, 'Something follows here that was not understood.')
      }
    }
  })
  return { kind: 'object', fields, line }
}

/** A bare word before `=` is a name, and in brackets a reference. */
function parseKey(cursor: Cursor): Omit<HclField, 'value'> {
  skip(cursor)
  const isWrapped = looksAt(cursor, '(')
  const key = parseUnary(cursor)
  if (isWrapped) return { key, isWord: false }
  if (key.kind === 'member') stop(cursor, 'A key that is worked out stands in brackets.')
  if (key.kind !== 'name') return { key, isWord: false }
  return { key: { kind: 'literal', value: key.name, line: key.line }, isWord: true }
}

function parseFor(cursor: Cursor, end: ']' | '}', line: number): HclFor {
  takeIdentifier(cursor)
  const first = takeIdentifier(cursor) ?? ''
  const second = takeSign(cursor, ',') ? takeIdentifier(cursor) : undefined
  if (takeIdentifier(cursor) !== 'in') stop(cursor, '"in" is missing.')
  const over = parseExpression(cursor)
  expectSign(cursor, ':')
  let value = parseExpression(cursor)
  let key: HclExpression | undefined
  if (end === '}') {
    expectSign(cursor, '=>')
    key = value
    value = parseExpression(cursor)
  }
  skip(cursor)
  const hasCondition = /^if\b/.test(cursor.text.slice(cursor.at, cursor.at + 3))
  if (hasCondition) takeIdentifier(cursor)
  const condition = hasCondition ? parseExpression(cursor) : undefined
  expectSign(cursor, end)
  const keyName = second === undefined ? undefined : first
  return { kind: 'for', keyName, valueName: second ?? first, over, key, value, condition, line }
}
