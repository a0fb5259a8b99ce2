/**
 * What a plain scalar means in YAML 1.2.
 * @see https://yaml.org/spec/1.2.2/#103-core-schema
 */
export type ScalarValue = string | number | boolean | null

const words = new Map<string, ScalarValue>([
  ...['', '~', 'null', 'Null', 'NULL'].map((word): [string, ScalarValue] => [word, null]),
  ...['true', 'True', 'TRUE'].map((word): [string, ScalarValue] => [word, true]),
  ...['false', 'False', 'FALSE'].map((word): [string, ScalarValue] => [word, false]),
])
const decimal = /^[-+]?(\.\d+|\d+(\.\d*)?)([eE][-+]?\d+)?$/
const hexOrOctal = /^0(x[0-9a-fA-F]+|o[0-7]+)$/
const special = /^([-+]?)\.(inf|Inf|INF)$|^\.(nan|NaN|NAN)$/

/** What a plain scalar means; text unless it has the form of another kind. */
export function resolvePlain(text: string): ScalarValue {
  const word = words.get(text)
  if (word !== undefined) return word
  const first = text.charCodeAt(0)
  // Only digits, signs and the point start a number; most scalars are told apart here.
  if (first > 57 || first < 43) return text
  if (decimal.test(text) || hexOrOctal.test(text)) {
    const value = Number(text)
    return value === 0 ? 0 : value
  }
  const match = special.exec(text)
  if (match === null) return text
  return match[3] !== undefined ? Number.NaN : match[1] === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY
}
