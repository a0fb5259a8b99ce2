/**
 * Lists of stated meaning: what the vendors' documents say of their own examples, restated with other addresses.
 * @see https://www.cisco.com/en/US/docs/ios-xml/ios/sec_data_acl/configuration/15-2mt/sec-access-list-ov.html
 * @see https://www.cisco.com/c/en/us/td/docs/switches/lan/catalyst3850/software/release/3e/ipv6/configuration_guide/b_ipv6_3e_3850_cg/b_ipv6_3se_3850_cg_darya_chapter_0110.html
 * @see https://github.com/ansible-collections/arista.eos/blob/main/docs/arista.eos.eos_acls_module.rst
 */
export interface Example {
  /** Typed one after the other. */
  readonly texts: readonly string[]
  readonly allows: readonly string[]
  readonly denies: readonly string[]
  /** Where no verdict is given. */
  readonly unknown?: readonly string[]
}

const onVlan = 'interface Vlan9\n ip access-group LIST out\n'

function named(...lines: readonly string[]): string {
  return ['ip access-list extended LIST', ...lines.map((line) => ` ${line}`), ''].join('\n')
}

const mail = ['10 permit tcp any 10.7.0.0 0.0.255.255 established', '20 permit tcp any host 10.7.1.2 eq smtp']

export const examples: Readonly<Record<string, Example>> = {
  'a named list: the first line that matches decides, and behind the last everything is denied': {
    texts: [
      named(
        'permit tcp any 10.18.0.0 0.0.255.255 eq telnet',
        'deny tcp any any',
        'permit icmp any any',
        'deny udp any 10.18.0.0 0.0.255.255 lt 1024',
        'permit udp any 10.18.0.0 0.0.255.255',
      ) + onVlan,
    ],
    allows: [
      '192.0.2.9 -> 10.18.7.7 tcp/23',
      '192.0.2.9 -> 10.19.7.7 icmp/13',
      '192.0.2.9 -> 10.18.7.7 udp/1024',
    ],
    denies: [
      '192.0.2.9 -> 10.19.7.7 tcp/23',
      '192.0.2.9 -> 10.18.7.7 tcp/80',
      '192.0.2.9 -> 10.18.7.7 udp/1023',
      '192.0.2.9 -> 10.18.7.7 udp/0',
      '192.0.2.9 -> 10.19.7.7 udp/2000',
      '192.0.2.9 -> 10.18.7.7 gre',
    ],
  },
  'established matches ACK or RST alone: a connection begins at the mail host only': {
    texts: [named(...mail) + onVlan],
    allows: ['192.0.2.9 -> 10.7.1.2 tcp/25'],
    denies: ['192.0.2.9 -> 10.7.1.3 tcp/25', '192.0.2.9 -> 10.7.1.2 tcp/80', '192.0.2.9 -> 10.7.9.9 tcp/40000'],
  },
  'a list that is named and not there lets everything pass': {
    texts: [onVlan],
    allows: ['192.0.2.9 -> 10.7.1.2 tcp/25', '2001:db8::1 -> 2001:db8::2 udp/9'],
    denies: [],
  },
  'and so does one without a line': {
    texts: [`ip access-list extended LIST\n remark nothing yet\n${onVlan}`],
    allows: ['192.0.2.9 -> 10.7.1.2 tcp/25'],
    denies: [],
  },
  'deleting a list that stands on an interface opens it': {
    texts: [named(...mail) + onVlan, 'no ip access-list extended LIST\n'],
    allows: ['192.0.2.9 -> 10.7.1.3 tcp/22'],
    denies: [],
  },
  'an interface asks one list a way: the last that it was given': {
    texts: [
      named(...mail) + onVlan,
      'ip access-list extended OTHER\n permit tcp any any eq 22\ninterface Vlan9\n ip access-group OTHER out\n',
    ],
    allows: ['192.0.2.9 -> 10.7.1.3 tcp/22'],
    denies: ['192.0.2.9 -> 10.7.1.2 tcp/25'],
  },
  'a list for the other way, or on another interface, is not asked': {
    texts: [`${named('deny ip any any')}interface Vlan9\n ip access-group LIST in\ninterface Vlan8\n ip access-group LIST out\n`],
    allows: ['192.0.2.9 -> 10.7.1.2 tcp/25'],
    denies: [],
  },
  'a line without a number goes ten behind the last': {
    texts: [named('10 permit tcp any any eq 80', '30 deny ip any any', 'permit tcp any any eq 22') + onVlan],
    allows: ['192.0.2.9 -> 10.7.1.2 tcp/80'],
    denies: ['192.0.2.9 -> 10.7.1.2 tcp/22'],
  },
  'a number between two puts a line between them': {
    texts: [named('10 permit tcp any any eq 80', '30 deny ip any any') + onVlan, named('20 permit tcp any any eq 22')],
    allows: ['192.0.2.9 -> 10.7.1.2 tcp/80', '192.0.2.9 -> 10.7.1.2 tcp/22'],
    denies: ['192.0.2.9 -> 10.7.1.2 tcp/443'],
  },
  'a line that is there already changes nothing, and one goes by its number': {
    texts: [
      named('10 permit tcp any any eq 80', '20 permit tcp any any eq 22') + onVlan,
      named('30 permit tcp any any eq 80', 'no 20'),
    ],
    allows: ['192.0.2.9 -> 10.7.1.2 tcp/80'],
    denies: ['192.0.2.9 -> 10.7.1.2 tcp/22'],
  },
  'new numbers change nothing of what a list does': {
    texts: [
      named('1 permit tcp any any eq 80', '2 deny tcp any any eq 22', '3 permit tcp any any') + onVlan,
      'ip access-list resequence LIST 100 100\n',
      named('150 permit tcp any host 10.7.1.2 eq 22'),
    ],
    allows: ['192.0.2.9 -> 10.7.1.2 tcp/80', '192.0.2.9 -> 10.7.1.2 tcp/22', '192.0.2.9 -> 10.7.1.3 tcp/443'],
    denies: ['192.0.2.9 -> 10.7.1.3 tcp/22'],
  },
  'bits of a wildcard mask need not stand together': {
    texts: [named('permit ip 10.0.1.0 0.0.254.255 any') + onVlan],
    allows: ['10.0.1.9 -> 10.7.1.2 tcp/80', '10.0.255.9 -> 10.7.1.2 tcp/80'],
    denies: ['10.0.2.9 -> 10.7.1.2 tcp/80', '10.1.1.9 -> 10.7.1.2 tcp/80'],
  },
  'ports by every operator': {
    texts: [
      named(
        'permit tcp any any range 6000 6002',
        'permit tcp any any gt 65000',
        'permit tcp any any eq www bgp',
        'permit udp any any neq 53',
      ) + onVlan,
    ],
    allows: ['192.0.2.9 -> 10.7.1.2 tcp/6001', '192.0.2.9 -> 10.7.1.2 tcp/65001', '192.0.2.9 -> 10.7.1.2 tcp/179', '192.0.2.9 -> 10.7.1.2 udp/54'],
    denies: ['192.0.2.9 -> 10.7.1.2 tcp/6003', '192.0.2.9 -> 10.7.1.2 tcp/65000', '192.0.2.9 -> 10.7.1.2 udp/53'],
  },
  'messages of ICMP by name, with the code that the name means, or by number': {
    texts: [named('permit icmp any any echo', 'permit icmp any any packet-too-big', 'permit icmp any any 11 1') + onVlan],
    allows: ['192.0.2.9 -> 10.7.1.2 icmp/8', '192.0.2.9 -> 10.7.1.2 icmp/3/4', '192.0.2.9 -> 10.7.1.2 icmp/11/1'],
    denies: ['192.0.2.9 -> 10.7.1.2 icmp/0', '192.0.2.9 -> 10.7.1.2 icmp/3/1', '192.0.2.9 -> 10.7.1.2 icmp/11/0'],
  },
  'a line for later fragments says nothing about a whole packet': {
    texts: [named('permit ip any any fragments', 'permit tcp any any eq 22') + onVlan],
    allows: ['192.0.2.9 -> 10.7.1.2 tcp/22'],
    denies: ['192.0.2.9 -> 10.7.1.2 tcp/23'],
  },
  'a list of IPv6 ends by letting neighbours find each other, then denies': {
    texts: [
      `ipv6 access-list LIST6
 deny ipv6 2001:DB8:0:2::/64 any
 permit tcp any host 2001:db8::5 eq 443
interface Vlan9
 ipv6 traffic-filter LIST6 out
`,
    ],
    allows: [
      '2001:db8:1::9 -> 2001:db8::5 tcp/443',
      '2001:db8:1::9 -> 2001:db8::5 icmpv6/135',
      '2001:db8:1::9 -> 2001:db8::5 icmpv6/136',
      '192.0.2.9 -> 10.7.1.2 tcp/9',
    ],
    denies: [
      '2001:db8:0:2::9 -> 2001:db8::5 tcp/443',
      '2001:db8:0:2::9 -> 2001:db8::5 icmpv6/135',
      '2001:db8:1::9 -> 2001:db8::5 icmpv6/134',
      '2001:db8:1::9 -> 2001:db8::6 tcp/443',
    ],
  },
  'but not behind a line that denies everything': {
    texts: ['ipv6 access-list L\n permit tcp any any\n deny ipv6 any any\ninterface Vlan9\n ipv6 traffic-filter L out\n'],
    allows: ['2001:db8:1::9 -> 2001:db8::5 tcp/443'],
    denies: ['2001:db8:1::9 -> 2001:db8::5 icmpv6/135'],
  },
  'EOS writes prefixes, and shows numbers and names': {
    texts: [
      `ip access-list test1
   10 permit tcp 10.10.10.0/24 any eq https
   20 permit ip 10.30.10.0/24 host 10.20.10.1
   30 deny tcp host 10.10.20.1 eq finger www any log
   40 permit tcp any any
!
interface Vlan9
   ip access-group test1 out
`,
    ],
    allows: [
      '10.10.10.7 -> 10.7.1.2 tcp/443',
      '10.30.10.7 -> 10.20.10.1 udp/1',
      '10.40.0.1 -> 10.7.1.2 tcp/9',
    ],
    denies: ['10.30.10.7 -> 10.20.10.2 udp/1', '10.40.0.1 -> 10.7.1.2 udp/9', '10.10.20.1 -> 10.7.1.2 tcp/9'],
  },
  'what asks for more than addresses and ports is left without a verdict': {
    texts: ['ip access-list t\n 10 permit ip 10.10.10.0/24 any ttl eq 200\n 20 permit ip any any\ninterface Vlan9\n ip access-group t out\n'],
    allows: ['2001:db8:1::9 -> 2001:db8::5 tcp/443'],
    denies: [],
    unknown: ['10.10.10.7 -> 10.7.1.2 tcp/443'],
  },
  'a group of objects is left without a verdict': {
    texts: [named('permit tcp object-group ADMIN host 10.7.1.2 eq 22', 'permit icmp any any') + onVlan],
    allows: [],
    denies: [],
    unknown: ['192.0.2.9 -> 10.7.1.2 tcp/22'],
  },
}
