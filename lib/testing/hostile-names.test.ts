import { expect, test } from 'vitest'
import { designSchema } from '@/lib/design/design'
import { designJsonSchema } from '@/lib/design/json-schema'
import { busyDesign } from './busy-design'
import { hostileNaming, withNames } from './hostile-names'

/** What is printable text by the schema and yet no name of ours: whose it is instead. */
const others: Readonly<Record<string, string>> = {
  'addons/*': 'the catalogue: of another word there is no add-on',
  'addons/*/id': 'the catalogue',
  'accepted/*/code': 'the findings',
  'accepted/*/at': 'follows what it names, or is a place',
  'expectations/*/ask': 'a question, which follows what it names',
}

/** Every place of the schema where a person writes a text of their own, `*` for any index. */
function textPlaces(schema: unknown, place: readonly string[] = []): string[] {
  if (typeof schema !== 'object' || schema === null) return []
  const { type, pattern, properties, items, anyOf } = schema as Record<string, unknown>
  const here = type === 'string' && typeof pattern === 'string' && /\\p\{Cc\}|^\^\[a-z0-9\]/.test(pattern)
  return [
    ...(here ? [place.join('/')] : []),
    ...Object.entries(Object(properties)).flatMap(([key, part]) => textPlaces(part, [...place, key])),
    ...textPlaces(items, [...place, '*']),
    ...(Array.isArray(anyOf) ? anyOf.flatMap((part) => textPlaces(part, place)) : []),
  ]
}

function valuesAt(value: unknown, place: readonly string[]): unknown[] {
  const [step, ...rest] = place
  if (step === undefined) return [value]
  if (step === '*') return Array.isArray(value) ? value.flatMap((part) => valuesAt(part, rest)) : []
  return valuesAt(Object(value)[step], rest).filter((part) => part !== undefined)
}

const places = [...new Set(textPlaces(designJsonSchema()))].filter((place) => others[place] === undefined)

test('the schema has texts of people in many places', () => {
  expect(places).toContain('admin/*/name')
  expect(places).toContain('egress/also/*/name')
  expect(places.length).toBeGreaterThan(10)
})

test.each(places)('%s is replaced', (place) => {
  const full = designSchema.parse({
    ...busyDesign,
    listeners: busyDesign.listeners.map((entry) => ({ ...entry, owner: 'us' })),
    loadBalancerIPs: [{ name: 'web-ip', addresses: ['10.0.0.6'], ports: ['443'] }],
    overrides: busyDesign.overrides.filter(({ listener }) => listener === 'db'),
  })
  const before = valuesAt(full, place.split('/'))
  const after = valuesAt(withNames(full, hostileNaming(0)), place.split('/'))
  expect([place, before.length]).not.toEqual([place, 0])
  for (const value of before) expect(after).not.toContain(value)
})

test('what comes of it is a design', () => {
  for (let first = 0; first < 25; first++) {
    expect(designSchema.safeParse(withNames(busyDesign, hostileNaming(first))).error).toBeUndefined()
  }
})
