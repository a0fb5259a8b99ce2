/** What an expression comes to. What cannot be told is a fault in the scope's list, and no value. */

import { calculate } from './calculate'
import { conform } from './conform'
import type { HclFault } from './cursor'
import { callFunction } from './functions'
import type { HclExpression, HclFor } from './syntax'
import {
  type HclValue,
  inKeyOrder,
  inOrder,
  isObject,
  isPending,
  isSequence,
  listOf,
  numberOf,
  sameValue,
  textOf,
  truthOf,
} from './value'

export interface HclScope {
  /** The value of a name and of as many of the members behind it as it takes; nothing for what is not there. */
  readonly resolve: (path: readonly string[]) => HclValue | undefined
  readonly faults: HclFault[]
}

export function evaluate(expression: HclExpression, scope: HclScope): HclValue | undefined {
  switch (expression.kind) {
    case 'literal':
      // Terraform composes letters and their accents.
      return typeof expression.value === 'string' ? expression.value.normalize('NFC') : expression.value
    case 'template':
      return evaluateTemplate(expression, scope)
    case 'list': {
      const items = evaluateAll(expression.items, scope)
      return items === undefined ? undefined : listOf(items)
    }
    case 'object':
      return evaluateObject(expression, scope)
    case 'name':
    case 'member':
    case 'index':
      return evaluateSteps(expression, scope)
    case 'call':
      return evaluateCall(expression, scope)
    case 'choice':
      return evaluateChoice(expression, scope)
    case 'unary': {
      const value = evaluate(expression.of, scope)
      if (value === undefined) return undefined
      if (expression.operator === '!') {
        const is = truth(value, expression.line, scope)
        return is === undefined ? undefined : !is
      }
      return typeof value === 'number' ? -value : fail(scope, expression.line, 'Only a number can be negative.')
    }
    case 'binary':
      return evaluateBinary(expression, scope)
    case 'for':
      return evaluateFor(expression, scope)
  }
}

function fail(scope: HclScope, line: number, message: string, isSure = false): undefined {
  scope.faults.push({ line, message, ...(isSure ? { isSure } : {}) })
  return undefined
}

/** Whichever of the two it is, it has the type of both; what is wrong with the other does not matter. */
function evaluateChoice(
  { when, then, else: otherwise, line }: Extract<HclExpression, { kind: 'choice' }>,
  scope: HclScope,
): HclValue | undefined {
  const is = truth(evaluate(when, scope), when.line, scope)
  if (is === undefined) return undefined
  const [taken, left] = is ? [then, otherwise] : [otherwise, then]
  const value = evaluate(taken, scope)
  const other = evaluate(left, { ...scope, faults: [] })
  if (value === undefined || other === undefined) return value
  const alike = conform({ value, from: taken }, { value: other, from: left })
  return alike === undefined ? fail(scope, line, 'Of which type both results are, is not told here.') : alike
}

function evaluateAll(expressions: readonly HclExpression[], scope: HclScope): readonly HclValue[] | undefined {
  const values: HclValue[] = []
  for (const expression of expressions) {
    const value = evaluate(expression, scope)
    if (value === undefined) return undefined
    values.push(value)
  }
  return values
}

function evaluateTemplate(
  { parts, line }: Extract<HclExpression, { kind: 'template' }>,
  scope: HclScope,
): HclValue | undefined {
  const [only] = parts
  if (parts.length === 1 && only !== undefined) return evaluate(only, scope)
  const values = evaluateAll(parts, scope)
  if (values === undefined) return undefined
  const pieces = values.map((value) => (isPending(value) ? '' : textOf(value)))
  if (!pieces.every((piece) => piece !== undefined))
    return fail(scope, line, 'Only text, numbers and truth values fit into a string.')
  // What is written beside it makes another text of it.
  return values.some(isPending) ? { kind: 'pending', path: '…' } : pieces.join('').normalize('NFC')
}

function evaluateObject({ fields }: Extract<HclExpression, { kind: 'object' }>, scope: HclScope): HclValue | undefined {
  const result = new Map<string, HclValue>()
  for (const field of fields) {
    const key = evaluate(field.key, scope)
    const value = evaluate(field.value, scope)
    if (key === undefined || value === undefined) return undefined
    const name = textOf(key)
    if (name === undefined) return fail(scope, field.key.line, 'A key is text.')
    result.set(name, value)
  }
  return { kind: 'object', fields: result }
}

/** `a.b["c"]`: the scope answers for the names at its beginning, members of the value for the rest. */
function evaluateSteps(expression: HclExpression, scope: HclScope): HclValue | undefined {
  const path = staticPath(expression)
  if (path !== undefined) {
    const whole = scope.resolve(path)
    if (whole !== undefined) return whole
    const isKnown = path.some((_, index) => scope.resolve(path.slice(0, index + 1)) !== undefined)
    if (!isKnown) return fail(scope, expression.line, `${describe(expression)} is not known here.`)
  }
  if (expression.kind === 'member' || expression.kind === 'index') {
    const of = evaluate(expression.of, scope)
    if (of === undefined) return undefined
    const key = expression.kind === 'member' ? expression.name : evaluate(expression.index, scope)
    if (key === undefined) return undefined
    if (isPending(of) && expression.kind === 'index')
      return fail(scope, expression.line, 'Which one this is, is known only after it is applied.')
    if (isPending(of)) return { kind: 'pending', path: `${of.path}.${textOf(key) ?? '?'}` }
    const found = stepInto(of, key)
    if (found !== undefined) return found
    return fail(scope, expression.line, `${describe(expression)} is not there.`, isMissing(of, key))
  }
  return fail(scope, expression.line, `${describe(expression)} is not known here.`)
}

function stepInto(of: HclValue, key: HclValue): HclValue | undefined {
  if (isObject(of)) return of.fields.get(textOf(key) ?? '')
  const index = numberOf(key)
  return isSequence(of) && of.kind === 'list' && index !== undefined ? of.items[index] : undefined
}

/** Whether Terraform finds nothing there either. */
function isMissing(of: HclValue, key: HclValue): boolean {
  if (isSequence(of)) return of.kind === 'list' && Number.isInteger(numberOf(key))
  return isObject(of) ? textOf(key) !== undefined : true
}

/** The names of `a.b.c`; nothing when a step is computed. */
export function staticPath(expression: HclExpression): readonly string[] | undefined {
  if (expression.kind === 'name') return [expression.name]
  if (expression.kind !== 'member') return undefined
  const path = staticPath(expression.of)
  return path === undefined ? undefined : [...path, expression.name]
}

function describe(expression: HclExpression): string {
  return `"${staticPath(expression)?.join('.') ?? 'This element'}"`
}

function truth(value: HclValue | undefined, line: number, scope: HclScope): boolean | undefined {
  if (value === undefined) return undefined
  return truthOf(value) ?? fail(scope, line, 'This is neither true nor false.')
}

function evaluateCall(
  { name, given, line }: Extract<HclExpression, { kind: 'call' }>,
  scope: HclScope,
): HclValue | undefined {
  if (name === 'try' || name === 'can') return evaluateTry(name, given, line, scope)
  const values = evaluateAll(given, scope)
  if (values === undefined) return undefined
  const called = callFunction(name, values)
  return called.ok ? called.value : fail(scope, line, called.message)
}

/** The first without a fault of its own; a fault of this reader alone says nothing about it. */
function evaluateTry(
  name: 'try' | 'can',
  given: readonly HclExpression[],
  line: number,
  scope: HclScope,
): HclValue | undefined {
  if (name === 'can' && given.length !== 1) return fail(scope, line, `"can" is given ${given.length} values.`)
  for (const expression of given) {
    const faults: HclFault[] = []
    const value = evaluate(expression, { ...scope, faults })
    if (value !== undefined) return name === 'can' ? true : value
    const [fault] = faults
    if (!faults.some(({ isSure }) => isSure)) return fail(scope, fault?.line ?? line, fault?.message ?? cannot)
  }
  return name === 'can' ? false : fail(scope, line, 'None of these has a value.', true)
}

const cannot = 'This cannot be told.'

function evaluateBinary(
  { operator, left, right, line }: Extract<HclExpression, { kind: 'binary' }>,
  scope: HclScope,
): HclValue | undefined {
  if (operator === '&&' || operator === '||') return evaluateLogic(operator, [left, right], line, scope)
  const a = evaluate(left, scope)
  if (a === undefined) return undefined
  const b = evaluate(right, scope)
  if (b === undefined) return undefined
  if (isPending(a) || isPending(b)) return fail(scope, line, 'This is known only after it is applied.')
  if (operator === '==' || operator === '!=') {
    // To Terraform a list is no tuple, and a map no object, however alike they look.
    if (isCollection(a) && isCollection(b))
      return fail(scope, line, 'Whether two collections are of one type is not told here.')
    return sameValue(a, b) === (operator === '==')
  }
  if (typeof a !== 'number' || typeof b !== 'number') return fail(scope, line, `"${operator}" wants two numbers.`)
  const result = calculate(operator, a, b)
  if (result === undefined) return fail(scope, line, 'This divides by zero.')
  return result === 'unsure' ? fail(scope, line, 'What this comes to, to its last digit, is not told here.') : result
}

/**
 * A side that fails is a fault of Terraform's up to 1.11, and from 1.12 on only where the other one does not decide alone.
 * @see https://github.com/hashicorp/hcl/pull/713
 */
function evaluateLogic(
  operator: '&&' | '||',
  given: readonly HclExpression[],
  line: number,
  scope: HclScope,
): boolean | undefined {
  const sides = given.map((expression) => {
    const faults: HclFault[] = []
    return { value: evaluate(expression, { ...scope, faults }), faults }
  })
  const isSure = sides.every(({ value, faults }) =>
    value === undefined ? faults.some((fault) => fault.isSure) : truthOf(value) === (operator === '&&'),
  )
  const failed = sides.find(({ value }) => value === undefined)
  if (failed !== undefined) {
    const [fault] = failed.faults
    return fail(scope, fault?.line ?? line, fault?.message ?? cannot, isSure)
  }
  const truths = sides.map(({ value }) => truth(value, line, scope))
  if (truths.includes(undefined)) return undefined
  return operator === '&&' ? !truths.includes(false) : truths.includes(true)
}

function isCollection(value: HclValue): boolean {
  return isSequence(value) || isObject(value)
}

function evaluateFor(loop: HclFor, scope: HclScope): HclValue | undefined {
  const over = evaluate(loop.over, scope)
  if (over === undefined) return undefined
  const entries: readonly (readonly [HclValue, HclValue])[] | undefined = isObject(over)
    ? inKeyOrder(over.fields)
    : inOrder(over)?.map((item, index) => [isSequence(over) && over.kind === 'set' ? item : index, item])
  if (entries === undefined) return fail(scope, loop.line, 'Only a list, a set or a map can be gone through.')
  const values: HclValue[] = []
  const fields = new Map<string, HclValue>()
  for (const [key, item] of entries) {
    const inner = withNames(scope, loop, key, item)
    if (loop.condition !== undefined) {
      const keep = truth(evaluate(loop.condition, inner), loop.condition.line, scope)
      if (keep === undefined) return undefined
      if (!keep) continue
    }
    const value = evaluate(loop.value, inner)
    if (value === undefined) return undefined
    if (loop.key === undefined) values.push(value)
    else {
      const name = evaluate(loop.key, inner)
      const text = name === undefined ? undefined : textOf(name)
      if (text === undefined) return fail(scope, loop.line, 'A key is text.')
      if (fields.has(text)) return fail(scope, loop.line, `The key "${text}" occurs twice.`)
      fields.set(text, value)
    }
  }
  return loop.key === undefined ? listOf(values) : { kind: 'object', fields }
}

function withNames(scope: HclScope, loop: HclFor, key: HclValue, item: HclValue): HclScope {
  const resolve = (path: readonly string[]): HclValue | undefined => {
    if (path.length === 1 && path[0] === loop.valueName) return item
    if (path.length === 1 && path[0] === loop.keyName) return key
    // A name of the loop hides one outside it, and its members are found from its value.
    return path[0] === loop.valueName || path[0] === loop.keyName ? undefined : scope.resolve(path)
  }
  return { resolve, faults: scope.faults }
}
