import { describe, expect, test } from 'vitest'
import type { DesignInput } from '@/lib/design/design'
import { parseAddress } from '@/lib/net/address'
import type { Packet } from '@/lib/net/packet'
import { hasPacket, noPackets, unionPackets } from '@/lib/net/packet-set'
import { parsePrefix, prefixHasAddress } from '@/lib/net/prefix'
import { documentsIn, type Rendered, renderDesign, smallDesign, summaryOf, textOf } from '@/lib/testing/talos-files'
import { capabilities, capabilitiesOf } from '../capabilities'

function listener(ports: string[], from: string[]): Partial<DesignInput> {
  return {
    listeners: [{ name: 'web', on: ['worker'], protocol: 'tcp', ports, from: from.map((cidr) => `cidr:${cidr}`) }],
  }
}

function webLine(rendered: Rendered): string | undefined {
  return documentsIn(textOf(rendered, 'talos/worker.patch.yaml'))
    .map(summaryOf)
    .find((text) => text.includes('web-ingress'))
}

function packet(source: string, port: number): Packet {
  const [from, to] = [parseAddress(source), parseAddress(source.includes(':') ? '2001:db8::b' : '10.0.0.11')]
  if (from === undefined || to === undefined) throw new Error(source)
  return { source: from, destination: to, protocol: 'tcp', port, arrival: 'wire', phase: 'new' }
}

function excused({ output }: Rendered, key: string): (source: string, port: number) => boolean {
  const gaps = output.gaps.filter(({ rule, capability }) => rule === 'web/worker' && capability === key)
  const all = gaps.reduce((set, gap) => unionPackets(set, gap.packets), noPackets)
  return (source, port) => hasPacket(all, packet(source, port))
}

describe('the last address before 1.12.5', () => {
  const old = { talos: { version: '1.12.4' } }
  const mended = { talos: { version: '1.12.5' } }

  test.each<[string, string[], string[], string]>([
    // The end of such a range wraps to 0, which the kernel takes for no end.
    ['a range that ends at 65535', ['60000-65535'], ['192.0.2.0/24'], 'web-ingress tcp 60000-65535 from 192.0.2.0/24'],
    ['all ports', ['0-65535'], ['192.0.2.0/24'], 'web-ingress tcp 0-65535 from 192.0.2.0/24'],
    ['everybody is no set', ['80'], ['0.0.0.0/0', '::/0'], 'web-ingress tcp 80 from 0.0.0.0/0 ::/0'],
    [
      'both halves are everybody',
      ['80'],
      ['0.0.0.0/1', '128.0.0.0/1'],
      'web-ingress tcp 80 from 0.0.0.0/1 128.0.0.0/1',
    ],
    ['an address below the last', ['80'], ['255.255.255.254/32'], 'web-ingress tcp 80 from 255.255.255.254/32'],
    ['the last two addresses', ['80'], ['255.255.255.254/31'], 'web-ingress tcp 80 from 255.255.255.254/32'],
  ])('%s', (_, ports, from, want) => {
    const design = smallDesign({ ...old, ...listener(ports, from) })
    expect(webLine(renderDesign(design))).toBe(want)
  })

  test('the rest of a wide prefix stays listed, and the gap holds the last address alone', () => {
    const rendered = renderDesign(smallDesign({ ...old, ...listener(['80'], ['240.0.0.0/4', 'ff00::/8']) }))
    const sources =
      webLine(rendered)
        ?.split(' from ')[1]
        ?.split(' ')
        .map((text) => parsePrefix(text)) ?? []
    const lists = (text: string) => {
      const address = parseAddress(text)
      return (
        address !== undefined && sources.some((prefix) => prefix !== undefined && prefixHasAddress(prefix, address))
      )
    }
    const excuses = excused(rendered, 'lastAddress')
    for (const [text, listed] of [
      ['240.0.0.0', true],
      ['255.255.255.254', true],
      ['255.255.255.255', false],
      ['239.255.255.255', false],
      ['ff00::', true],
      ['ffff:ffff:ffff:ffff:ffff:ffff:ffff:fffe', true],
      ['ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff', false],
    ] as const) {
      expect(lists(text), text).toBe(listed)
      expect(excuses(text, 80), text).toBe(text === '255.255.255.255')
    }
    expect(excuses('255.255.255.255', 81)).toBe(false)
  })

  test('from 1.12.5 nothing is left out', () => {
    const rendered = renderDesign(smallDesign({ ...mended, ...listener(['60000-65535'], ['240.0.0.0/4']) }))
    expect(webLine(rendered)).toBe('web-ingress tcp 60000-65535 from 240.0.0.0/4')
    expect(rendered.output.gaps.map(({ capability }) => capability)).not.toContain('lastAddress')
  })
})

describe('gaps', () => {
  test('ICMP, portless protocols and egress have one each, with a capability and a source', () => {
    const design = smallDesign({
      cni: { plugin: 'calico', transport: 'ipip' },
      listeners: [
        { name: 'tunnel', on: ['worker'], protocol: 'gre', from: ['admin'] },
        { name: 'keepalived', on: ['controlplane'], protocol: 'vrrp', from: ['controlplane'] },
        { name: 'sctp', on: ['w-1'], protocol: 'sctp', ports: ['9'], from: ['admin'] },
      ],
    })
    const { output } = renderDesign(design)
    const found = output.gaps.map(({ rule, capability }) => `${rule} ${capability}`)
    for (const want of [
      'icmp-echo/worker icmpType',
      'egress:all/worker egress',
      'tunnel/worker portlessProtocol',
      'keepalived/controlplane portlessProtocol',
      'sctp/node:w-1 portlessProtocol',
    ]) {
      expect(found).toContain(want)
    }
    for (const gap of output.gaps) expect(gap.source).toMatch(/^https:/)
    expect(found.some((text) => /kubelet|apid|tcp/.test(text) && !text.startsWith('egress'))).toBe(false)
    expect(new Set(found).size).toBe(found.length)
  })

  test('an egress rule excuses no packet: nothing that a machine sends is dropped', () => {
    const { output } = renderDesign(smallDesign({ egress: 'restricted' }))
    for (const gap of output.gaps) if (gap.capability === 'egress') expect(gap.packets).toEqual(noPackets)
  })
})

test('the table names what every version lacks; each version has what its release brought', () => {
  const keys = (version: string) => {
    const [major = 1, minor = 0, patch = 0] = version.split('.').map(Number)
    const lacking = Object.entries(capabilitiesOf({ major, minor, patch })).filter(([, { supported }]) => !supported)
    return lacking.map(([key]) => key)
  }
  const never = ['egress', 'icmpType', 'portlessProtocol', 'serviceAddress', 'logging']
  expect(keys('1.14.0').sort()).toEqual([...never].sort())
  expect(keys('1.13.8').sort()).toEqual([...never, 'manyDocuments'].sort())
  expect(keys('1.12.4').sort()).toEqual([...never, 'manyDocuments', 'lastAddress'].sort())
  expect(keys('1.6.0').sort()).toEqual(
    Object.entries(capabilities)
      .flatMap(([key, { supported }]) => (supported ? [] : [key]))
      .sort(),
  )
})
