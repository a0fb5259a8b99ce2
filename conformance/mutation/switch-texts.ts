/** Access lists of IPv4 for IOS, one way to write each thing after another, lists drawn at random, and whole configurations. */
import type * as fc from 'fast-check'
import { type Draw, drawn } from '@/lib/testing/draw'

const head = 'ip access-list extended A'

function list(...lines: readonly string[]): string {
  return `${[head, ...lines.map((line) => ` ${line}`)].join('\n')}\n`
}

const portNames = {
  tcp: [
    ...['bgp', 'chargen', 'cmd', 'daytime', 'discard', 'domain', 'echo', 'exec', 'finger', 'ftp', 'ftp-data', 'gopher'],
    ...['hostname', 'ident', 'irc', 'klogin', 'kshell', 'login', 'lpd', 'msrpc', 'nntp', 'pim-auto-rp', 'pop2', 'pop3'],
    ...['smtp', 'sunrpc', 'syslog', 'tacacs', 'talk', 'telnet', 'time', 'uucp', 'whois', 'www', 'https', 'ssh', 'ntp'],
  ],
  udp: [
    ...['biff', 'bootpc', 'bootps', 'discard', 'dnsix', 'domain', 'echo', 'isakmp', 'mobile-ip', 'nameserver'],
    ...['netbios-dgm', 'netbios-ns', 'netbios-ss', 'non500-isakmp', 'ntp', 'pim-auto-rp', 'rip', 'ripv6', 'snmp'],
    ...['snmptrap', 'sunrpc', 'syslog', 'tacacs', 'talk', 'tftp', 'time', 'who', 'xdmcp', 'bgp', 'www', 'toString'],
  ],
}

const protocols = [
  ...['ip', 'tcp', 'udp', 'icmp', 'ahp', 'eigrp', 'esp', 'gre', 'igmp', 'ipinip', 'nos', 'ospf', 'pim', 'sctp', 'vrrp'],
  ...[
    'ipv6',
    'icmpv6',
    'icmp6',
    'constructor',
    '0',
    '1',
    '6',
    '17',
    '47',
    '50',
    '51',
    '89',
    '103',
    '255',
    '256',
    '999',
  ],
  ...['06', '1000', '-1', 'IP', ''],
]

const messages = [
  ...['administratively-prohibited', 'echo', 'echo-reply', 'host-unreachable', 'mask-reply', 'mask-request'],
  ...['net-unreachable', 'packet-too-big', 'parameter-problem', 'port-unreachable', 'redirect', 'router-advertisement'],
  ...['router-solicitation', 'source-quench', 'time-exceeded', 'timestamp-reply', 'timestamp-request', 'ttl-exceeded'],
  ...[
    'unreachable',
    'echo-request',
    'nd-na',
    '0',
    '3',
    '8',
    '8 0',
    '3 1',
    '3 255',
    '3 256',
    '255',
    '256',
    '08',
    '1000',
    '8 0x',
    '8 x0',
    '8 1000',
    'echo 0',
    'unreachable 1',
    'toString',
  ],
]

const ends = [
  ...[
    'any',
    'host 10.7.1.2',
    'host 192.0.2.9',
    '10.7.0.0 0.0.255.255',
    '192.0.2.0 0.0.0.127',
    '10.0.0.0 0.255.255.255',
  ],
  ...['10.7.1.2 0.0.0.0', '0.0.0.0 255.255.255.255', '10.7.1.9 0.0.0.255', '10.7.0.2 0.0.255.0', '10.7.0.1 0.0.3.254'],
  ...['10.7.1.0 0.0.0.5', '128.0.0.0 127.255.255.255', '10.7.1.2 255.255.255.255', '10.0.0.9 0.255.0.0'],
]
const badEnds = [
  ...['host', 'host 10.7.1', 'host 10.7.1.256', '10.7.1.2', '10.7.1.0 255', '10.7.0.0 0.0.255.256', '10.7.0.0/16'],
  ...['host any', 'any any', '2001:db8::/32', 'host 2001:db8::1', '10.7.0.0 0.0.0.255 0.0.0.255', 'all', '::'],
  ...['10.7.0.0 ::ff', '10.7.0.0 any', 'host 10.7.1.2 0.0.0.255'],
]

const ports = [
  ...['', 'eq 53', 'eq 80 53', 'eq 1 2 3 4 5', 'range 50 60', 'range 53 53', 'gt 1023', 'lt 54', 'neq 53', 'gt 65534'],
  ...['lt 2', 'eq 65535', 'range 1 65535', 'range 65534 65535', 'eq www 443', 'range ftp-data ftp', 'neq 65535'],
]
const badPorts = [
  ...['eq', 'range 50', 'range 60 50', 'eq 65536', 'eq 99999', 'eq 100000', 'lt', 'gt', 'neq', 'eq x', 'range x 5'],
  ...['range 5 x', 'eq -1', 'eq 080', 'eq 5-9', 'range 5 6 7', 'gt 5 6', 'ge 5', 'eq, 5', '53', 'range 5-9', 'lt 0'],
  ...['gt 65535', 'range 5 65536', 'eq www ntp'],
]

/** Lists that Trigger and cisco-acl are both asked about. */
export const aimedLists: readonly string[] = [
  ...portNames.tcp.flatMap((name) => [list(`permit tcp any any eq ${name}`), list(`permit tcp any eq ${name} any`)]),
  ...portNames.udp.flatMap((name) => [list(`permit udp any any eq ${name}`), list(`permit udp any eq ${name} any`)]),
  ...protocols.flatMap((word) => [list(`permit ${word} any any`), list(`permit ${word} any any eq 53`)]),
  ...messages.flatMap((word) => [list(`permit icmp any any ${word}`), list(`permit tcp any any ${word}`)]),
  ...[...ends, ...badEnds].flatMap((end) => [list(`permit ip ${end} any`), list(`permit tcp any ${end} eq 80`)]),
  ...[...ports, ...badPorts].flatMap((port) => [
    list(`permit tcp any any ${port}`.trimEnd()),
    list(`permit udp any ${port} any`.replace('  ', ' ')),
    list(`permit tcp host 10.7.1.2 eq 80 10.7.0.0 0.0.255.255 ${port}`.trimEnd()),
    list(`permit ip any any ${port}`.trimEnd()),
    list(`permit icmp any any ${port}`.trimEnd()),
    list(`permit 6 any any ${port}`.trimEnd()),
    list(`permit 17 any ${port} any`.replace('  ', ' ')),
  ]),
  ...[
    'log',
    'log-input',
    'established',
    'established log',
    'log established',
    'fragments',
    'ack',
    'rst',
    'syn',
    'fin',
  ].flatMap((word) => [
    list(`permit tcp any any ${word}`),
    list(`permit tcp any any eq 80 ${word}`),
    list(`permit udp any any ${word}`),
    list(`permit ip any any ${word}`),
    list(`permit icmp any any 8 ${word}`),
    list(`deny tcp any any ${word}`, 'permit ip any any'),
  ]),
  ...[
    'dscp ef',
    'precedence 5',
    'tos 4',
    'ttl eq 5',
    'time-range office',
    'reflect back',
    'option any',
    'nonsense',
  ].map((word) => list(`permit tcp any any eq 80 ${word}`, 'permit udp any any')),
  list('permit sctp any any eq syslog'),
  list('permit sctp any any eq 80'),
  list('permit ip any any'),
  list('deny ip any any'),
  list('deny tcp any any eq 80', 'permit ip any any'),
  list('permit tcp any any eq 80', 'deny ip any any'),
  list('permit ip 10.7.1.2 128.0.0.0 any'),
  list('deny ip host 138.7.1.3 any', 'permit ip 10.7.1.2 128.0.0.1 any'),
  list('deny ip host 10.7.1.3 any', 'deny ip host 138.7.1.2 any', 'permit ip 10.7.1.2 128.0.0.1 any'),
  list('permit tcp any any range 80 80', 'deny tcp any any range 79 81', 'permit ip any any'),
  list('deny tcp any any eq 80', 'permit tcp any any range 79 81', 'deny tcp any any', 'permit ip any any'),
  list('permit tcp any any eq 80', 'deny tcp any any range 79 81', 'permit tcp any any', 'deny ip any any'),
  list('deny udp any any', 'deny icmp any any', 'permit ip host 10.7.1.2 any'),
  list('permit tcp any eq 53 any', 'deny tcp any range 50 60 any', 'permit tcp any any'),
  list('deny tcp any eq 53 any', 'permit tcp any range 50 60 any'),
  list(
    'permit udp any eq 53 any eq 53',
    'permit udp any eq 54 any eq 54',
    'deny udp any range 53 54 any',
    'permit udp any any',
  ),
  list('remark permit ip any any', 'permit tcp any any eq 80'),
  list('remark', 'permit tcp any any eq 80'),
  list('permit tcp any any eq 80', 'permit tcp any any eq 80'),
  list('10 permit tcp any any eq 80', '20 deny tcp any any', '30 permit ip any any'),
  list('10 permit tcp any any eq 80', '10 deny tcp any any'),
  list('permit tcp any any eq 80', '20 permit tcp any any eq 81', 'permit tcp any any eq 82'),
  list('allow ip any any'),
  list('permit'),
  list('permit ip'),
  list('permit ip any'),
  list('permit ip any any any'),
  list('Permit ip any any'),
  list('permit  ip   any  any'),
  list('no permit ip any any'),
  `${head}\n\n permit tcp any any eq 80\n\n deny ip any any\n`,
  `${head}\n!\n permit tcp any any eq 80\n! deny ip any any\n permit udp any any\n`,
  `${head}\r\n permit tcp any any eq 80\r\n deny ip any any\r\n`,
  `${head}\npermit tcp any any eq 80\ndeny ip any any\n`,
  `${head}\n\tpermit tcp any any eq 80\n`,
  'ip access-list extended\n permit ip any any\n',
  'ip access-list A\n permit ip any any\n',
  'ip access-lists extended A\n permit ip any any\n',
  'ip access-list extended A B\n permit ip any any\n',
  'ip access-list standard A\n permit 10.7.1.2\n',
  'ip access-list extended B\n permit ip any any\n',
  'permit ip any any\n',
  'access-list 101 permit tcp any any eq 80\naccess-list 101 deny ip any any\n',
  'access-list 101 permit tcp host 10.7.1.2 eq 53 10.7.0.0 0.0.255.255 range 50 60\n',
  'access-list 101 permit udp any any\nno access-list 101\naccess-list 101 permit tcp any any\n',
  'access-list 199 permit udp any any\n',
  'access-list 2000 permit udp any any\naccess-list 2000 deny udp any any eq 9\n',
  'access-list 2699 deny udp any any eq 9\naccess-list 2699 permit udp any any\n',
  `${head}\n permit udp any any\nno ${head}\n${head}\n permit tcp any any\n`,
  `no ${head}\n${head}\n permit tcp any any\n`,
  `${head}\n permit udp any any\nend\n`,
]

function drawLine(draw: Draw): string {
  const protocol = draw.pick(['ip', 'tcp', 'tcp', 'udp', 'udp', 'icmp', 'esp', 'gre', '89'])
  const hasPorts = protocol === 'tcp' || protocol === 'udp'
  const portAt = (percent: number): string => {
    const port = hasPorts && draw.chance(percent) ? draw.pick(ports) : ''
    return port === '' ? '' : ` ${port}`
  }
  const message =
    protocol === 'icmp' && draw.chance(30) ? ` ${draw.pick(['8', '3 1', '3', '0', 'echo', 'unreachable'])}` : ''
  const flag = protocol === 'tcp' && draw.chance(12) ? ' established' : draw.chance(5) ? ' log' : ''
  const [from, to] = [draw.pick(ends), draw.pick(ends)]
  return `${draw.pick(['permit', 'permit', 'deny'])} ${protocol} ${from}${portAt(35)} ${to}${portAt(60)}${message}${flag}`
}

export const randomLists: fc.Arbitrary<string> = drawn((draw) =>
  list(...Array.from({ length: draw.between(1, 9) }, () => drawLine(draw))),
)

export const listTokens = [
  ...[
    'permit',
    'deny',
    'remark',
    'ip',
    'tcp',
    'udp',
    'icmp',
    'esp',
    'any',
    'host',
    '10.7.1.2',
    '0.0.0.255',
    '10.7.0.0',
  ],
  ...['eq', 'range', 'gt', 'lt', 'neq', '53', '80', 'www', 'established', 'log', '8', 'echo', '10', 'extended', '!'],
]

/** Interfaces with lists, named in many ways, among lines that are no concern of ours. */
export const wholeConfigurations: fc.Arbitrary<string> = drawn((draw) => {
  const names = ['A', 'B', 'C-1']
  const lists = names.map((name) =>
    [`ip access-list extended ${name}`, ...Array.from({ length: draw.between(1, 5) }, () => ` ${drawLine(draw)}`)].join(
      '\n',
    ),
  )
  const interfaces = interfaceNames.map((name) => {
    // Of two lists of one interface cisco-acl mistakes the one for the other.
    // A list that is not there lets everything pass.
    const asked = draw.chance(80)
      ? [` ip access-group ${draw.pick([...names, ...names, 'nowhere'])} ${draw.pick(['in', 'out'])}`]
      : []
    const beside = draw.some([' description a b', ' ip address 10.7.1.1 255.255.255.0', ' no shutdown'])
    return [`interface ${name}`, ...beside, ...asked].join('\n')
  })
  const rest = [
    'router bgp 65000\n bgp log-neighbor-changes',
    'vlan 10\n name servers',
    'line vty 0 4\n transport input ssh',
    ...['^C', '#', '@'].map((sign) => `banner motd ${sign}\nNobody but us\n  two lines\n${sign}`),
    'banner login #One line#',
    'banner exec ^CBegun here\nand ended here^C',
    'banner motd\nNobody but us\nEOF',
  ]
  return `${['version 17.9', 'hostname sw', ...draw.some(rest), ...lists, ...interfaces, 'end'].join('\n!\n')}\n`
})

export const interfaceNames = ['Vlan9', 'GigabitEthernet1/0/1', 'Port-channel7', 'TenGigabitEthernet1/1/4'] as const
