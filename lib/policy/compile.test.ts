import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { type Design, type DesignInput, designSchema, type Place } from '@/lib/design/design'
import { formatPortRange } from '@/lib/net/port-range'
import { formatPrefix } from '@/lib/net/prefix'
import { buildSite } from '@/lib/site/build-site'
import { compilePolicy } from './compile'
import type { Rule } from './rule'

const base: DesignInput = {
  version: 1,
  name: 'test',
  admin: [
    { name: 'office', cidr: '203.0.113.0/24' },
    { name: 'operators', cidr: '198.51.100.0/24', may: ['talos'] },
  ],
  subnets: [
    { name: 'control', cidrs: ['10.0.0.0/24'] },
    { name: 'workers', cidrs: ['10.0.1.0/24'] },
  ],
  nodes: [
    { name: 'cp-1', role: 'controlplane', subnet: 'control', addresses: ['10.0.0.11'] },
    { name: 'w-1', role: 'worker', subnet: 'workers', addresses: ['10.0.1.21'] },
  ],
}

function rulesOf(change: Partial<DesignInput>): readonly Rule[] {
  const design = designSchema.parse({ ...base, ...change })
  return compilePolicy(design, buildSite(design)).rules
}

/** Source prefixes of one rule at one place, `undefined` where there is no such rule. */
function sourcesOf(rules: readonly Rule[], id: string, place: Place = 'guest'): string | undefined {
  return rules
    .find((rule) => rule.id === id)
    ?.sources[place].map(formatPrefix)
    .join(' ')
}

const cp = '10.0.0.11/32'
const w = '10.0.1.21/32'
const pods = '10.244.0.0/16'
const office = '203.0.113.0/24'
const operators = '198.51.100.0/24'
const control = '10.0.0.0/24'
const workers = '10.0.1.0/24'
const cluster = `${control} ${workers}`

describe('postures follow the tables of SPEC 3', () => {
  const tables: [Design['posture'], string, string, string | undefined][] = [
    ['relaxed', 'kubernetes-api/controlplane', 'guest', `${cluster} ${pods} ${office}`],
    ['relaxed', 'kubernetes-api/controlplane', 'nic', `${cluster} ${office}`],
    ['relaxed', 'apid/controlplane', 'guest', `${cluster} ${operators} ${office}`],
    ['relaxed', 'apid/worker', 'guest', cluster],
    ['relaxed', 'trustd/controlplane', 'guest', workers],
    ['relaxed', 'trustd/worker', 'guest', undefined],
    ['relaxed', 'etcd/controlplane', 'guest', cp],
    ['relaxed', 'kubelet/controlplane', 'guest', cluster],
    ['relaxed', 'kubelet/worker', 'guest', cluster],
    ['relaxed', 'cni-vxlan/controlplane', 'guest', `${cp} ${workers}`],
    ['relaxed', 'icmp/worker', 'guest', cluster],
    ['relaxed', 'icmp-echo/worker', 'guest', undefined],
    ['standard', 'kubernetes-api/controlplane', 'guest', `${cp} ${w} ${pods} ${office}`],
    ['standard', 'kubernetes-api/controlplane', 'nic', `${cp} ${w} ${office}`],
    ['standard', 'apid/controlplane', 'guest', `${cp} ${operators} ${office}`],
    ['standard', 'apid/worker', 'guest', cp],
    ['standard', 'trustd/controlplane', 'guest', w],
    ['standard', 'etcd/controlplane', 'guest', cp],
    ['standard', 'kubelet/worker', 'guest', `${cp} ${w} ${pods}`],
    ['standard', 'kubelet/worker', 'router', `${cp} ${w}`],
    ['standard', 'cni-vxlan/worker', 'guest', `${cp} ${w}`],
    ['standard', 'icmp-echo/worker', 'guest', `${cp} ${w} ${operators} ${office}`],
    ['standard', 'icmp-pmtu/worker', 'guest', '0.0.0.0/0'],
    ['strict', 'kubelet/worker', 'guest', cp],
    ['strict', 'icmp-echo/worker', 'guest', `${operators} ${office}`],
    ['strict', 'trustd/controlplane', 'guest', w],
  ]
  test.each(tables)('%s: %s at %s', (posture, id, place, want) => {
    expect(
      sourcesOf(rulesOf({ posture }), id, place as Place)
        ?.split(' ')
        .sort(),
    ).toEqual(want?.split(' ').sort())
  })

  test('strict opens the kubelet to nodes and pods when an add-on scrapes it', () => {
    expect(sourcesOf(rulesOf({ posture: 'strict', addons: ['metrics-server'] }), 'kubelet/worker')).toBe(
      `${cp} ${w} ${pods}`,
    )
  })

  test('strict closes host metrics without a named scraper', () => {
    expect(sourcesOf(rulesOf({ posture: 'strict', addons: ['node-exporter'] }), 'node-exporter/worker')).toBeUndefined()
    const named = rulesOf({ posture: 'strict', addons: [{ id: 'node-exporter', from: ['cidr:192.0.2.5/32'] }] })
    expect(sourcesOf(named, 'node-exporter/worker')).toBe('192.0.2.5/32')
  })

  test('relaxed add-ons leave pods out', () => {
    expect(sourcesOf(rulesOf({ posture: 'relaxed', addons: ['node-exporter'] }), 'node-exporter/worker')).toBe(cluster)
  })

  test.each([
    ['standard' as const, ['pods at nic with native routing'], `${cp} ${w} ${pods}`],
    ['relaxed' as const, ['relaxed keeps pods inside the node'], `${cluster} ${office}`],
  ])('%s with native routing at the NIC', (posture, _, want) => {
    const rules = rulesOf({ posture, cni: { plugin: 'cilium', transport: 'native' } })
    const id = posture === 'standard' ? 'kubelet/worker' : 'kubernetes-api/controlplane'
    expect(sourcesOf(rules, id, 'nic')).toBe(want)
    expect(sourcesOf(rules, 'pod-network/nodes', 'nic')).toContain(pods)
    expect(sourcesOf(rules, 'pod-network/nodes', 'guest')).toBe('')
  })
})

describe('members without fixed addresses', () => {
  test('stand for the prefix of each family they lack', () => {
    const rules = rulesOf({
      subnets: [{ name: 'control', cidrs: ['10.0.0.0/24', '2001:db8::/64'] }],
      nodes: [{ name: 'cp-1', role: 'controlplane', subnet: 'control', addresses: ['10.0.0.11'] }],
    })
    expect(sourcesOf(rules, 'etcd/controlplane')).toBe('10.0.0.11/32 2001:db8::/64')
  })

  test('a pool range is written as its fewest prefixes', () => {
    const pools = [
      { name: 'web', role: 'worker' as const, subnet: 'workers', count: 6, addresses: ['10.0.1.10-10.0.1.15'] },
    ]
    expect(sourcesOf(rulesOf({ nodes: base.nodes?.slice(0, 1) ?? [], pools }), 'trustd/controlplane')).toBe(
      '10.0.1.10/31 10.0.1.12/30',
    )
  })

  test('public addresses count as sources only', () => {
    const nodes = [
      {
        name: 'cp-1',
        role: 'controlplane' as const,
        subnet: 'control',
        addresses: ['10.0.0.11'],
        publicAddresses: ['192.0.2.1'],
      },
    ]
    const etcd = rulesOf({ nodes }).find((rule) => rule.id === 'etcd/controlplane')
    expect(etcd?.sources.guest.map(formatPrefix)).toEqual([cp, '192.0.2.1/32'])
    expect(etcd?.destinations.map(formatPrefix)).toEqual([cp])
  })

  test('the shared API address is a control-plane address', () => {
    const etcd = rulesOf({ kubernetes: { vip: '10.0.0.10' } }).find((rule) => rule.id === 'etcd/controlplane')
    expect(etcd?.destinations.map(formatPrefix)).toEqual(['10.0.0.10/32', cp])
  })
})

describe('overrides', () => {
  test.each([
    ['from replaces at every place', [{ listener: 'kubelet', from: ['controlplane'] }], cp, cp],
    [
      'add extends',
      [{ listener: 'kubelet', add: ['cidr:192.0.2.0/24'] }],
      `${cp} ${w} ${pods} 192.0.2.0/24`,
      `${cp} ${w} 192.0.2.0/24`,
    ],
    ['at limits', [{ listener: 'kubelet', from: ['cluster'], at: 'guest' as const }], cluster, `${cp} ${w}`],
    [
      'several add up in any order',
      [
        { listener: 'kubelet', add: ['cidr:192.0.2.0/24'] },
        { listener: 'kubelet', from: ['worker'] },
      ],
      `${w} 192.0.2.0/24`,
      `${w} 192.0.2.0/24`,
    ],
  ])('%s', (_, overrides, guest, nic) => {
    for (const list of [overrides, [...overrides].reverse()]) {
      const rules = rulesOf({ overrides: list })
      expect(sourcesOf(rules, 'kubelet/worker', 'guest')?.split(' ').sort()).toEqual(guest.split(' ').sort())
      expect(sourcesOf(rules, 'kubelet/worker', 'nic')?.split(' ').sort()).toEqual(nic.split(' ').sort())
    }
  })

  test('an empty from closes', () => {
    const design = designSchema.parse({ ...base, overrides: [{ listener: 'trustd', from: [] }] })
    const policy = compilePolicy(design, buildSite(design))
    expect(policy.rules.some((rule) => rule.listener === 'trustd')).toBe(false)
    expect(policy.closed.map((rule) => rule.id)).toContain('trustd/controlplane')
  })
})

test('a name that reads like two others stands for its own network alone', () => {
  const rules = rulesOf({
    admin: [
      { name: 'a', cidr: '203.0.113.0/24' },
      { name: 'b', cidr: '198.51.100.0/24' },
      { name: 'a admin:b', cidr: '192.0.2.0/24' },
    ],
    listeners: [
      { name: 'one', on: ['w-1'], ports: ['5432'], from: ['admin:a', 'admin:b'] },
      { name: 'two', on: ['w-1'], ports: ['5433'], from: ['admin:a admin:b'] },
    ],
  })
  expect(sourcesOf(rules, 'one/node:w-1')).toBe('198.51.100.0/24 203.0.113.0/24')
  expect(sourcesOf(rules, 'two/node:w-1')).toBe('192.0.2.0/24')
})

describe('CNI ports', () => {
  test.each([
    ['flannel', 'vxlan', 'none', ['cni-vxlan udp/4789']],
    ['flannel', 'wireguard', 'none', ['cni-wireguard udp/51820']],
    ['flannel', 'host-gw', 'none', []],
    ['cilium', 'vxlan', 'none', ['cilium-health tcp/4240', 'cni-vxlan udp/8472']],
    ['cilium', 'geneve', 'wireguard', ['cilium-health tcp/4240', 'cilium-wireguard udp/51871', 'cni-geneve udp/6081']],
    ['cilium', 'native', 'ipsec', ['cilium-health tcp/4240', 'cilium-ipsec esp/']],
    ['calico', 'vxlan', 'none', ['calico-typha tcp/5473', 'cni-vxlan udp/4789']],
    ['calico', 'ipip', 'none', ['calico-bgp tcp/179', 'calico-typha tcp/5473', 'cni-ipip ipip/']],
    ['calico', 'bgp', 'wireguard', ['calico-bgp tcp/179', 'calico-typha tcp/5473', 'calico-wireguard udp/51820']],
    ['none', undefined, 'none', []],
  ] as const)('%s %s %s', (plugin, transport, encryption, want) => {
    const rules = rulesOf({ cni: { plugin, transport, encryption } })
    const found = rules.filter((rule) => rule.on === 'worker' && /^(cni|cilium|calico)-/.test(rule.listener))
    expect(
      found.map((rule) => `${rule.listener} ${rule.protocol}/${rule.ports.map(formatPortRange).join(',')}`).sort(),
    ).toEqual([...want])
  })
})

describe('examples', () => {
  const example = (name: string): readonly Rule[] => {
    const design = designSchema.parse(parse(readFileSync(`public/examples/${name}.yaml`, 'utf8')))
    return compilePolicy(design, buildSite(design)).rules
  }

  test('NodePorts of the AWS seed come from workers and the VPC', () => {
    expect(sourcesOf(example('seed-000-aws'), 'nodeport-tcp/worker', 'nic')).toBe('10.0.0.0/16')
  })

  test('a load balancer reaches the API it serves', () => {
    expect(sourcesOf(example('aws-nlb'), 'kubernetes-api/controlplane', 'nic')).toContain('10.40.32.200/32')
  })

  test('restricted egress names DNS, time, HTTPS and the mirror of what nodes admit', () => {
    const egress = example('seed-000-baremetal').filter((rule) => rule.direction === 'egress' && rule.on === 'worker')
    expect(egress.map((rule) => rule.listener).sort()).toEqual([
      'egress:apid/controlplane',
      'egress:apid/worker',
      'egress:cilium-health/controlplane',
      'egress:cilium-health/worker',
      'egress:cni-vxlan/controlplane',
      'egress:cni-vxlan/worker',
      'egress:dns-tcp',
      'egress:dns-udp',
      'egress:https',
      'egress:icmp/controlplane',
      'egress:icmp/worker',
      'egress:kubelet/controlplane',
      'egress:kubelet/worker',
      'egress:kubernetes-api/controlplane',
      'egress:ntp',
      'egress:trustd/controlplane',
    ])
  })
})
