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
  if (isPending(a) && isPending(b)) return a.path === b.path
  return a === b
}

export function listOf(items: readonly HclValue[]): HclValue {
  return { kind: 'list', items }
}

/** Without repetition; strings in the order of their code units, as Terraform goes through them. */
export function setOf(items: readonly HclValue[]): HclValue {
  const kept: HclValue[] = []
  const seen = new Set<HclValue>()
  for (const item of items) {
    const isKnown =
      typeof item === 'object' && item !== null ? kept.some((one) => sameValue(one, item)) : seen.has(item)
    seen.add(item)
    if (!isKnown) kept.push(item)
  }
  if (kept.every((item) => typeof item === 'string')) kept.sort((a, b) => (String(a) < String(b) ? -1 : 1))
  return { kind: 'set', items: kept }
}

/** The text that a value becomes inside a string; none for what has no text. */
export function textOf(value: HclValue): string | undefined {
  if (typeof value === 'string') return value
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined
}
