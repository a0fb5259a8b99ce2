import { expect, test } from 'vitest'
import { joinIcmp } from './join-icmp'
import type { ReachService } from './reach'

const service = (name: string, change: Partial<ReachService> = {}): ReachService => ({
  service: name,
  title: 'Path MTU discovery (IPv6)',
  extent: 'all',
  rules: ['pmtu'],
  surprise: false,
  ...change,
})
const names = (...services: ReachService[]) => joinIcmp(services).map((one) => one.service)

test('types in a row that one rule admits are one', () => {
  const types = ['icmpv6/1', 'icmpv6/2', 'icmpv6/3', 'icmpv6/4', 'icmpv6/133', 'icmpv6/134']
  expect(names(service('tcp/443'), ...types.map((one) => service(one)))).toEqual([
    'tcp/443',
    'icmpv6/1-4',
    'icmpv6/133-134',
  ])
})

test.each([
  ['of another title', { title: 'Ping' }],
  ['of another rule', { rules: ['ping'] }],
  ['for only some', { extent: 'some' }],
  ['that no rule admits', { surprise: true }],
] as const)('one %s stands apart', (_name, change) => {
  expect(names(service('icmpv6/1'), service('icmpv6/2', change))).toEqual(['icmpv6/1', 'icmpv6/2'])
})

test('ports, families and gaps are never joined', () => {
  const list = ['tcp/1', 'tcp/2', 'icmp/2', 'icmpv6/3', 'icmpv6/5']
  expect(names(...list.map((one) => service(one)))).toEqual(list)
})
