import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { hostileLabels, hostileTexts } from '@/lib/testing/arbitrary-text'
import { sampleCount } from '@/lib/testing/samples'
import { writeYaml, yamlString } from './write-yaml'
import { readYaml, yamlValue } from './yaml'

test.each<[string, string]>([
  ['worker', 'worker'],
  ['OIDC in front', 'OIDC in front'],
  ['10.0.0.0/24', '10.0.0.0/24'],
  ['10.0.0.10-10.0.0.49', '10.0.0.10-10.0.0.49'],
  ['1.13', '"1.13"'],
  ['5432', '"5432"'],
  ['22:22', '"22:22"'],
  ['2027-06-30', '"2027-06-30"'],
  ['No', '"No"'],
  ['0x1f', '"0x1f"'],
  ['1e3', '"1e3"'],
  ['2001:db8::/64', '"2001:db8::/64"'],
  ['', '""'],
  ['a\u2028b\u0085"\\', '"a\\u2028b\\u0085\\"\\\\"'],
  ['\u{E0001}', '"\\U000E0001"'],
])('writes %j as %s', (text, want) => {
  expect(yamlString(text)).toBe(want)
})

test('writes lists of maps, comments and inline parts', () => {
  const value = { a: [{ b: 1, c: [] }, { d: { e: null } }], f: { g: true }, h: undefined, i: [['x'], 'y'] }
  const text = writeYaml(value, {
    inline: (path) => path[0] === 'f',
    comment: (path) => (path.length === 1 ? [`about ${path[0]}`] : []),
  })
  expect(text).toBe(
    '# about a\na:\n  - b: 1\n    c: []\n  - d:\n      e: null\n# about f\nf: { g: true }\n# about i\ni:\n  - - x\n  - "y"\n',
  )
})

const strings = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.constantFrom(...hostileTexts, ...hostileLabels))
const { tree } = fc.letrec((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small' },
    strings,
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => (value === 0 ? 0 : value)),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('tree'), { maxLength: 4 }),
    fc.dictionary(strings, tie('tree'), { maxKeys: 4 }),
  ),
}))

test('is read back alike by us and by readers of both versions', () => {
  fc.assert(
    fc.property(tree, fc.nat({ max: 4 }), (value, depth) => {
      const text = writeYaml(value, { inline: (path) => path.length >= depth })
      const reading = readYaml(text)
      expect(reading.ok ? reading.documents.map(yamlValue) : reading).toEqual([value])
      expect(parse(text)).toEqual(value)
      expect(parse(text, { version: '1.1' })).toEqual(value)
    }),
    { numRuns: sampleCount(2_000, 50_000) },
  )
})
