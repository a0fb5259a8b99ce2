import { expect, test } from 'vitest'
import { addonCatalog } from '@/lib/catalog/addons'
import { reservedListenerIds } from '@/lib/catalog/catalog'
import { parsePrefix, prefixContains } from '@/lib/net/prefix'
import { readDesign, readDesignValue } from '../read-design'
import { writeDesign } from '../write-design'
import { templateById, templates } from './templates'

test.each(templates)('$id reads without a problem and comes back from its text', ({ design }) => {
  const known = { listenerIds: reservedListenerIds, addonIds: addonCatalog.map(({ id }) => id) }
  expect(readDesignValue(design(), known)).toStrictEqual({ ok: true, value: design(), problems: [] })
  expect(readDesign(writeDesign(design()))).toStrictEqual({ ok: true, value: design(), problems: [] })
})

// RFC 1918, RFC 5737, RFC 3849: nothing that belongs to somebody.
const ours = [
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '192.0.2.0/24',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '2001:db8::/32',
]

test.each(templates)('$id names private and documentation addresses only', ({ design }) => {
  const cidrs = [...design().admin.map(({ cidr }) => cidr), ...design().subnets.flatMap((subnet) => subnet.cidrs)]
  for (const text of cidrs) {
    const prefix = parsePrefix(text)
    const isOurs = ours.some((range) => {
      const outer = parsePrefix(range)
      return outer !== undefined && prefix !== undefined && prefixContains(outer, prefix)
    })
    expect({ text, isOurs }).toEqual({ text, isOurs: true })
  }
})

test('each template has an id of its own, and a fresh design every time', () => {
  expect(new Set(templates.map(({ id }) => id)).size).toBe(templates.length)
  expect(templateById('blank')?.title).toBe('Blank')
  expect(templates[0]?.design()).not.toBe(templates[0]?.design())
})
