import { expect, test } from 'vitest'
import { changedParts as changed, busyDesign as design } from '@/lib/testing/busy-design'
import { setFamilies } from './families'
import { setSubnetCidrs } from './subnets'

test('renumbering a subnet moves every address in it, host part unchanged', () => {
  const next = setSubnetCidrs(
    design,
    new Map([
      ['control', ['172.16.4.0/22']],
      ['storage', ['10.0.0.0/24', '2001:db8:7::/64']],
    ]),
    true,
  )
  expect(next.kubernetes.vip).toBe('172.16.4.10')
  expect(next.nodes.map(({ addresses }) => addresses)).toEqual([['172.16.4.11'], ['172.16.4.21']])
  expect(next.nodes[1]?.nics[0]?.addresses).toEqual(['10.0.0.21', '2001:db8:7::21'])
  expect(next.pools[0]?.addresses).toEqual(['172.16.4.100-172.16.4.102'])
  expect(next.loadBalancers[0]).toMatchObject({
    addresses: ['172.16.4.5'],
    healthFrom: ['172.16.4.0/22', '172.16.4.5/32'],
  })
  expect(Object.keys(changed(setSubnetCidrs(design, new Map([['control', ['172.16.4.0/22']]]), false)))).toEqual([
    'subnets',
  ])
})

test('an address that does not fit the smaller network stays, and is reported where it is', () => {
  const next = setSubnetCidrs(design, new Map([['control', ['10.5.0.0/28']]]), true)
  expect(next.nodes.map(({ addresses }) => addresses)).toEqual([['10.5.0.11'], ['10.0.0.21']])
})

test('both families and back', () => {
  const dual = setFamilies(design, 'dual')
  expect(dual.subnets.map(({ cidrs }) => cidrs)).toEqual([
    ['10.0.0.0/24', 'fd00:10::/64'],
    ['10.9.0.0/24', '2001:db8:9::/64'],
  ])
  expect(dual.nodes[0]?.addresses).toEqual(['10.0.0.11', 'fd00:10::11'])
  expect(dual.pools[0]?.addresses).toEqual(['10.0.0.100-10.0.0.102', 'fd00:10::100-fd00:10::102'])
  expect(dual.nodes[1]?.nics).toEqual(design.nodes[1]?.nics)
  const single = setFamilies(dual, 'ipv4')
  expect(single.subnets.map(({ cidrs }) => cidrs)).toEqual([['10.0.0.0/24'], ['10.9.0.0/24']])
  expect(single.nodes).toEqual(setFamilies(design, 'ipv4').nodes)
})
