/** Any rules that a person may have, in any order, some of them faulty: both evaluators decide alike. */
import { expect, test } from 'vitest'
import { type Draw, drawn } from '@/lib/testing/draw'
import { aliasFile, opnBoxWith, opnVerdict, ruleFile } from '@/lib/testing/opnsense-box'
import { checkProperty } from '@/lib/testing/property'
import { sampleCount } from '@/lib/testing/samples'
import { aliases } from './upstream/rules'

const lists = ['web', 'servers', 'critical_servers', 'group', 'ring', 'empty', 'nobody', 'web,servers', 'fetched']
const literals = ['192.168.10.0/24', '192.168.30.11', '10.0.0.0/8', '2001:db8::/64', '2001:db8:1::5']

function drawEnd(draw: Draw, side: 'source' | 'destination'): Record<string, string> {
  const net = draw.pick([
    () => 'any',
    () => 'any',
    () => draw.pick(lists),
    () => draw.pick(lists),
    () => draw.pick(literals),
    () => draw.pick(['lan', 'opt1ip', '(self)']),
  ])()
  return { [`${side}_net`]: net, [`${side}_not`]: draw.chance(20) ? '1' : '0' }
}

function drawRow(draw: Draw): Record<string, string> {
  const protocol = draw.pick(['any', 'any', 'TCP', 'tcp', 'UDP', 'TCP/UDP', 'ICMP', 'IPV6-ICMP', 'ESP', 'CARP'])
  const hasPort = /tcp|udp/i.test(protocol) && draw.chance(60)
  return {
    ...drawEnd(draw, 'source'),
    ...drawEnd(draw, 'destination'),
    action: draw.pick(['pass', 'pass', 'pass', 'block', 'reject']),
    quick: draw.chance(70) ? '1' : '0',
    sequence: String(draw.between(1, 9) * 100),
    direction: draw.pick(['in', 'in', 'in', 'any', 'out']),
    interface: draw.pick(['', '', 'lan', 'lan,opt1', 'wan', 'opt1', 'Trusted']),
    interfacenot: draw.chance(10) ? '1' : '0',
    ipprotocol: draw.pick(['inet', 'inet', 'inet6', 'inet46']),
    protocol,
    destination_port: hasPort ? draw.pick(['80', '80-90', 'ftp_ports', 'no_ports', 'https', '90-80']) : '',
    icmptype: protocol === 'ICMP' ? draw.pick(['', 'echoreq', 'unreach,timex']) : '',
    icmp6type: protocol === 'IPV6-ICMP' ? draw.pick(['', '128', '1,3']) : '',
    enabled: draw.chance(90) ? '1' : '0',
    sched: draw.chance(3) ? 'night' : '',
    statetype: draw.pick(['keep', 'keep', 'keep', 'sloppy', 'none']),
  }
}

const addresses = {
  4: ['192.168.10.5', '192.168.30.11', '10.2.3.4', '10.0.1.2', '203.0.113.9'],
  6: ['2001:db8::5', '2001:db8:1::5'],
}
const services = {
  4: ['tcp/80', 'tcp/443', 'udp/80', 'tcp/0', 'icmp/8', 'icmp/3', 'esp', 'vrrp'],
  6: ['tcp/80', 'udp/91', 'icmpv6/128', 'icmpv6/2', 'esp'],
}

test('one packet is decided alike by sets and step by step', () => {
  const count = { allow: 0, deny: 0, unknown: 0, leftOut: 0 }
  const asked = drawn((draw) => {
    const family = draw.pick([4, 4, 4, 6] as const)
    const pick = (): string => draw.pick(addresses[family])
    const rules = Array.from({ length: draw.between(1, 7) }, () => drawRow(draw))
    const packets = Array.from({ length: 8 }, () => `${pick()} -> ${pick()} ${draw.pick(services[family])}`)
    return { rules, packets, key: draw.pick(['lan', 'opt1', 'wan', '']) }
  })
  checkProperty(asked, sampleCount(1000, 20_000), ({ rules, packets, key }) => {
    const box = opnBoxWith([aliasFile(aliases), ruleFile(rules)])
    count.leftOut += box.problems.filter(({ message }) => message.includes('leaves this row out')).length
    for (const packet of packets) count[opnVerdict(box, packet, key)]++
  })
  console.log(`opnsense: random rules: ${JSON.stringify(count)}`)
  expect(Math.min(...Object.values(count))).toBeGreaterThan(200)
})
