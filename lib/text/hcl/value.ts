/** What an expression comes to. Terraform's sets are lists without repetition, sorted; maps and objects are one here. */
export type HclValue =
  | string
  | number
  | boolean
  | null
  | { readonly kind: 'list' | 'set'; readonly items: readonly HclValue[] }
  | { readonly kind: 'object'; readonly fields: ReadonlyMap<string, HclValue> }
  /** Known only once the configuration is applied, like the id of a resource. */
  | { readonly kind: 'pending'; readonly path: string }

export function isSequence(value: HclValue): value is Extract<HclValue, { kind: 'list' | 'set' }> {
  return typeof value === 'object' && value !== null && (value.kind === 'list' || value.kind === 'set')
}

export function isObject(value: HclValue): value is Extract<HclValue, { kind: 'object' }> {
  return typeof value === 'object' && value !== null && value.kind === 'object'
}

export function isPending(value: HclValue): value is Extract<HclValue, { kind: 'pending' }> {
  return typeof value === 'object' && value !== null && value.kind === 'pending'
}

export function sameValue(a: HclValue, b: HclValue): boolean {
  if (isSequence(a) && isSequence(b)) {
    return (
      a.kind === b.kind &&
      a.items.length === b.items.length &&
      a.items.every((item, i) => sameValue(item, b.items[i] ?? null))
    )
  }
  if (isObject(a) && isObject(b)) {
    return (
      a.fields.size === b.fields.size &&
      [...a.fields].every(([key, value]) => b.fields.has(key) && sameValue(value, b.fields.get(key) ?? null))
    )
  }
  return a === b
}

/** Whether something in it is known only once the configuration is applied. */
export function holdsPending(value: HclValue): boolean {
  if (isPending(value)) return true
  if (isSequence(value)) return value.items.some(holdsPending)
  return isObject(value) && [...value.fields.values()].some(holdsPending)
}

/** As Terraform goes through a map, however it is written. */
export function inKeyOrder(fields: ReadonlyMap<string, HclValue>): readonly (readonly [string, HclValue])[] {
  return [...fields].sort(([a], [b]) => (a < b ? -1 : 1))
}

export function listOf(items: readonly HclValue[]): HclValue {
  return { kind: 'list', items }
}

/** Without repetition, in the order in which Terraform goes through it; of lists and maps in a set, see `inOrder`. */
export function setOf(items: readonly HclValue[]): HclValue {
  const kept: HclValue[] = []
  const seen = new Set<HclValue>()
  for (const item of items) {
    const isKnown =
      typeof item === 'object' && item !== null ? kept.some((one) => sameValue(one, item)) : seen.has(item)
    seen.add(item)
    if (!isKnown) kept.push(item)
  }
  return { kind: 'set', items: kept.sort(compareItems) }
}

/**
 * Of one type: texts and numbers rise, false comes before true, and null comes last.
 * @see https://github.com/zclconf/go-cty/blob/main/cty/set_internals.go
 */
function compareItems(a: HclValue, b: HclValue): number {
  if (a === null || b === null) return a === null ? 1 : -1
  if (typeof a === 'string' && typeof b === 'string') return a < b ? -1 : 1
  return Number(a) - Number(b)
}

/** Items of a list or a set as Terraform goes through them; nothing where it has an order of its own, as of lists in a set. */
export function inOrder(value: HclValue): readonly HclValue[] | undefined {
  if (!isSequence(value)) return undefined
  const hasOrder = value.kind === 'list' || value.items.length < 2
  return hasOrder || value.items.every((item) => item === null || typeof item !== 'object') ? value.items : undefined
}

/** Digits of a number that are the same in our arithmetic and in Terraform's, which has many more. */
const sureDigits = 15

/** The text that a value becomes inside a string; none for what has no text, or of which we cannot tell the last digits. */
export function textOf(value: HclValue): string | undefined {
  if (typeof value === 'string') return value
  if (typeof value === 'boolean') return String(value)
  if (typeof value !== 'number') return undefined
  const text = String(value)
  return /e/.test(text) || text.replaceAll(/\D/g, '').length > sureDigits ? undefined : text
}

/** The number that a value is or, as text of it, becomes; none where we cannot tell the last digits. */
export function numberOf(value: HclValue): number | undefined {
  if (typeof value === 'number') return value
  return typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value) ? sureNumber(value) : undefined
}

/** Of digits, in a text or not; none of more than we can tell apart. */
export function sureNumber(digits: string): number | undefined {
  const number = Number(digits)
  const isSure = Number.isFinite(number) && digits.replace(/e.*$/i, '').replaceAll(/\D/g, '').length <= sureDigits
  return isSure ? number : undefined
}

/** The truth value that a value is or, as text of it, becomes. */
export function truthOf(value: HclValue): boolean | undefined {
  return value === true || value === 'true' ? true : value === false || value === 'false' ? false : undefined
}
