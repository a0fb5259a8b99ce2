import fc from 'fast-check'
import { expect, test } from 'vitest'
import { postures, talosVersions } from '@/lib/design/choices'
import type { Design } from '@/lib/design/design'
import { transportOf } from '@/lib/design/features'
import { arbitraryDesign } from './arbitrary-design'

const seed = 20261120
const designs = fc.sample(arbitraryDesign(), { numRuns: 1000, seed })
const count = (holds: (design: Design) => boolean) => designs.filter(holds).length

const minor = (design: Design) => design.talos.version.split('.').slice(0, 2).join('.')
const hasV6 = (design: Design) => design.subnets.some(({ cidrs }) => cidrs.some((cidr) => cidr.includes(':')))
const hasV4 = (design: Design) => design.subnets.some(({ cidrs }) => cidrs.some((cidr) => !cidr.includes(':')))

const values: [string, (design: Design) => string, readonly string[]][] = [
  ['posture', (design) => design.posture, postures],
  ['plugin', (design) => design.cni.plugin, ['flannel', 'cilium', 'calico', 'none']],
  [
    'transport',
    (design) => transportOf(design),
    ['vxlan', 'wireguard', 'host-gw', 'geneve', 'native', 'ipip', 'bgp', 'none'],
  ],
  ['version', minor, talosVersions],
  ['mode', (design) => design.talos.defaultAction, ['block', 'accept']],
]

test.each(values)('each %s is drawn at least 20 times in 1,000', (_, of, expected) => {
  for (const value of expected)
    expect({ value, often: count((design) => of(design) === value) >= 20 }).toEqual({ value, often: true })
})

test('each possible pair of them is drawn', () => {
  for (const [a, ofA, as] of values) {
    for (const [b, ofB, bs] of values) {
      if (a >= b || [a, b].sort().join() === 'plugin,transport') continue
      for (const x of as)
        for (const y of bs) {
          expect({ [a]: x, [b]: y, seen: designs.some((design) => ofA(design) === x && ofB(design) === y) }).toEqual({
            [a]: x,
            [b]: y,
            seen: true,
          })
        }
    }
  }
})

test.each<[string, number, (design: Design) => boolean]>([
  ['dual stack', 300, (design) => hasV4(design) && hasV6(design)],
  ['IPv6 alone', 80, (design) => hasV6(design) && !hasV4(design)],
  ['overrides', 200, (design) => design.overrides.length > 0],
  ['own listeners', 200, (design) => design.listeners.length > 0],
  ['address-less pools', 200, (design) => design.pools.some((pool) => pool.addresses.length === 0)],
  ['address-less nodes', 200, (design) => design.nodes.some((node) => node.addresses.length === 0)],
  ['second NICs', 200, (design) => design.nodes.some((node) => node.nics.length > 0)],
  ['load balancers', 150, (design) => design.loadBalancers.length > 0],
  ['announced addresses', 150, (design) => design.loadBalancerIPs.length > 0],
  ['NodePorts', 150, (design) => design.nodePorts.enabled],
  ['a shared API address', 80, (design) => design.kubernetes.vip !== undefined],
  ['public addresses', 80, (design) => design.nodes.some((node) => node.publicAddresses.length > 0)],
  [
    'restricted egress',
    100,
    (design) => (typeof design.egress === 'string' ? design.egress : design.egress.mode) === 'restricted',
  ],
  [
    'KubeSpan',
    80,
    (design) => design.addons.some((addon) => (typeof addon === 'string' ? addon : addon.id) === 'kubespan'),
  ],
])('%s: at least %i of 1,000', (_, least, holds) => {
  expect(count(holds)).toBeGreaterThanOrEqual(least)
})
