/** The same value with every list in it reversed, at every depth. */
export function reverseLists<T>(value: T): T {
  if (Array.isArray(value)) return value.map((item: unknown) => reverseLists(item)).reverse() as T
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, reverseLists(item as unknown)])) as T
  }
  return value
}
