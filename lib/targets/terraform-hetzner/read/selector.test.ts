import { describe, expect, test } from 'vitest'
import { parseSelector } from './selector'

describe('a selector means', () => {
  test.each<[string, string]>([
    ['cluster=prod', 'cluster one of prod'],
    ['cluster==prod , role!=worker', 'cluster one of prod; role none of worker'],
    ['cluster,!role', 'cluster there ; role missing '],
    ['role in (a, b),cluster notin (c)', 'role one of a|b; cluster none of c'],
    ['a.b/c=', 'a.b/c one of '],
  ])('%s', (text, want) => {
    const said = parseSelector(text)?.map(({ key, is, values }) => `${key} ${is} ${values.join('|')}`)
    expect(said?.join('; ')).toBe(want)
  })
})

test.each([[''], ['='], ['a=b=c'], ['a in b'], ['a in (b'], ['a,,b'], ['-a'], ['a=b c'], ['!'], ['a=(b)']])(
  '%j is none',
  (text) => {
    expect(parseSelector(text)).toBeUndefined()
  },
)
