/** What comes back to machines and from them, by the sentences of SPEC 5: named servers over UDP, types of ICMP. */
import { describe, expect, test } from 'vitest'
import type { DesignInput } from '@/lib/design/design'
import { formatPortRange } from '../net/port-range'
import { formatPrefix } from '../net/prefix'
import { buildSite } from '../site/build-site'
import { readExample } from '../testing/subject'
import { answersOf } from './answers'
import { compilePolicy } from './compile'
import type { Rule } from './rule'

function answersIn(example: string, change: Partial<DesignInput>, direction: Rule['direction'] = 'ingress') {
  const design = readExample(example, change)
  const site = buildSite(design)
  return answersOf(compilePolicy(design, site), direction, site).map(({ rule, from }) => ({
    id: rule.id,
    what: from === undefined ? `${rule.protocol} ${rule.icmpTypes}` : `${rule.protocol} ${from.map(formatPortRange)}`,
    from: rule.sources.router.map(formatPrefix),
    to: rule.destinations.map(formatPrefix),
  }))
}

function datagrams(...request: Parameters<typeof answersIn>): string[] {
  return answersIn(...request)
    .filter(({ what }) => what.startsWith('udp'))
    .map(({ id, what, from, to }) => `${id}: ${what} ${from} -> ${to}`)
}

describe('over UDP', () => {
  test('come from the servers that restricted egress names', () => {
    // The shared address of the API is one of the control planes' own.
    const controlPlanes = ['10', '11', '12', '13'].map((last) => `192.168.30.${last}/32`)
    expect(datagrams('seed-000-baremetal', {})[0]).toBe(
      `egress:dns-udp/controlplane: udp 53 192.168.10.1/32 -> ${controlPlanes}`,
    )
  })

  test.each([
    ['egress is open', {}],
    ['egress is restricted to anybody', { egress: 'restricted' }],
  ] satisfies [string, Partial<DesignInput>][])('come from nobody where %s and names no server', (_, change) => {
    const addresses = datagrams('dual-stack-onprem', { nodePorts: { enabled: false }, ...change })
    expect(addresses).toEqual([])
  })

  test('come from servers that open egress names', () => {
    const egress: DesignInput['egress'] = { mode: 'open', ntp: ['203.0.113.123'] }
    const [first] = datagrams('dual-stack-onprem', { nodePorts: { enabled: false }, egress })
    expect(first).toMatch(/^egress:all\/controlplane: udp 123 203\.0\.113\.123\/32 -> /)
  })

  test('of a listener of your own come back to the machines that may ask it, and to nobody else', () => {
    const listeners = [
      { name: 'names', on: ['gpu-1'], protocol: 'udp', ports: ['5353'], from: ['controlplane', 'cidr:10.9.0.0/16'] },
    ] as const
    const change = {
      listeners: listeners.map((one) => ({ ...one, on: [...one.on], ports: [...one.ports], from: [...one.from] })),
    }
    const found = datagrams('dual-stack-onprem', { nodePorts: { enabled: false }, ...change })
    expect(found).toEqual([
      expect.stringMatching(/^names\/node:gpu-1: udp 5353 10\.20\.7\.201\/32,2001:db8:20:4::201\/128 -> 10\.20\.0\.11/),
    ])
    expect(found.join()).not.toContain('10.9.0.0')
    expect(datagrams('dual-stack-onprem', { nodePorts: { enabled: false }, ...change }, 'egress').join()).toContain(
      '10.9.0.0',
    )
  })

  test('of a tunnel need none: both ends listen at the same port', () => {
    expect(datagrams('seed-002-segmented', {}).filter((line) => /vxlan|kubespan/.test(line))).toEqual([])
  })
})

describe('over ICMP', () => {
  test('a ping is answered by whom machines may ping, and errors come from anywhere', () => {
    const found = answersIn('dual-stack-onprem', {}).filter(({ id }) => id === 'egress:all/controlplane')
    expect(found.map(({ what }) => what)).toEqual(['icmp 0', 'icmpv6 129', 'icmp 3,11', 'icmpv6 1,2,3'])
    for (const { from } of found) expect(from.every((text) => text.endsWith('/0'))).toBe(true)
  })

  test('machines answer who may ping them', () => {
    const found = answersIn('seed-002-segmented', {}, 'egress').filter(({ what }) => what === 'icmp 0')
    expect(found[0]?.to).toEqual(['10.5.8.0/24', '10.5.9.10/32'])
  })
})
