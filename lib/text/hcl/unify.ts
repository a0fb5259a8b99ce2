/**
 * Values of one type, where Terraform wants them so.
 * @see https://github.com/zclconf/go-cty/blob/main/cty/convert/unify.go
 */
import { type HclValue, isObject, isPending, isSequence, listOf, setOf, textOf } from './value'

type Values = readonly HclValue[]

/**
 * Items of one type, as all but a tuple have them: numbers and truth values beside text are text, and objects with other
 * fields are maps. Nothing where there is no such type, or where it depends on what only Terraform tells apart.
 */
export function unify(items: Values): Values | undefined {
  const told = items.filter((item) => item !== null && !isPending(item))
  // What is known only later has a type already: beside an id, numbers are text.
  if (items.some(isPending) && told.some((item) => typeof item !== 'string')) return undefined
  const alike = unifyTold(told)
  if (alike === undefined || told.length === items.length) return alike
  let next = 0
  return items.map((item) => (item === null || isPending(item) ? item : (alike[next++] ?? null)))
}

function unifyTold(items: Values): Values | undefined {
  if (items.every(isObject)) return unifyObjects(items)
  if (items.every(isSequence)) return unifySequences(items)
  const kinds = new Set(items.map((item) => typeof item))
  if (kinds.has('object')) return undefined
  if (kinds.size < 2) return items
  return kinds.has('string') ? whole(items.map(textOf)) : undefined
}

function unifyObjects(objects: readonly Extract<HclValue, { kind: 'object' }>[]): Values | undefined {
  const names = [...(objects[0]?.fields.keys() ?? [])]
  const areAlike = objects.every(
    ({ fields }) => fields.size === names.length && names.every((name) => fields.has(name)),
  )
  if (!areAlike) {
    const values = unify(objects.flatMap(({ fields }) => [...fields.values()]))
    let next = 0
    return (
      values && objects.map(({ fields }) => objectOf([...fields.keys()].map((key) => [key, values[next++] ?? null])))
    )
  }
  const columns = whole(names.map((name) => unify(objects.map(({ fields }) => fields.get(name) ?? null))))
  return columns && objects.map((_, row) => objectOf(names.map((name, index) => [name, columns[index]?.[row] ?? null])))
}

function unifySequences(lists: readonly Extract<HclValue, { kind: 'list' | 'set' }>[]): Values | undefined {
  const [first] = lists
  if (lists.some(({ kind }) => kind !== first?.kind)) return undefined
  const isSet = first?.kind === 'set'
  if (isSet || lists.some(({ items }) => items.length !== first?.items.length)) {
    const values = unify(lists.flatMap(({ items }) => items))
    let next = 0
    return values && lists.map(({ items }) => (isSet ? setOf : listOf)(items.map(() => values[next++] ?? null)))
  }
  // A tuple has a type at each place, and a list one at all: where only one of them can be a list, it is not told.
  const mixed = lists.filter((list) => kindsIn(list).size > 1)
  if (mixed.length > 0 && mixed.length < lists.length) return undefined
  const columns = whole((first?.items ?? []).map((_, place) => unify(lists.map(({ items }) => items[place] ?? null))))
  return columns && lists.map((_, row) => listOf(columns.map((column) => column[row] ?? null)))
}

/** What its texts, numbers and truth values are, however deep. */
function kindsIn(value: HclValue): ReadonlySet<string> {
  if (isSequence(value)) return new Set(value.items.flatMap((item) => [...kindsIn(item)]))
  if (isObject(value)) return new Set([...value.fields.values()].flatMap((item) => [...kindsIn(item)]))
  return new Set(value === null || isPending(value) ? [] : [typeof value])
}

function objectOf(fields: readonly (readonly [string, HclValue])[]): HclValue {
  return { kind: 'object', fields: new Map(fields) }
}

function whole<T>(values: readonly (T | undefined)[]): readonly T[] | undefined {
  return values.every((value) => value !== undefined) ? values : undefined
}
