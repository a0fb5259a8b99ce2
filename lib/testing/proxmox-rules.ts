/** Rules that a person may have for a guest of Proxmox VE, in groups and beside them, and packets that tell them apart. */
import { type Draw, drawn } from './draw'

const ends = ['+dc/admins', '+dc/both', '+guest/own', '+own', '+both', '+sdn/vnet']
const literals = ['10.0.0.0/8', '192.168.2.7', '10.0.0.1,10.0.0.9', '10.0.0.1-10.0.0.9', 'gateway', 'dc/gateway']
const literals6 = ['2001:db8::/64', '2001:db8::7,2001:db8::9']

function drawEnds(draw: Draw, isGroup: boolean): string {
  const pick = draw.pick([
    () => draw.pick(isGroup ? ends.filter((end) => !end.includes('own')) : ends),
    () => draw.pick(literals),
    () => draw.pick(literals6),
  ])
  // Both of one kind, as every sound rule has them.
  return ['-source', '-dest']
    .filter(() => draw.chance(45))
    .map((word) => `${word} ${pick()}`)
    .join(' ')
}

function drawRule(draw: Draw, isGroup: boolean): string {
  const service = draw.pick([
    '',
    '-p tcp',
    '-p tcp -dport 80',
    '-p tcp -dport 22,80:90',
    '-p udp -dport 53,67:68',
    '-p icmp',
    '-p icmp -icmp-type echo-request',
    '-p ipv6-icmp',
    '-p ipv6-icmp -icmp-type echo-request',
    '-p 50',
    '-p tcp -dport 80 -sport 1024:65535',
  ])
  const macro = draw.pick(['SSH', 'DNS', 'Ping', 'Web', 'NeighborDiscovery', 'IPIP'])
  const action = draw.pick(['ACCEPT', 'ACCEPT', 'ACCEPT', 'DROP', 'REJECT'])
  const isMacro = draw.chance(20)
  const words = [
    `${draw.chance(8) ? '|' : ''}${draw.pick(['IN', 'IN', 'OUT'])}`,
    isMacro ? `${macro}(${action})` : action,
    isGroup || !draw.chance(15) ? '' : `-i ${draw.pick(['net0', 'net0', 'net1'])}`,
    drawEnds(draw, isGroup),
    isMacro ? '' : service,
    draw.chance(20) ? '-log info' : '',
    draw.chance(20) ? '# some words' : '',
  ]
  return words.filter((word) => word !== '').join(' ')
}

/** Texts of `cluster.fw` and of a guest's file, and how many cards the guest has. */
export const arbitraryRules = drawn((draw) => {
  const rules = (count: number, isGroup: boolean): string[] =>
    Array.from({ length: draw.between(0, count) }, () => drawRule(draw, isGroup))
  const setting = (name: string): string[] => (draw.chance(30) ? [`${name}: ${draw.pick(['0', '1'])}`] : [])
  const cluster = [
    '[OPTIONS]',
    ...(draw.chance(90) ? ['enable: 1'] : setting('enable')),
    '[ALIASES]',
    'gateway 192.168.2.1',
    '[IPSET admins]',
    '10.0.0.0/24',
    ...(draw.chance(30) ? ['!10.0.0.9'] : []),
    '[IPSET both]',
    '10.0.0.1',
    'dc/gateway',
    '2001:db8::/64',
    ...(draw.chance(15) ? ['[IPSET blacklist]', '10.0.0.9'] : []),
    '[group web]',
    ...rules(5, true),
  ]
  const guest = [
    '[OPTIONS]',
    ...(draw.chance(90) ? ['enable: 1'] : []),
    ...['dhcp', 'ndp', 'radv', 'macfilter'].flatMap(setting),
    ...(draw.chance(12) ? ['ipfilter: 1'] : []),
    ...['policy_in', 'policy_out'].flatMap((name) =>
      draw.chance(40) ? [`${name}: ${draw.pick(['ACCEPT', 'DROP'])}`] : [],
    ),
    '[IPSET own]',
    '10.0.0.9',
    '2001:db8::9',
    ...(draw.chance(10) ? ['[IPSET ipfilter-net0]', '192.168.2.7'] : []),
    '[RULES]',
    ...rules(4, false),
    ...(draw.chance(60) ? ['GROUP web'] : []),
    ...rules(3, false),
  ]
  return { cluster: cluster.join('\n'), guest: guest.join('\n'), cards: draw.pick(['one', 'one', 'two'] as const) }
})

const four = ['10.0.0.1', '10.0.0.9', '192.168.2.1', '203.0.113.9', '224.0.0.5'].flatMap((source) =>
  ['192.168.2.7', '10.0.0.9'].flatMap((destination) =>
    ['tcp/22', 'tcp/80', 'tcp/81', 'udp/53', 'udp/67', 'udp/68', 'icmp/8', 'icmp/3', 'esp', 'vrrp'].map(
      (service) => `${source} -> ${destination} ${service}`,
    ),
  ),
)
const six = ['2001:db8::7', '2001:db8::9', 'fe80::1', '2001:db8:1::1'].flatMap((source) =>
  ['2001:db8::7', 'ff02::1'].flatMap((destination) =>
    ['tcp/80', 'udp/546', 'udp/547', 'icmpv6/128', 'icmpv6/2', 'icmpv6/134', 'icmpv6/135', 'icmpv6/143'].map(
      (service) => `${source} -> ${destination} ${service}`,
    ),
  ),
)

export const packetsOfRules: readonly string[] = [...four, ...six]
