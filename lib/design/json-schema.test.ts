import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { designSchema } from './design'
import { designJsonSchema } from './json-schema'
import { valueAt } from './path'
import { schemaPath } from './write-design'

test('the published schema is current (npm run schema writes it)', () => {
  expect(JSON.parse(readFileSync(`public/${schemaPath}`, 'utf8'))).toEqual(designJsonSchema())
})

test.each([
  ['properties/name/maxLength', 40],
  ['properties/talos/properties/defaultAction/default', 'block'],
  ['properties/admin/items/properties/may/items/enum', ['kubernetes', 'talos']],
  ['properties/cni/properties/transport/enum', ['vxlan', 'wireguard', 'host-gw', 'geneve', 'native', 'ipip', 'bgp']],
  ['properties/admin/items/properties/cidr/description', 'Where they come from.'],
  ['required', ['version', 'name', 'subnets']],
  ['additionalProperties', false],
])('says at %s: %j', (path, want) => {
  expect(valueAt(designJsonSchema(), path.split('/'))).toEqual(want)
})

test('every top-level key has a sentence', () => {
  for (const key of Object.keys(designSchema.shape)) {
    expect([key, typeof valueAt(designJsonSchema(), ['properties', key, 'description'])]).toEqual([key, 'string'])
  }
})
