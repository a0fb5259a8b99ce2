/**
 * The options of a target while one design becomes another: networks and machines that either of them names are behind the
 * box until the last step, or its files would let go of machines that still run.
 */

type Fields = Readonly<Record<string, unknown>>

/** Of what only one can be, that of the new design. Both are options of one target, as its schema read them. */
export function unionOptions(before: unknown, after: unknown): unknown {
  return isFields(before) && isFields(after) ? unionFields(before, after) : after
}

function unionFields(before: Fields, after: Fields): Fields {
  const keys = [...new Set([...Object.keys(after), ...Object.keys(before)])]
  return Object.fromEntries(keys.map((key) => [key, unionValues(key, before, after)] as const))
}

function unionValues(key: string, before: Fields, after: Fields): unknown {
  const [old, now] = [before, after].map((fields) => (Object.hasOwn(fields, key) ? fields[key] : undefined))
  if (isFields(old) && isFields(now)) return unionFields(old, now)
  if (Array.isArray(old) && Array.isArray(now)) return [...new Set([...now, ...old])]
  // A list that is left out is of all there is.
  if (now === undefined) return Array.isArray(old) ? undefined : old
  return old === undefined && Array.isArray(now) ? undefined : now
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
