/**
 * Label selectors: `key=value`, `key!=value`, `key`, `!key`, `key in (a,b)`, `key notin (a,b)`, all of them to hold.
 * @see https://docs.hetzner.cloud/reference/cloud#label-selector
 */
import type { Requirement, Selector } from '../model'

const word = /[A-Za-z0-9]([A-Za-z0-9._/-]*[A-Za-z0-9])?/.source
const value = new RegExp(`^(${word})?$`)
const one = new RegExp(
  `^(?:(?<missing>!)?(?<key>${word})|(?<left>${word})\\s*(?<sign>==?|!=)\\s*(?<right>[^\\s()=!]*)|(?<name>${word})\\s+(?<set>in|notin)\\s*\\((?<list>[^()]*)\\))$`,
)

/** Nothing where it is none. */
export function parseSelector(text: string): Selector | undefined {
  // A comma inside brackets belongs to a list.
  const parts = text.split(/,(?![^()]*\))/).map((part) => part.trim())
  const requirements = parts.map(parseOne)
  return requirements.every((requirement) => requirement !== undefined) ? requirements : undefined
}

function parseOne(text: string): Requirement | undefined {
  const { missing, key, left, sign, right = '', name, set, list = '' } = one.exec(text)?.groups ?? {}
  if (key !== undefined) return { key, is: missing === undefined ? 'there' : 'missing', values: [] }
  if (left !== undefined) return require(left, sign === '!=' ? 'none of' : 'one of', [right])
  if (name === undefined) return undefined
  const values = list.split(',').map((item) => item.trim())
  return require(name, set === 'in' ? 'one of' : 'none of', values)
}

function require(key: string, is: Requirement['is'], values: readonly string[]): Requirement | undefined {
  return values.every((text) => value.test(text)) ? { key, is, values } : undefined
}
