/** Any lines that a person may have, in any order, in both systems: one packet is decided alike by sets and step by step. */
import { expect, test } from 'vitest'
import type { PortRange } from '@/lib/net/port-range'
import { type Draw, drawn } from '@/lib/testing/draw'
import { checkProperty } from '@/lib/testing/property'
import { sampleCount } from '@/lib/testing/samples'
import { outOf, switchWith, verdictAt } from '@/lib/testing/switch-box'

const ends = {
  ios4: [
    'any',
    'any',
    'host 10.7.1.2',
    'host 192.0.2.9',
    '10.7.0.0 0.0.255.255',
    '192.0.2.0 0.0.0.254',
    '10.0.0.0 0.255.255.255',
  ],
  eos4: ['any', 'any', 'host 10.7.1.2', 'host 192.0.2.9', '10.7.0.0/16', '192.0.2.0/24', '10.0.0.0/8'],
  6: ['any', 'any', 'host 2001:db8::5', '2001:db8::/64', '2001:db8:1::/48'],
}
const ports = ['', '', ' eq 53', ' eq 80 53', ' range 50 60', ' gt 1023', ' lt 54', ' neq 53']

function drawLine(draw: Draw, family: 4 | 6, os: 'ios' | 'eos'): string {
  const list = family === 6 ? ends[6] : ends[`${os}4`]
  const every = family === 4 ? 'ip' : 'ipv6'
  const icmp = family === 6 && os === 'eos' ? 'icmpv6' : 'icmp'
  const protocol = draw.pick([every, every, 'tcp', 'tcp', 'udp', 'udp', 'udp', icmp, '50'])
  const hasPorts = protocol === 'tcp' || protocol === 'udp'
  const [from, to] = hasPorts ? [draw.chance(40) ? draw.pick(ports) : '', draw.pick(ports)] : ['', '']
  const type = protocol === icmp && draw.chance(60) ? ` ${draw.pick([8, 3, 135, 0])}` : ''
  const flags = protocol === 'tcp' && draw.chance(15) ? ' established' : draw.chance(3) ? ' fragments' : ''
  const odd = draw.chance(2) ? ' dscp 8' : ''
  return ` ${draw.pick(['permit', 'permit', 'deny'])} ${protocol} ${draw.pick(list)}${from} ${draw.pick(list)}${to}${type}${flags}${odd}`
}

const packets = [
  ...['192.0.2.9', '192.0.2.8', '10.7.1.2', '10.9.9.9'].flatMap((from) =>
    ['10.7.1.2', '10.7.9.9', '198.51.100.1'].flatMap((to) =>
      ['tcp/53', 'tcp/80', 'udp/53', 'udp/55', 'udp/2000', 'icmp/8', 'icmp/3', 'esp', 'gre'].map(
        (service) => `${from} -> ${to} ${service}`,
      ),
    ),
  ),
  ...['2001:db8::5', '2001:db8:1::9'].flatMap((from) =>
    ['2001:db8::7', '2001:db8:2::1'].flatMap((to) =>
      ['tcp/80', 'udp/53', 'icmpv6/135', 'icmpv6/8', 'esp'].map((service) => `${from} -> ${to} ${service}`),
    ),
  ),
]

const sourcePorts: readonly (readonly PortRange[])[] = [
  [{ from: 53, to: 53 }],
  [{ from: 0, to: 65535 }],
  [
    { from: 0, to: 52 },
    { from: 54, to: 65535 },
  ],
  [{ from: 49152, to: 65535 }],
]

const boxes = drawn((draw) => {
  const os = draw.pick(['ios', 'eos'] as const)
  const lines = (family: 4 | 6): string[] =>
    Array.from({ length: draw.between(0, 9) }, () => drawLine(draw, family, os))
  const asked = Array.from({ length: 40 }, () => ({
    packet: draw.pick(packets),
    ranges: draw.pick(sourcePorts),
    pass: draw.pick(['some', 'every'] as const),
  }))
  const text = [
    os === 'ios' ? 'ip access-list extended A' : 'ip access-list A',
    ...lines(4),
    'ipv6 access-list B',
    ...lines(6),
    'interface Vlan9',
    ' ip access-group A out',
    os === 'ios' ? ' ipv6 traffic-filter B out' : ' ipv6 access-group B out',
  ]
  return { text: `${text.join('\n')}\n`, asked }
})

test('one packet is decided alike by sets and step by step, from every source port', () => {
  const count = { allow: 0, deny: 0, unknown: 0 }
  checkProperty(boxes, sampleCount(250, 10_000), ({ text, asked }) => {
    const model = switchWith([text])
    if (typeof model === 'string') throw new Error(`${model}\n${text}`)
    for (const { packet, ranges, pass } of asked) count[verdictAt(model, outOf('Vlan9', { ranges, pass }), packet)]++
  })
  console.log(`switch-acl: random lists: ${JSON.stringify(count)}`)
  expect(Math.min(count.allow, count.deny, count.unknown)).toBeGreaterThan(100)
})
