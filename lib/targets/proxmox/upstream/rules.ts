/**
 * What the manual's examples and the product's own test files say, restated in our words, with packets.
 * @see https://pve.proxmox.com/pve-docs/chapter-pve-firewall.html
 * @see https://github.com/proxmox/pve-firewall/tree/master/test
 */

export interface UpstreamCase {
  readonly name: string
  readonly cluster?: string
  /** Settings and rules of the guest; `enable: 1` stands before them. */
  readonly options?: readonly string[]
  readonly before?: string
  readonly rules?: readonly string[]
  /** Packets to the guest 192.168.2.7, unless they say otherwise. */
  readonly allow?: readonly string[]
  readonly deny?: readonly string[]
  readonly unknown?: readonly string[]
  readonly direction?: 'ingress' | 'egress'
  readonly cards?: 'one' | 'two'
}

const on = '[OPTIONS]\n\nenable: 1\n'
const ssh = '192.168.2.192 -> 192.168.2.7 tcp/22'
const other = '192.168.2.193 -> 192.168.2.7 tcp/22'
const web = '192.168.2.192 -> 192.168.2.7 tcp/80'
const v6 = '2001:db8::5 -> 2001:db8::7 tcp/22'

export const cases: readonly UpstreamCase[] = [
  { name: 'nothing comes in by itself, everything goes out', rules: [], deny: [ssh, v6, '10.0.0.1 -> 192.168.2.7 icmp/8'] },
  { name: 'the way out is open by default', rules: [], direction: 'egress', allow: [ssh, v6, web] },
  { name: 'a macro stands for its services, in both families', rules: ['IN SSH(ACCEPT) -i net0'], allow: [ssh, v6], deny: [web] },
  { name: 'with a comment behind it', rules: ['IN SSH(ACCEPT) -i net0 # a comment'], allow: [ssh], deny: [web] },
  { name: 'from one address', rules: ['IN SSH(ACCEPT) -i net0 -source 192.168.2.192'], allow: [ssh], deny: [other, v6] },
  {
    name: 'from a range',
    rules: ['IN SSH(ACCEPT) -i net0 -source 192.168.2.10-192.168.2.192'],
    allow: [ssh],
    deny: [other],
  },
  {
    name: 'from a list',
    rules: ['IN SSH(ACCEPT) -i net0 -source 10.0.0.1,10.0.0.2,192.168.2.192'],
    allow: [ssh],
    deny: [other],
  },
  {
    name: 'from an IP set of the datacenter',
    cluster: `${on}\n[IPSET mynetgroup]\n\n192.168.2.192\n2001:db8::/64\n`,
    rules: ['IN SSH(ACCEPT) -i net0 -source +mynetgroup'],
    allow: [ssh, v6],
    deny: [other],
  },
  {
    name: 'from an alias',
    cluster: `${on}\n[ALIASES]\n\nmyserveralias 192.168.2.192\n`,
    rules: ['IN SSH(ACCEPT) -i net0 -source myserveralias'],
    allow: [ssh],
    deny: [other],
  },
  { name: 'a rule that is switched off', rules: ['|IN SSH(ACCEPT) -i net0'], deny: [ssh] },
  { name: 'the first match decides', rules: ['IN DROP -p tcp -dport 22', 'IN SSH(ACCEPT)'], deny: [ssh] },
  { name: 'and the other way round', rules: ['IN SSH(ACCEPT)', 'IN DROP'], allow: [ssh], deny: [web] },
  { name: 'to reject is to refuse', rules: ['IN REJECT -p tcp -dport 22', 'IN ACCEPT'], deny: [ssh], allow: [web] },
  {
    name: 'a security group of web servers',
    cluster: `${on}\n[group webserver]\n\nIN ACCEPT -p tcp -dport 80\nIN ACCEPT -p tcp -dport 443\n`,
    rules: ['GROUP webserver'],
    allow: [web, '2001:db8::5 -> 2001:db8::7 tcp/443'],
    deny: [ssh],
  },
  {
    name: 'a group is asked where it stands',
    cluster: `${on}\n[group webserver]\n\nIN DROP -p tcp -dport 80\n`,
    rules: ['IN ACCEPT -p tcp -dport 80 -source 192.168.2.192', 'GROUP webserver', 'IN ACCEPT'],
    allow: [web, ssh],
    deny: ['192.168.2.193 -> 192.168.2.7 tcp/80'],
  },
  {
    name: 'what a group says of the way out is for the way out',
    cluster: `${on}\n[group webserver]\n\nOUT DROP -p tcp -dport 80\n`,
    rules: ['GROUP webserver'],
    direction: 'egress',
    deny: [web],
    allow: [ssh],
  },
  {
    name: 'the blacklist of the datacenter comes first',
    cluster: `${on}\n[IPSET blacklist]\n\n192.168.2.192\n77.240.159.182\n`,
    rules: ['IN ACCEPT'],
    deny: [ssh, '77.240.159.182 -> 192.168.2.7 udp/53'],
    allow: [other],
  },
  {
    name: 'of a blacklist with an entry inside an excluded one, the programs differ about its sources alone',
    cluster: `${on}\n[IPSET blacklist]\n\n!192.168.2.0/24\n192.168.2.192\n`,
    rules: ['IN ACCEPT'],
    unknown: [ssh, '192.168.2.192 -> 192.168.2.7 udp/68'],
    allow: ['77.240.159.182 -> 192.168.2.7 udp/53', '192.168.2.192 -> 192.168.2.7 icmp/3'],
  },
  {
    name: 'an IP set may leave something out of a network',
    cluster: `${on}\n[IPSET admins]\n\n192.168.2.0/24\n!192.168.2.193\n`,
    rules: ['IN ACCEPT -source +dc/admins -p tcp -dport 22'],
    allow: [ssh],
    deny: [other],
  },
  {
    name: 'the firewall of the datacenter is off',
    cluster: '[OPTIONS]\n\nenable: 0\n',
    rules: ['IN DROP'],
    allow: [ssh, v6],
  },
  { name: 'a file of the datacenter that does not say so is off as well', cluster: '[RULES]\n', rules: ['IN DROP'], allow: [ssh] },
  { name: 'the policies of a guest', options: ['policy_in: ACCEPT'], rules: ['IN DROP -p tcp -dport 22'], deny: [ssh], allow: [web] },
  { name: 'the policy for the way out', options: ['policy_out: DROP'], rules: [], direction: 'egress', deny: [ssh, v6] },
  { name: 'answers of DHCP come in by default', rules: [], allow: ['192.168.2.1 -> 192.168.2.7 udp/68', 'fe80::1 -> fe80::7 udp/546'] },
  { name: 'unless they are switched off', options: ['dhcp: 0'], rules: [], deny: ['192.168.2.1 -> 192.168.2.7 udp/68'] },
  {
    name: 'neighbours find each other by default',
    rules: [],
    allow: ['fe80::1 -> fe80::7 icmpv6/135', 'fe80::1 -> fe80::7 icmpv6/134'],
    deny: ['fe80::1 -> fe80::7 icmpv6/128', 'fe80::1 -> fe80::7 icmpv6/143'],
  },
  { name: 'unless that is switched off', options: ['ndp: 0'], rules: [], deny: ['fe80::1 -> fe80::7 icmpv6/135'] },
  {
    name: 'a guest is no router unless it may',
    rules: [],
    direction: 'egress',
    deny: ['fe80::7 -> ff02::1 icmpv6/134'],
    allow: ['fe80::7 -> ff02::1 icmpv6/135'],
  },
  { name: 'with radv it is', options: ['radv: 1'], rules: [], direction: 'egress', allow: ['fe80::7 -> ff02::1 icmpv6/134'] },
  {
    name: 'an IP filter lets out what the card has',
    options: ['ipfilter: 1'],
    before: '[IPSET ipfilter-net0]\n\n192.168.2.7\n',
    rules: [],
    direction: 'egress',
    allow: ['192.168.2.7 -> 10.0.0.1 tcp/80'],
    deny: ['192.168.2.8 -> 10.0.0.1 tcp/80', '2001:db8::7 -> 2001:db8::1 tcp/80'],
  },
  {
    name: 'an IP filter knows a link-local address of the card that is in no file',
    options: ['ipfilter: 1'],
    before: '[IPSET ipfilter-net0]\n\nfe80::1\n2001:db8::7\n',
    rules: ['OUT DROP -p udp'],
    direction: 'egress',
    allow: ['2001:db8::7 -> 2001:db8::1 tcp/80', 'fe80::2 -> ff02::1:2 udp/547', 'fe80::2 -> fe80::9 icmpv6/129'],
    unknown: ['fe80::1 -> fe80::9 tcp/80', 'fe80::2 -> ff02::1 icmpv6/135'],
    deny: ['fe80::1 -> fe80::9 udp/53', 'fe80::1 -> ff02::1 icmpv6/134', '2001:db8::8 -> 2001:db8::1 tcp/80'],
  },
  {
    name: 'a set of the datacenter means its own aliases, whatever the guest calls so',
    cluster: `${on}\n[ALIASES]\ngateway 192.168.2.1\n[IPSET both]\ngateway`,
    before: '[ALIASES]\ngateway 10.0.0.1\n',
    rules: ['IN ACCEPT -source +dc/both', 'OUT DROP -dest gateway'],
    allow: ['192.168.2.1 -> 192.168.2.7 tcp/80'],
    deny: ['10.0.0.1 -> 192.168.2.7 tcp/80'],
  },
  {
    name: 'a set for a card without the option is an IP filter to one firewall, of neighbour discovery too',
    before: '[IPSET ipfilter-net0]\n\n192.168.2.7\n',
    rules: [],
    direction: 'egress',
    unknown: ['10.0.0.1 -> 10.0.0.9 tcp/80', '2001:db8::7 -> 2001:db8::9 icmpv6/135'],
  },
  {
    name: 'ping is for both families, an ICMP type for its own',
    rules: ['IN Ping(ACCEPT)', 'IN ACCEPT -p icmp -icmp-type timestamp-request'],
    allow: ['10.0.0.1 -> 192.168.2.7 icmp/8', '2001:db8::1 -> 2001:db8::7 icmpv6/128', '10.0.0.1 -> 192.168.2.7 icmp/13'],
    deny: ['10.0.0.1 -> 192.168.2.7 icmp/17', ssh],
  },
  { name: 'errors belong to conversations', rules: [], allow: ['10.0.0.1 -> 192.168.2.7 icmp/3', '2001:db8::1 -> 2001:db8::7 icmpv6/2'] },
  { name: 'nobody is a multicast address', rules: ['IN ACCEPT'], deny: ['224.0.0.1 -> 192.168.2.7 udp/53'] },
  { name: 'lists and ranges of ports', rules: ['IN ACCEPT -p tcp -dport 20:22,80'], allow: [ssh, web], deny: ['10.0.0.1 -> 192.168.2.7 tcp/81'] },
  { name: 'a protocol by its number', rules: ['IN ACCEPT -p 50'], allow: ['10.0.0.1 -> 192.168.2.7 esp'], deny: [ssh] },
  { name: 'a source port is no part of the question', rules: ['IN ACCEPT -p tcp -dport 22 -sport 1024:65535'], unknown: [ssh], deny: [web] },
  { name: 'nor which card has which address', cards: 'two', rules: ['IN ACCEPT -i net1 -p tcp -dport 22'], unknown: [ssh], deny: [web] },
  { name: 'a set of 61 letters by its scope', cluster: `${on}\n[IPSET ${'a'.repeat(61)}]\n192.168.2.0/24`, rules: [`IN ACCEPT -source +dc/${'a'.repeat(61)}`], allow: [ssh] },
  { name: 'what the product makes itself', rules: ['IN ACCEPT -source +sdn/vnet-all'], unknown: [ssh] },
]

/** What one program of the product leaves out and the other refuses, by what is said of it. */
export const refusals: readonly (readonly [name: string, cluster: string | undefined, guest: string, message: RegExp])[] = [
  ['a verdict in small letters', undefined, '[RULES]\nIN accept', /nothing that a rule can do/],
  ['a verdict of another product', undefined, '[RULES]\nIN DENY', /nothing that a rule can do/],
  ['an unknown macro', undefined, '[RULES]\nIN Kubernetes(ACCEPT)', /no macro/],
  ['two protocols at once', undefined, '[RULES]\nIN ACCEPT -p tcp/udp -dport 53', /no protocol/],
  ['ports without a protocol', undefined, '[RULES]\nIN ACCEPT -dport 53', /ports go with/],
  ['port 0', undefined, '[RULES]\nIN ACCEPT -p tcp -dport 0', /no port at all/],
  ['sixteen numbers', undefined, `[RULES]\nIN ACCEPT -p tcp -dport ${Array.from({ length: 16 }, (_, i) => i + 1).join(',')}`, /more than 15/],
  ['a backward range', undefined, '[RULES]\nIN ACCEPT -p tcp -dport 90:80', /no port or range/],
  ['both families in a list', undefined, '[RULES]\nIN ACCEPT -source 10.0.0.1,2001:db8::1', /both families/],
  ['a range in a list', undefined, '[RULES]\nIN ACCEPT -source 10.0.0.1-10.0.0.9,10.1.0.1', /by itself/],
  ['a network with host bits', undefined, '[RULES]\nIN ACCEPT -source 10.0.0.5/24', /no address/],
  ['a set of 62 letters by its scope', `${on}\n[IPSET ${'a'.repeat(62)}]\n10.0.0.1`, `[RULES]\nIN ACCEPT -source +dc/${'a'.repeat(62)}`, /more than 64/],
  ['a set and a literal', `${on}\n[IPSET aa]\n10.0.0.1`, '[RULES]\nIN ACCEPT -source +dc/aa -dest 10.0.0.2', /the other none/],
  ['a type that is a code', undefined, '[RULES]\nIN ACCEPT -p icmp -icmp-type port-unreachable', /no ICMP type/],
  ['a type by its number', undefined, '[RULES]\nIN ACCEPT -p icmp -icmp-type 8', /no ICMP type/],
  ['an option twice', undefined, '[RULES]\nIN ACCEPT -p tcp -p udp', /twice/],
  ['two signs in a comment', undefined, '[RULES]\nIN ACCEPT # a # b', /second #/],
  ['a setting twice', undefined, '[OPTIONS]\nenable: 1\nenable: 1', /twice/],
  ['a setting of nobody', undefined, '[OPTIONS]\nenabled: 1', /no setting/],
  ['a line before every section', undefined, 'IN ACCEPT', /before the first section/],
  ['a section of nobody', undefined, '[RULE]\nIN ACCEPT', /no section/],
  ['a group in a guest', undefined, '[group web]\nIN ACCEPT', /no groups of its own/],
  ['a card of a host', undefined, '[RULES]\nIN ACCEPT -i vmbr0', /no card/],
  ['a set that is not there', on, '[RULES]\nIN ACCEPT -source +dc/nobody', /no IP set nobody/],
  ['a group that is not there', on, '[RULES]\nGROUP nobody', /no group nobody/],
  ['a set below its use', `${on}\n[group web]\nIN ACCEPT -source +dc/aa\n\n[IPSET aa]\n10.0.0.1`, '', /stands above/],
  ['a zero prefix in a set', `${on}\n[IPSET aa]\n0.0.0.0/0`, '', /takes no/],
  ['an entry twice', `${on}\n[IPSET aa]\n10.0.0.1\n10.0.0.1/32`, '', /has this entry/],
  ['a set twice', `${on}\n[IPSET aa]\n10.0.0.1\n[IPSET aa]\n10.0.0.2`, '', /two IP sets/],
  ['a name in capitals', `${on}\n[IPSET Admins]\n10.0.0.1`, '', /does not do as a name/],
  ['a section in small letters', `${on}\n[ipset aa]\n10.0.0.1`, '', /no section/],
  ['a group with a card', `${on}\n[group web]\nIN ACCEPT -i net0`, '', /names no card/],
  ['two blanks in an alias', `${on}\n[ALIASES]\nfoo  10.0.0.1`, '', /one blank/],
  ['a value of no switch', undefined, '[OPTIONS]\nenable: 2', /no value of enable/],
  ['queues that are no numbers', undefined, '[OPTIONS]\nips_queues: x', /no value of ips_queues/],
  ['a rate of two words', '[OPTIONS]\nlog_ratelimit: a b', '', /no value of log_ratelimit/],
  ['a rate of none', '[OPTIONS]\nlog_ratelimit:', '', /no value of log_ratelimit/],
]
