/**
 * The functions of Terraform that files about addresses and switches use.
 * @see https://developer.hashicorp.com/terraform/language/functions
 */
import { unify } from './unify'
import {
  type HclValue,
  holdsPending,
  inKeyOrder,
  inOrder,
  isObject,
  isPending,
  isSequence,
  listOf,
  numberOf,
  sameValue,
  setOf,
  textOf,
  truthOf,
} from './value'

export type HclCalled =
  | { readonly ok: true; readonly value: HclValue }
  | { readonly ok: false; readonly message: string }

type HclFunction = (given: readonly HclValue[]) => HclValue | undefined

function itemsOf(value: HclValue | undefined): readonly HclValue[] | undefined {
  return value === undefined ? undefined : inOrder(value)
}

function allItems(given: readonly HclValue[]): (readonly HclValue[])[] | undefined {
  const lists = given.map(itemsOf)
  return lists.every((list) => list !== undefined) ? lists : undefined
}

/** Of a list, a set or a tuple, all of one type. */
function alikeOf(value: HclValue | undefined): readonly HclValue[] | undefined {
  const items = itemsOf(value)
  return items === undefined ? undefined : unify(items)
}

/** Each of them, with items of one type throughout. */
function alikeLists(given: readonly HclValue[]): (readonly HclValue[])[] | undefined {
  const lists = allItems(given)
  const items = lists === undefined ? undefined : unify(lists.flat())
  if (lists === undefined || items === undefined) return undefined
  return lists.map((list, index) => {
    const start = lists.slice(0, index).reduce((sum, { length }) => sum + length, 0)
    return items.slice(start, start + list.length)
  })
}

function truthsOf(value: HclValue | undefined): (boolean | null)[] | undefined {
  const truths = itemsOf(value)?.map((item) => (item === null ? null : truthOf(item)))
  return truths?.every((truth) => truth !== undefined) === true ? truths : undefined
}

/** As Go maps letters, one to one; of one that becomes several it is not told. */
function recased(text: string, recase: (letter: string) => string): string | undefined {
  const letters = [...text].map(recase)
  return letters.every((letter) => [...letter].length === 1) ? letters.join('') : undefined
}

/** Terraform counts what is seen as one letter; where that is not one character each, it is not told. */
function lengthOf(text: string): number | undefined {
  const { length } = [...text]
  return [...new Intl.Segmenter('en').segment(text)].length === length ? length : undefined
}

function isIn(list: readonly HclValue[], value: HclValue): boolean {
  return list.some((item) => sameValue(item, value))
}

function ofTexts(make: (...texts: string[]) => HclValue | undefined): HclFunction {
  return (given) => {
    const texts = given.map(textOf)
    return texts.every((text) => text !== undefined) ? make(...texts) : undefined
  }
}

function ofSets(keep: (item: HclValue, others: readonly (readonly HclValue[])[]) => boolean): HclFunction {
  return (given) => {
    const [first, ...others] = alikeLists(given) ?? []
    return first === undefined ? undefined : setOf(first.filter((item) => keep(item, others)))
  }
}

/** What is in it, however deep. */
function flatten(value: HclValue): readonly HclValue[] | undefined {
  if (!isSequence(value)) return [value]
  const parts = inOrder(value)?.map(flatten) ?? [undefined]
  return parts.every((part) => part !== undefined) ? parts.flat() : undefined
}

const functions: Readonly<
  Record<string, { readonly least: number; readonly most: number; readonly call: HclFunction }>
> = {
  alltrue: one(([list]) => truthsOf(list)?.every((item) => item === true)),
  anytrue: one(([list]) => truthsOf(list)?.some((item) => item === true)),
  coalesce: many((given) => unify(given)?.find((value) => value !== null && value !== '')),
  compact: one(([list]) => {
    const items = itemsOf(list)?.map((item) => (item === null ? '' : textOf(item)))
    return items?.every((item) => item !== undefined) === true ? listOf(items.filter((item) => item !== '')) : undefined
  }),
  concat: many((given) => {
    const lists = given.flatMap((list) => (isSequence(list) && list.kind === 'list' ? [list.items] : []))
    return lists.length < given.length ? undefined : listOf(lists.flat())
  }),
  contains: two(([list, value]) => {
    const items = itemsOf(list)
    return items === undefined || value === undefined ? undefined : isIn(items, value)
  }),
  distinct: one(([list]) => {
    const items = alikeOf(list)
    if (items === undefined) return undefined
    return listOf(items.filter((item, index) => items.findIndex((other) => sameValue(item, other)) === index))
  }),
  endswith: two(ofTexts((text, end) => text.endsWith(end ?? ''))),
  flatten: one(([list]) => {
    const items = list !== undefined && isSequence(list) ? flatten(list) : undefined
    return items === undefined ? undefined : listOf(items)
  }),
  keys: one(([map]) =>
    map !== undefined && isObject(map) ? listOf(inKeyOrder(map.fields).map(([key]) => key)) : undefined,
  ),
  length: one(([value]) =>
    value !== undefined && isObject(value)
      ? value.fields.size
      : typeof value === 'string'
        ? lengthOf(value)
        : itemsOf(value)?.length,
  ),
  lower: one(ofTexts((text) => recased(text ?? '', (letter) => letter.toLowerCase()))),
  merge: many((given) => {
    const fields = new Map<string, HclValue>()
    for (const map of given) {
      if (map === null) continue
      if (!isObject(map)) return undefined
      for (const [key, value] of map.fields) fields.set(key, value)
    }
    return { kind: 'object', fields }
  }),
  setintersection: many(ofSets((item, others) => others.every((list) => isIn(list, item)))),
  setsubtract: two(ofSets((item, others) => others.every((list) => !isIn(list, item)))),
  setunion: many((given) => {
    const lists = alikeLists(given)
    return lists === undefined ? undefined : setOf(lists.flat())
  }),
  startswith: two(ofTexts((text, start) => text.startsWith(start ?? ''))),
  strcontains: two(ofTexts((text, part) => text.includes(part ?? ''))),
  tobool: one(([value]) => (value === undefined ? undefined : truthOf(value))),
  tolist: one(([list]) => {
    const items = alikeOf(list)
    return items === undefined ? undefined : listOf(items)
  }),
  tomap: one(([map]) => {
    const values = map !== undefined && isObject(map) ? unify([...map.fields.values()]) : undefined
    if (map === undefined || !isObject(map) || values === undefined) return undefined
    return { kind: 'object', fields: new Map([...map.fields.keys()].map((key, index) => [key, values[index] ?? null])) }
  }),
  tonumber: one(([value]) => (value === undefined ? undefined : numberOf(value))),
  toset: one(([list]) => {
    const items = alikeOf(list)
    return items === undefined ? undefined : setOf(items)
  }),
  tostring: one(([value]) => (value === undefined ? undefined : textOf(value))),
  trimspace: one(ofTexts((text) => (text ?? '').trim())),
  upper: one(ofTexts((text) => recased(text ?? '', (letter) => letter.toUpperCase()))),
  values: one(([map]) =>
    map !== undefined && isObject(map) ? listOf(inKeyOrder(map.fields).map(([, value]) => value)) : undefined,
  ),
}

function one(call: HclFunction) {
  return { least: 1, most: 1, call }
}

function two(call: HclFunction) {
  return { least: 2, most: 2, call }
}

function many(call: HclFunction) {
  return { least: 1, most: Number.POSITIVE_INFINITY, call }
}

/** What chooses takes a null; the rest refuses it here. */
const takingNull = new Set(['coalesce', 'merge'])
/** Those that only arrange what they are given. */
const passingOn = new Set(['concat', 'flatten', 'keys', 'length', 'merge', 'tolist', 'tomap', 'values'])

export function callFunction(name: string, given: readonly HclValue[]): HclCalled {
  const known = Object.hasOwn(functions, name) ? functions[name] : undefined
  if (known === undefined) return { ok: false, message: `The function "${name}" is not read here.` }
  if (given.length < known.least || given.length > known.most) {
    return { ok: false, message: `"${name}" is given ${given.length} values.` }
  }
  if (given.includes(null) && !takingNull.has(name)) return { ok: false, message: `"${name}" is given nothing (null).` }
  // What is known only later may be passed on, but nothing can be decided by it.
  if (given.some(passingOn.has(name) ? isPending : holdsPending))
    return { ok: false, message: `"${name}" is given what is known only after it is applied.` }
  const value = known.call(given)
  return value === undefined ? { ok: false, message: `"${name}" cannot take these values.` } : { ok: true, value }
}
