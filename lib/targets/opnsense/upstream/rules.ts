/**
 * What OPNsense's own importer and generator make of rules, and what its manual says that they do: restated in our words, with
 * packets.
 * @see https://docs.opnsense.org/manual/firewall.html
 * @see https://docs.opnsense.org/manual/aliases.html
 * @see https://github.com/opnsense/core/blob/master/src/opnsense/mvc/app/models/OPNsense/Firewall/Filter.php
 * @see https://github.com/opnsense/core/blob/master/src/opnsense/mvc/app/library/OPNsense/Firewall/FilterRule.php
 */

export interface UpstreamCase {
  readonly name: string
  readonly rules: readonly Readonly<Record<string, string>>[]
  readonly allow?: readonly string[]
  readonly deny?: readonly string[]
  readonly unknown?: readonly string[]
  /** The interface on which the packets come: `lan` where it does not say. */
  readonly on?: string
}

/** The manual's lists in lists, and others. */
export const aliases = {
  critical_servers: ['host', '10.0.1.1', '10.0.1.2'],
  other_servers: ['host', '10.0.1.100', '10.0.1.200'],
  servers: ['host', 'critical_servers', 'other_servers'],
  managed: ['network', '10.40.1.10-10.40.1.19', '172.16.0.0/24', '10.20.0.0/16'],
  web: ['network', '192.168.30.0/24', '2001:db8::/64'],
  ring: ['network', 'ring2', '10.1.0.0/16'],
  ring2: ['network', 'ring', '10.2.0.0/16'],
  group: ['networkgroup', 'critical_servers', 'web'],
  ftp_ports: ['port', '20:25', '443'],
  empty: ['network'],
  no_ports: ['port'],
  named: ['host', 'gate.example.net', '10.9.9.9'],
  fetched: ['urltable', 'https://lists.example.net/x'],
  countries: ['geoip', 'NL'],
  holes: ['network', '10.0.0.0/8', '!10.5.0.0/16'],
} as const satisfies Readonly<Record<string, readonly [string, ...string[]]>>

const web = '192.168.10.5 -> 192.168.30.11 tcp/80'
const ftp = '192.168.10.5 -> 192.168.30.11 tcp/21'

export const cases: readonly UpstreamCase[] = [
  { name: 'nothing lets nothing in', rules: [], deny: [web, '192.168.10.5 -> 8.8.8.8 icmp/8'] },
  {
    name: 'the first match decides',
    rules: [{ interface: 'lan', action: 'block', destination_net: '192.168.30.11' }, { interface: 'lan' }],
    deny: [web],
    allow: ['192.168.10.5 -> 192.168.30.12 tcp/80'],
  },
  {
    name: 'by sequence, wherever a row stands',
    rules: [{ interface: 'lan', sequence: '200' }, { interface: 'lan', action: 'block', sequence: '100' }],
    deny: [web],
  },
  {
    name: 'as a number: 90 comes before 1000',
    rules: [{ interface: 'lan', sequence: '1000' }, { interface: 'lan', action: 'block', sequence: '90' }],
    deny: [web],
  },
  { name: 'a rule for one interface is for no other', rules: [{ interface: 'lan' }], on: 'opt1', deny: [web] },
  {
    name: 'floating rules come first, whatever their sequence',
    rules: [{ interface: 'lan', sequence: '1' }, { interface: 'lan,opt1', action: 'block', sequence: '3100' }],
    deny: [web],
  },
  {
    name: 'a rule for no interface is one of them',
    rules: [{ interface: 'lan', sequence: '1' }, { action: 'block', sequence: '3100' }],
    deny: [web],
  },
  {
    name: 'and so is one for all but one',
    rules: [{ interface: 'lan', sequence: '1' }, { interface: 'opt1', interfacenot: '1', action: 'block', sequence: '3100' }],
    deny: [web],
  },
  {
    name: 'which is not for that one',
    rules: [{ interface: 'lan', sequence: '1' }, { interface: 'lan', interfacenot: '1', action: 'block', sequence: '2' }],
    allow: [web],
  },
  {
    name: 'a floating rule for one interface is one of that interface, and comes behind',
    rules: [{ interface: 'lan', action: 'block', sequence: '1' }, { interface: 'lan,opt1', sequence: '500' }],
    allow: [web],
  },
  {
    name: 'without quick the last match decides',
    rules: [
      { quick: '0', sequence: '1' },
      { quick: '0', sequence: '2', action: 'block', destination_net: 'critical_servers' },
    ],
    allow: [web],
    deny: ['192.168.10.5 -> 10.0.1.2 tcp/80'],
  },
  {
    name: 'and a quick one behind it before that',
    rules: [{ quick: '0', action: 'block' }, { interface: 'lan' }],
    allow: [web],
  },
  { name: 'a rule that is switched off', rules: [{ enabled: '0' }], deny: [web] },
  { name: 'reject is block', rules: [{ action: 'reject' }, {}], deny: [web] },
  {
    name: 'a rule for the way out lets nobody in',
    rules: [{ direction: 'out' }],
    deny: [web],
  },
  {
    name: 'one that blocks on every way out stops what was let in',
    rules: [{}, { direction: 'out', action: 'block', destination_net: 'critical_servers' }],
    allow: [web],
    deny: ['192.168.10.5 -> 10.0.1.1 tcp/80'],
  },
  {
    name: 'both ways',
    rules: [{ direction: 'any' }],
    allow: [web],
  },
  {
    name: 'lists in lists',
    rules: [{ destination_net: 'servers' }],
    allow: ['192.168.10.5 -> 10.0.1.1 tcp/80', '192.168.10.5 -> 10.0.1.200 udp/9'],
    deny: ['192.168.10.5 -> 10.0.1.3 tcp/80'],
  },
  {
    name: 'ranges, networks, and lists that name each other',
    rules: [{ destination_net: 'managed' }, { destination_net: 'ring' }],
    allow: ['192.168.10.5 -> 10.40.1.19 tcp/1', '192.168.10.5 -> 172.16.0.9 tcp/1', '192.168.10.5 -> 10.2.3.4 tcp/1'],
    deny: ['192.168.10.5 -> 10.40.1.20 tcp/1', '192.168.10.5 -> 172.16.1.1 tcp/1'],
  },
  {
    name: 'several lists in one place, and a group of them',
    rules: [{ source_net: 'critical_servers,web' }, { destination_net: 'group', source_net: 'other_servers' }],
    allow: ['10.0.1.1 -> 8.8.8.8 tcp/1', '192.168.30.5 -> 8.8.8.8 tcp/1', '10.0.1.100 -> 10.0.1.2 tcp/1'],
    deny: ['10.0.1.100 -> 8.8.8.8 tcp/1'],
  },
  {
    name: 'everybody but a list; nobody is outside of everything',
    rules: [{ source_net: 'critical_servers', source_not: '1', destination_net: 'web' }, { source_not: '1', destination_net: '8.8.8.8' }],
    allow: [web, '10.0.1.1 -> 8.8.8.8 tcp/1'],
    deny: ['10.0.1.1 -> 192.168.30.11 tcp/80'],
  },
  {
    name: 'nobody is in an empty list, and everybody is outside of it',
    rules: [{ action: 'block', source_net: 'empty' }, { source_net: 'empty', source_not: '1' }],
    allow: [web],
  },
  {
    name: 'each family for itself, or both where lists hold both',
    rules: [{ ipprotocol: 'inet46', destination_net: 'web' }, { ipprotocol: 'inet6', destination_net: '2001:db8:1::5' }],
    allow: [web, '2001:db8:9::5 -> 2001:db8::11 tcp/80', '2001:db8:9::5 -> 2001:db8:1::5 tcp/80'],
    deny: ['2001:db8:9::5 -> 2001:db8:1::6 tcp/80', '192.168.10.5 -> 192.168.31.1 tcp/80'],
  },
  {
    name: 'a port, a range, a name and a list of ports',
    rules: [
      { protocol: 'TCP', destination_port: '8080' },
      { protocol: 'udp', destination_port: '5000-5010' },
      { protocol: 'TCP/UDP', destination_port: 'domain' },
      { protocol: 'TCP', destination_port: 'ftp_ports' },
    ],
    allow: [
      '192.168.10.5 -> 8.8.8.8 tcp/8080',
      '192.168.10.5 -> 8.8.8.8 udp/5010',
      '192.168.10.5 -> 8.8.8.8 udp/53',
      '192.168.10.5 -> 8.8.8.8 tcp/53',
      ftp,
      '192.168.10.5 -> 8.8.8.8 tcp/443',
    ],
    deny: ['192.168.10.5 -> 8.8.8.8 udp/8080', '192.168.10.5 -> 8.8.8.8 tcp/26', '192.168.10.5 -> 8.8.8.8 udp/5011'],
  },
  {
    name: 'ICMP: of one family by names, of the other by numbers, and of both without',
    rules: [
      { protocol: 'ICMP', icmptype: 'echoreq,unreach', destination_net: 'web' },
      { protocol: 'IPV6-ICMP', ipprotocol: 'inet6', icmp6type: '128,3', destination_net: 'web' },
      { protocol: 'ICMP', ipprotocol: 'inet46', source_net: 'critical_servers' },
    ],
    allow: [
      '192.168.10.5 -> 192.168.30.11 icmp/8',
      '192.168.10.5 -> 192.168.30.11 icmp/3',
      '2001:db8:9::5 -> 2001:db8::11 icmpv6/128',
      '2001:db8:9::5 -> 2001:db8::11 icmpv6/3',
      '10.0.1.1 -> 8.8.8.8 icmp/13',
    ],
    deny: ['192.168.10.5 -> 192.168.30.11 icmp/0', '2001:db8:9::5 -> 2001:db8::11 icmpv6/129', web],
  },
  {
    name: 'ICMPv6 that no network works without passes always',
    rules: [{ ipprotocol: 'inet46', action: 'block' }],
    allow: [1, 2, 135, 136].map((type) => `2001:db8::5 -> 2001:db8:1::5 icmpv6/${type}`),
    deny: ['2001:db8::5 -> 2001:db8:1::5 icmpv6/128', '2001:db8::5 -> 2001:db8:1::5 icmpv6/133'],
  },
  {
    name: 'port 0 never does',
    rules: [{ ipprotocol: 'inet46' }],
    deny: ['192.168.10.5 -> 192.168.30.11 tcp/0', '2001:db8::5 -> 2001:db8:1::5 udp/0'],
    allow: [web],
  },
  {
    name: 'protocols by the names of FreeBSD',
    rules: [{ protocol: 'ESP' }, { protocol: 'CARP' }, { protocol: 'ipencap' }],
    allow: ['192.168.10.5 -> 8.8.8.8 esp', '192.168.10.5 -> 8.8.8.8 vrrp', '192.168.10.5 -> 8.8.8.8 ipip'],
    deny: ['192.168.10.5 -> 8.8.8.8 gre', web],
  },
  {
    name: 'what the box fetches, resolves, or leaves out of a list is not known',
    rules: [{ source_net: 'named' }, { action: 'block', source_net: 'fetched' }, { source_net: 'countries' }, { destination_net: 'holes' }],
    unknown: [web],
  },
  {
    name: 'what stands behind the deciding rule is not asked',
    rules: [{}, { action: 'block', source_net: 'fetched' }],
    allow: [web],
  },
  ...[
    { sched: 'night' },
    { tagged: 'x' },
    { tos: 'af11' },
    { prio: '5' },
    { protocol: 'TCP', tcpflags1: 'syn', tcpflags2: 'syn,ack' },
    { protocol: 'TCP', source_port: '1024-65535' },
    { statetype: 'none' },
    { 'divert-to': '8000' },
  ].map(
    (condition): UpstreamCase => ({
      name: `a condition that is no part of the packet: ${Object.keys(condition).join(' ')}`,
      rules: [condition],
      unknown: [web],
    }),
  ),
  {
    name: 'logs, marks and gateways change nothing about who passes',
    rules: [{ log: '1', gateway: 'WAN_GW', tag: 'x', statetype: 'sloppy', 'set-prio': '5', categories: 'a' }],
    allow: [web],
  },
  {
    name: 'networks of interfaces and the box itself need the configuration',
    rules: [{ source_net: 'lan' }],
    unknown: [web],
  },
  { name: 'its own addresses too', rules: [{ destination_net: '(self)' }], unknown: [web] },
  { name: 'and so do groups', rules: [{ interface: 'Trusted' }], unknown: [web] },
  {
    name: 'a rule of a list of ports that is empty is left out',
    rules: [{ protocol: 'TCP', destination_port: 'no_ports' }],
    deny: [web],
  },
]

/** Rows that the import lists and leaves out, with the reason in our words. */
export const faultyRows: readonly (readonly [name: string, row: Readonly<Record<string, string>>, why: RegExp])[] = [
  ['an id that is not of version 4', { '@uuid': '10000000-0000-5000-8000-000000000000' }, /no id/],
  ['a number in the place of a yes', { quick: '2' }, /quick is neither/],
  ['an action of another product', { action: 'accept' }, /no action/],
  ['a family in another spelling', { ipprotocol: 'ipv4' }, /no ipprotocol/],
  ['no sequence', { sequence: '' }, /no sequence/],
  ['a sequence above all', { sequence: '1000000' }, /no sequence/],
  ['all but several interfaces', { interfacenot: '1', interface: 'lan,opt1' }, /all but several/],
  ['all but none', { interfacenot: '1' }, /all but several/],
  ['a list that is not there', { source_net: 'nobody' }, /no alias/],
  ['ports in the place of addresses', { source_net: 'ftp_ports' }, /no alias/],
  ['addresses in the place of ports', { protocol: 'TCP', destination_port: 'web' }, /no port/],
  ['two literals', { source_net: '10.0.0.1,10.0.0.2' }, /no alias/],
  ['everybody beside others', { source_net: 'any,web' }, /"any" stands beside/],
  ['everybody but several', { source_net: 'web,servers', source_not: '1' }, /everybody but several/],
  ['a literal of IPv4 in a rule for both', { ipprotocol: 'inet46', source_net: '10.0.0.0/8' }, /family alone/],
  ['a literal of IPv6 in a rule for IPv4', { destination_net: '2001:db8::1' }, /family alone/],
  ['a port beside any protocol', { destination_port: '80' }, /a port stands beside/],
  ['a port of SCTP', { protocol: 'SCTP', destination_port: '80' }, /a port stands beside/],
  ['a list of ports in the rule', { protocol: 'TCP', destination_port: '80,443' }, /no port/],
  ['a range with a colon', { protocol: 'TCP', destination_port: '80:90' }, /no port/],
  ['a range that does not rise', { protocol: 'TCP', destination_port: '90-90' }, /no port/],
  ['port 0', { protocol: 'TCP', destination_port: '0' }, /no port/],
  ['ICMP types beside TCP', { protocol: 'TCP', icmptype: 'echoreq' }, /beside another protocol/],
  ['ICMP types of IPv6 beside those of IPv4', { protocol: 'ICMP', icmp6type: '128' }, /beside another protocol/],
  ['ICMPv6 types by name', { protocol: 'IPV6-ICMP', ipprotocol: 'inet6', icmp6type: 'echoreq' }, /no ICMPv6 types/],
  ['TCP flags beside UDP', { protocol: 'UDP', tcpflags2: 'syn' }, /beside another protocol/],
]

/** With one of these no alias of the file is taken. */
export const refusedAliases: readonly (readonly [name: string, alias: readonly [string, ...string[]], why: RegExp])[] = [
  ['x-y', ['host', '10.0.0.1'], /no name/],
  ['__x', ['host', '10.0.0.1'], /no name/],
  ['_', ['host', '10.0.0.1'], /no name/],
  ['x123456789012345678901234567890123', ['host', '10.0.0.1'], /no name/],
  ['unknown_type', ['list', '10.0.0.1'], /no type/],
  ['host_with_network', ['host', '10.0.0.0/8'], /cannot stand in a list of type host/],
  ['half', ['network', '10.0.0.300'], /cannot stand/],
  ['too_long', ['network', '10.0.0.0/33'], /cannot stand/],
  ['dash', ['port', '80-90'], /cannot stand/],
  ['above', ['port', '70000'], /cannot stand/],
  ['backwards', ['port', '90:80'], /cannot stand/],
  ['zero', ['port', '0'], /cannot stand/],
  ['commas', ['network', '10.0.0.0/8,10.1.0.0/16'], /cannot stand/],
  ['literal_in_group', ['networkgroup', '10.0.0.0/8'], /cannot stand/],
]
