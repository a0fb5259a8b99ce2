/** What is read of nft text, what is refused and where. */
import { describe, expect, test } from 'vitest'
import type { Problem } from '@/lib/design/problem'
import { packetOf, siteOfNode } from '@/lib/testing/nftables-files'
import { decide } from './decide'
import { install } from './install'
import { nftablesReaders } from './read'

const { site, point } = siteOfNode(['10.0.0.11', '2001:db8::11'])
const path = 'nftables/controlplane.nft'

/** A chain at input that drops, with the lines in it; line 1 of the lines is line 4 of the file. */
function chain(...lines: readonly string[]): string {
  return `table inet talos {\n  chain ingress {\n    type filter hook input priority 0; policy drop;\n${[...lines, 'ct state established accept'].join('\n')}\n  }\n}\n`
}

/** The same table with chains `a`, `b` and so on before its last brace, a rule each. */
function withChains(text: string, ...rules: readonly string[]): string {
  const chains = rules.map((rule, index) => `  chain ${String.fromCharCode(97 + index)} {\n${rule}\n  }\n`)
  return text.replace(/}\n$/, `${chains.join('')}}\n`)
}

const letters = Array.from({ length: 17 }, (_, index) => String.fromCharCode(97 + index))
const descending = letters.map((_, index) => (index < 16 ? `jump ${letters[index + 1]}` : 'accept'))
const doubling = letters.slice(0, 14).map((_, index) => {
  return index < 13 ? Array.from({ length: 3 }, () => `jump ${letters[index + 1]}`).join('\n') : 'accept'
})

function problemsOf(text: string): readonly Problem[] {
  const read = nftablesReaders[0]?.read([{ path, text }], site)
  if (read === undefined || !read.ok) return read?.problems ?? []
  return install(undefined, read.value, site).problems
}

function verdictOf(text: string, asked: string): string {
  const read = nftablesReaders[0]?.read([{ path, text }], site)
  if (read === undefined || !read.ok) return `unread: ${read?.problems[0]?.message}`
  const installed = install(undefined, read.value, site)
  return installed.ok ? decide(installed.value, point, site, packetOf(asked, site)).verdict : 'unread'
}

describe('reads what people write by hand', () => {
  test.each([
    ['one address', 'ip saddr 10.1.0.9 tcp dport 443 accept', '10.1.0.9 tcp/443'],
    ['a prefix with host bits', 'ip saddr 10.1.0.9/24 tcp dport 443 accept', '10.1.0.200 tcp/443'],
    ['a range', 'ip saddr 10.1.0.9-10.1.0.12 tcp dport 443 accept', '10.1.0.12 tcp/443'],
    ['a range with blanks', 'ip saddr 10.1.0.9 - 10.1.0.12 tcp dport 443 accept', '10.1.0.12 tcp/443'],
    ['a set over lines', 'ip saddr {\n 10.1.0.9, # one\n 10.1.0.12,\n} tcp dport 443 accept', '10.1.0.12 tcp/443'],
    ['overlaps in a set', 'ip saddr { 10.0.0.0/8, 10.1.0.9 } tcp dport { 443, 440-450 } accept', '10.1.0.9 tcp/443'],
    ['a set that is left out', 'ip saddr != { 10.2.0.0/16 } tcp dport 443 accept', '10.1.0.9 tcp/443'],
    ['a double equals sign', 'ip saddr == 10.1.0.9 tcp dport == 443 accept', '10.1.0.9 tcp/443'],
    ['upper case in IPv6', 'ip6 saddr 2001:DB8:A::/48 udp dport 53 accept', '2001:db8:a::1 udp/53'],
    ['a comment', 'tcp dport 443 accept comment "with # and ; and { in it"', '10.1.0.9 tcp/443'],
    ['a joined line', 'tcp dport \\\n 443 accept', '10.1.0.9 tcp/443'],
    ['two statements on a line', 'counter; tcp dport 443 accept', '10.1.0.9 tcp/443'],
    [
      'counters and logs',
      'tcp dport 443 counter packets 7 bytes 9 log prefix "x " level info accept',
      '10.1.0.9 tcp/443',
    ],
    ['a rate', 'tcp dport 443 limit rate 10/minute burst 3 packets accept', '10.1.0.9 tcp/443'],
    ['not the loopback, by number', 'iif != lo tcp dport 443 accept', '10.1.0.9 tcp/443'],
    ['nor the loopback in a set', 'meta iif != { "lo" } tcp dport 443 accept', '10.1.0.9 tcp/443'],
    ['states in a row', 'ct state new,related tcp dport 443 accept', '10.1.0.9 tcp/443'],
    ['states of which it is none', 'ct state != invalid tcp dport 443 accept', '10.1.0.9 tcp/443'],
    // Each kind of answer is for packets that can have it.
    ['a reset of others', 'ct state new reject with tcp reset\nudp dport 53 accept', '10.1.0.9 udp/53'],
    ['a reject of IPv6', 'ct state new reject with icmpv6 no-route\ntcp dport 443 accept', '10.1.0.9 tcp/443'],
    [
      'a reject of IPv4',
      'ct state new reject with icmp type net-unreachable\ntcp dport 443 accept',
      '2001:db8::1 tcp/443',
    ],
    ['none of several states', 'ct state != { invalid, established } tcp dport 443 accept', '10.1.0.9 tcp/443'],
    ['just this state', 'ct state == new tcp dport 443 accept', '10.1.0.9 tcp/443'],
    ['a protocol in the header of IPv4', 'ip protocol tcp accept', '10.1.0.9 tcp/443'],
    ['protocols by number', 'meta l4proto { 6, 17 } accept', '10.1.0.9 tcp/443'],
    ['a family', 'meta nfproto ipv4 accept', '10.1.0.9 tcp/443'],
    ['every family but one', 'meta nfproto != ipv6 accept', '10.1.0.9 tcp/443'],
    ['types of ICMP', 'icmp type { echo-request, 30-40 } accept', '10.1.0.9 icmp/35'],
    [
      'neighbour discovery is not new',
      'ct state untracked icmpv6 type nd-neighbor-solicit accept',
      '2001:db8::1 icmpv6/135',
    ],
    ['a name of an interface without quotes', 'iifname != lo tcp dport 443 accept', '10.1.0.9 tcp/443'],
    ['what is for the machine', 'fib daddr type local tcp dport 443 accept', '10.1.0.9 tcp/443'],
    ['a rule that only counts', 'tcp dport 443 counter\ntcp dport 443 accept', '10.1.0.9 tcp/443'],
  ])('%s', (_, lines, asked) => {
    expect(verdictOf(chain(lines), asked)).toBe('allow')
  })

  test.each([
    ['the loopback alone', 'iif "lo" accept', '10.1.0.9 tcp/443'],
    ['the first verdict counts', 'ct state new tcp dport 443 drop\ntcp dport 443 accept', '10.1.0.9 tcp/443'],
    ['a reject is no accept', 'ct state new tcp dport 443 reject', '10.1.0.9 tcp/443'],
    [
      'a reject with a reason',
      'ct state new tcp dport 443 reject with icmpx type admin-prohibited\naccept',
      '10.1.0.9 tcp/443',
    ],
    [
      'a reject as nft lists it',
      'ct state new ip saddr 10.0.0.0/8 counter reject with icmp port-unreachable comment "x"\naccept',
      '10.1.0.9 tcp/443',
    ],
    ['a reset', 'ct state new reject with tcp reset\naccept', '10.1.0.9 tcp/443'],
    ['what a set leaves out', 'ip saddr != { 10.1.0.0/16 } tcp dport 443 accept', '10.1.0.9 tcp/443'],
    ['one family says nothing of the other', 'ip saddr != { 10.1.0.0/16 } accept', '2001:db8::1 tcp/443'],
    ['one protocol says nothing of the other', 'tcp dport != 443 accept', '10.1.0.9 udp/53'],
    ['the header of IPv4 says nothing of IPv6', 'ip protocol tcp accept', '2001:db8::1 tcp/443'],
    ['new packets are not established', 'ct state established,related accept', '10.1.0.9 tcp/443'],
    ['neighbour discovery is not new', 'ct state new accept', '2001:db8::1 icmpv6/135'],
  ])('%s', (_, lines, asked) => {
    expect(verdictOf(chain(lines), asked)).toBe('deny')
  })

  test.each([
    ['what a chain accepts', ['tcp dport 443 accept'], '10.1.0.9 tcp/443', 'allow'],
    ['what it says nothing of', ['tcp dport 443 accept'], '10.1.0.9 tcp/22', 'deny'],
    ['what it drops', ['ct state new tcp dport 80 drop'], '10.1.0.9 tcp/80', 'deny'],
    ['a chain behind the chain', ['jump b', 'udp dport 53 accept'], '10.1.0.9 udp/53', 'allow'],
  ] as const)('jumps: %s', (_, rules, asked, want) => {
    const lines = 'ip saddr 10.1.0.9 jump a\nip saddr 10.1.0.9 tcp dport 80 accept'
    expect(verdictOf(withChains(chain(lines), ...rules), asked)).toBe(want)
    const fromElsewhere = asked.replace('10.1.0.9', '10.1.0.10')
    expect(verdictOf(withChains(chain(lines), ...rules), fromElsewhere)).toBe('deny')
  })

  test('defined names, one made of another', () => {
    const text = `define office = 10.1.0.0/24\ndefine all = { $office, 10.2.0.9 }\n${chain('ip saddr $all tcp dport 443 accept')}`
    expect(verdictOf(text, '10.1.0.9 tcp/443')).toBe('allow')
    expect(verdictOf(text, '10.2.0.9 tcp/443')).toBe('allow')
    expect(verdictOf(text, '10.2.0.8 tcp/443')).toBe('deny')
  })
})

describe('refuses, with the line', () => {
  test.each([
    ['reversed ranges', chain('tcp dport 80-79 accept'), 4, '"80-79" is not a port'],
    ['ports past the last', chain('', 'tcp dport 65536 accept'), 5, '"65536" is not a port'],
    ['octal ports', chain('tcp dport 0443 accept'), 4, '"0443" is not a port'],
    ['names of ports', chain('tcp dport https accept'), 4, '"https" is not a port'],
    ['octal addresses', chain('ip saddr 010.0.0.1 accept'), 4, '"010.0.0.1" is not an IPv4 address'],
    ['the other family', chain('ip saddr 2001:db8::1 accept'), 4, 'not an IPv4 address'],
    ['lengths past the last', chain('ip saddr 10.0.0.0/33 accept'), 4, '"10.0.0.0/33" is not'],
    ['an empty set', chain('tcp dport { } accept'), 4, 'the set is empty'],
    ['unknown names', chain('ip saddr $office accept'), 4, 'nothing is defined as $office'],
    ['names defined twice', `define a = 1\ndefine a = 2\n${chain()}`, 2, 'a is defined a second time'],
    [
      'other interfaces by number',
      chain('iif { lo, kubespan } accept'),
      4,
      '"kubespan" is not an interface that is always',
    ],
    ['other interfaces', chain('iifname "eth0" accept'), 4, '"eth0" is not an interface that the design knows'],
    ['what follows a verdict', chain('accept counter'), 4, 'counter stands after the verdict'],
    ['a counter without its bytes', chain('counter packets 1 bytes accept'), 4, 'this counter is not read here'],
    ['a counter without numbers', chain('counter packets x bytes y accept'), 4, 'this counter is not read here'],
    ['limits before a drop', chain('limit rate 5/second drop'), 4, 'a limit stands before'],
    ['limits the other way round', chain('limit rate over 5/second accept'), 4, 'this limit is not read'],
    ['jumps to nowhere', chain('jump other'), 4, 'there is no chain other'],
    ['jumps to a chain on a hook', chain('jump ingress'), 4, 'chain ingress hangs on a hook'],
    ['jumps in a circle', withChains(chain('jump a'), 'jump b', 'jump a'), 11, 'chain a leads back to itself'],
    ['jumps without a name', chain('jump'), 4, 'a jump wants the name of a chain'],
    ['what follows a jump', chain('jump a accept'), 4, 'accept stands after the verdict'],
    ['limits before a jump', chain('limit rate 5/second jump a'), 4, 'a limit stands before'],
    ['more jumps than can be followed', withChains(chain('jump a'), ...doubling), 25, 'more than 100000 rules'],
    ['jumps past the stack of the kernel', withChains(chain('jump a'), ...descending), 8, 'deeper than 16 chains'],
    ['other ways out of a chain', chain('return'), 4, '"return" is not interpreted'],
    ['a header of the other family', chain('ip6 saddr ::1 ip protocol tcp accept'), 4, 'different families'],
    ['marks', chain('meta mark 1 accept'), 4, '"meta mark" is not interpreted'],
    ['source ports', chain('tcp sport 53 accept'), 4, '"tcp sport" is not interpreted'],
    ['verdict maps', chain('ct state vmap { new : accept }'), 4, '"vmap" is not a state'],
    ['a reject with nothing', chain('reject with'), 4, 'this reject is not read'],
    ['a reject with an answer of another kind', chain('reject with icmp no-route'), 4, 'this reject is not read'],
    ['a reject by a reset of two kinds', chain('reject with tcp type reset'), 4, 'this reject is not read'],
    ['a reset of UDP', chain('udp dport 1 reject with tcp reset'), 4, 'different protocols'],
    ['a reset of several', chain('meta l4proto { tcp, udp } reject with tcp reset'), 4, 'ports of one protocol'],
    [
      'an answer of the other family',
      chain('ip6 saddr ::1 reject with icmp host-unreachable'),
      4,
      'different families',
    ],
    ['both families and one', chain('meta nfproto { ipv4, ipv6 } ip saddr 10.0.0.1 accept'), 4, 'one family'],
    ['other than two states', chain('ct state != established,related drop'), 4, 'compared as one'],
    ['two states at once', chain('ct state == new,untracked accept'), 4, 'compared as one'],
    ['a set in a row', chain('ct state { new },related accept'), 4, 'a set stands in a row'],
    [
      'a name for a set in a row',
      `define x = { established, related }\n${chain('ct state new,$x accept')}`,
      5,
      'a set stands in a row',
    ],
    ['two families at once', chain('ip saddr 10.0.0.1 ip6 daddr ::1 accept'), 4, 'different families'],
    ['two protocols at once', chain('udp dport 53 tcp dport 53 accept'), 4, 'different protocols'],
    ['ports of several protocols', chain('meta l4proto { tcp, udp } tcp dport 53 accept'), 4, 'ports of one protocol'],
    ['carriage returns', chain('accept\r'), 4, 'carriage return'],
    ['open quotes', chain('accept comment "x'), 4, 'a quote is opened'],
    ['long comments', chain(`accept comment "${'é'.repeat(65)}"`), 4, 'longer than 128'],
    ['open braces', 'table inet talos {\n', 1, 'never closed'],
    ['closing braces alone', 'table inet talos {}\n}\n', 2, 'no brace is open'],
    ['rules that end at a brace', 'table inet t {\nchain c { accept }\n}\n', 2, 'wanted before the closing brace'],
    ['other hooks', 'table inet t {\nchain c {\ntype filter hook forward priority 0;\n}\n}\n', 3, 'forward'],
    [
      'other kinds of chains',
      'table inet t {\nchain c {\ntype nat hook prerouting priority 0;\n}\n}\n',
      3,
      'type filter',
    ],
    [
      'unknown priorities',
      'table inet t {\nchain c {\ntype filter hook input priority dstnat;\n}\n}\n',
      3,
      'no priority',
    ],
    [
      'chains before conntrack',
      'table inet t {\nchain c {\ntype filter hook prerouting priority raw;\n}\n}\n',
      3,
      'before the tracking',
    ],
    [
      'chains where NodePorts are translated',
      'table inet t {\nchain c {\ntype filter hook prerouting priority -100;\n}\n}\n',
      3,
      'which comes first',
    ],
    [
      'two comments of a chain',
      'table inet t {\nchain c {\ncomment "a"\ncomment "b"\n}\n}\n',
      4,
      'comment stands a second time',
    ],
    [
      'two policies of a chain',
      'table inet t {\nchain c {\ntype filter hook input priority 0; policy drop; policy drop;\n}\n}\n',
      3,
      'policy stands a second time',
    ],
    [
      'a second type that is not read, as the last one counts',
      'table inet t {\nchain c {\ntype filter hook input priority 0; type filter hook output priority 0;\n}\n}\n',
      3,
      'what a chain at output does',
    ],
    ['two comments of a table', 'table inet t {\ncomment "a"\ncomment "b"\n}\n', 3, '"comment" is not interpreted'],
    ['other families of tables', 'table ip t {\n}\n', 1, 'only tables of the family inet'],
    ['named sets', 'table inet t {\nset s { type ipv4_addr; }\n}\n', 2, '"set" is not interpreted in a table'],
    ['other commands', 'list ruleset\n', 1, '"list ruleset" is not interpreted'],
    ['nothing', '# only a comment\n', 1, 'the file does nothing'],
    ['deleting what is not there', 'delete table inet talos\n', 1, 'there is no table talos yet'],
    ['a policy without a hook', 'table inet t {\nchain c {\npolicy drop;\n}\n}\n', 3, 'hangs on no hook'],
    ['a policy other than the two', 'table inet t {\nchain c {\npolicy block;\n}\n}\n', 3, 'accept or drop'],
  ])('%s', (_, text, line, message) => {
    expect(problemsOf(text)[0]).toMatchObject({ severity: 'error', line, message: expect.stringContaining(message) })
  })
})

describe('says what no verdict covers', () => {
  const passed = `table inet talos {
  chain prerouting {
    type filter hook prerouting priority dstnat - 10; policy accept;
    FIRST
    ct state new tcp dport { 22 } drop
  }
}
`
  test.each([
    ['drops what is passed on', passed.replace('FIRST', ''), 5, 'passes on'],
    [
      'drops what is passed on to another node',
      passed.replace('FIRST', 'ip daddr != { 10.0.0.11, 10.0.0.12 } accept'),
      5,
      'passes on',
    ],
    ['drops answers', chain().replace('ct state established accept', ''), 3, 'drops answers'],
    ['drops answers of one protocol', chain('tcp dport 0-1023 drop'), 4, 'drops answers'],
  ])('%s', (_, text, line, message) => {
    expect(problemsOf(text)[0]).toMatchObject({ severity: 'error', line, message: expect.stringContaining(message) })
  })

  test.each([
    ['names what is for the machine', passed.replace('FIRST', 'fib daddr type != local accept')],
    ['names its addresses', passed.replace('FIRST', 'ip daddr != 10.0.0.11 accept\nip6 daddr != 2001:db8::11 accept')],
  ])('nothing of a chain that %s', (_, text) => {
    expect(problemsOf(text)).toEqual([])
  })

  test('warns when pods lose what Talos gives them', () => {
    const warnings = problemsOf(chain()).map(({ severity, message }) => `${severity}: ${message}`)
    expect(warnings).toEqual([
      'warning: pods no longer reach the node at its address in their own network',
      "warning: pods no longer reach the node's own name server",
    ])
  })
})
