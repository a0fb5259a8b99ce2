import { expect, test } from 'vitest'
import type { Design } from '@/lib/design/design'
import { compilePolicy } from '@/lib/policy/compile'
import { buildSite } from '@/lib/site/build-site'
import { arbitraryDesign } from '@/lib/testing/arbitrary-design'
import { hasMeaningfulOrder } from '@/lib/testing/meaningful-order'
import { checkProperty } from '@/lib/testing/property'
import { reverseLists } from '@/lib/testing/reverse-lists'
import { sampleCount } from '@/lib/testing/samples'
import { exampleNames, readExample } from '@/lib/testing/subject'
import { canonicalDesign } from './canonical-design'

test.each(exampleNames)('%s has one order, however it was drawn', (name) => {
  const design = readExample(name)
  expect(JSON.stringify(canonicalDesign(reverseLists(design)))).toBe(JSON.stringify(canonicalDesign(design)))
})

test('so has any design, and it means what it meant', () => {
  let compared = 0
  checkProperty(arbitraryDesign(), sampleCount(40, 1000), (design) => {
    const canonical = canonicalDesign(design)
    expect(canonicalDesign(canonical)).toEqual(canonical)
    const [before, after] = [design, canonical].map((one) => compilePolicy(one, buildSite(one)))
    expect(after).toEqual(before)
    if (hasMeaningfulOrder(design)) return
    compared++
    expect(JSON.stringify(canonicalDesign(reverseLists(design)))).toBe(JSON.stringify(canonical))
  })
  expect(compared).toBeGreaterThan(10)
})

test('networks of pods and services have one order too', () => {
  const kubernetes = { podCIDRs: ['10.246.0.0/16', '10.244.0.0/16'], serviceCIDRs: ['10.112.0.0/16', '10.96.0.0/16'] }
  const design = readExample('seed-001-talos-docs', { kubernetes })
  expect(canonicalDesign(reverseLists(design))).toEqual(canonicalDesign(design))
})

test('keeps an order that decides what a name stands for', () => {
  const node = (addresses: string[]) => ({
    name: 'a',
    role: 'controlplane',
    subnet: 's',
    addresses,
    nics: [],
    publicAddresses: [],
  })
  const design = readExample('seed-001-talos-docs')
  const drawn = { ...design, nodes: [node(['fd00::2', '10.0.0.9', 'fd00::1', '10.0.0.3'])] } as Design
  expect(canonicalDesign(drawn).nodes[0]?.addresses).toEqual(['10.0.0.9', '10.0.0.3', 'fd00::2', 'fd00::1'])
})
