import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { arbitraryDesign } from '@/lib/testing/arbitrary-design'
import { checkProperty } from '@/lib/testing/property'
import { sampleCount } from '@/lib/testing/samples'
import { type Design, designSchema } from './design'
import { readDesign, readDesignValue } from './read-design'
import { designJson, writeDesign } from './write-design'

const small = {
  version: 1,
  name: 'x',
  subnets: [{ name: 'control', cidrs: ['10.0.0.0/24'] }],
  nodes: [{ name: 'cp-1', role: 'controlplane', subnet: 'control' }],
} as const

test('writes only what does not go without saying', () => {
  expect(writeDesign(designSchema.parse(small))).toBe(
    `# yaml-language-server: $schema=schema/design.v1.schema.json
version: 1
name: x
subnets:
  - { name: control, cidrs: [10.0.0.0/24] }
nodes:
  - { name: cp-1, role: controlplane, subnet: control }
`,
  )
})

test('writes settings on a line, entries on a line each, and quotes what readers differ about', () => {
  const design = designSchema.parse({
    ...small,
    talos: { version: '1.10', discovery: false },
    clusterCIDRs: ['10.0.0.0/16', '2001:db8::/32'],
    admin: [{ name: 'no', cidr: '192.0.2.0/24', until: '2027-06-30' }],
    listeners: [{ name: 'a: b', on: ['cp-1'], ports: [80, '443'], from: ['cidr:192.0.2.0/24'] }],
    addons: ['hubble', { id: 'metallb', mode: 'l2' }],
    egress: { mode: 'restricted', dns: ['10.0.0.53'] },
    targets: { pfsense: { interfaces: { control: 'opt1' } }, talos: {} },
  })
  expect(writeDesign(design)).toBe(
    `# yaml-language-server: $schema=schema/design.v1.schema.json
version: 1
name: x
talos: { version: "1.10", discovery: false }
clusterCIDRs: [10.0.0.0/16, "2001:db8::/32"]
admin:
  - { name: "no", cidr: 192.0.2.0/24, until: "2027-06-30" }
subnets:
  - { name: control, cidrs: [10.0.0.0/24] }
nodes:
  - { name: cp-1, role: controlplane, subnet: control }
addons:
  - hubble
  - { id: metallb, mode: l2 }
listeners:
  - { name: "a: b", on: [cp-1], ports: ["80", "443"], from: ["cidr:192.0.2.0/24"] }
egress: { mode: restricted, dns: [10.0.0.53] }
targets:
  pfsense: { interfaces: { control: opt1 } }
  talos: {}
`,
  )
})

test('an empty list that is no default is written', () => {
  const design = designSchema.parse({
    ...small,
    targets: {},
    nodePorts: { from: [], on: [] },
    admin: [{ name: 'a', cidr: '192.0.2.0/24', may: [] }],
  })
  const back = readDesign(writeDesign(design))
  expect(back).toMatchObject({
    ok: true,
    value: { targets: {}, nodePorts: { from: [], on: [] }, admin: [{ may: [] }] },
  })
})

const examples = readdirSync('public/examples').map((file): [string, Design] => [
  file,
  designSchema.parse(parse(readFileSync(`public/examples/${file}`, 'utf8'))),
])

test.each(examples)('%s comes back from its text and from its JSON', (_, design) => {
  expect(readDesign(writeDesign(design))).toStrictEqual({ ok: true, value: design, problems: [] })
  expect(readDesignValue(designJson(design))).toStrictEqual({ ok: true, value: design, problems: [] })
})

test('random designs come back, and the order of keys makes no difference', () => {
  checkProperty(arbitraryDesign(), sampleCount(150, 5_000), (design) => {
    const text = writeDesign(design)
    expect(readDesign(text)).toStrictEqual({ ok: true, value: design, problems: [] })
    const reversed = designSchema.parse(reverseKeys(design))
    expect(writeDesign(reversed)).toBe(text)
    expect(JSON.stringify(designJson(reversed))).toBe(JSON.stringify(designJson(design)))
    expect(readDesignValue(JSON.parse(JSON.stringify(designJson(design))))).toStrictEqual({
      ok: true,
      value: design,
      problems: [],
    })
  })
})

function reverseKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reverseKeys)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, entry]) => [key, reverseKeys(entry)]),
  )
}
