/**
 * Texts for nft of which each tells one reading from its neighbours. Some admit nobody: then all that passes must be said to
 * be open by itself, and nothing else of it once somebody is admitted.
 */
import { fileWith } from './nft-texts'

export interface BareText {
  /** Admits nobody. */
  readonly bare: string
  /** The same, and somebody admitted. */
  readonly admitting: readonly string[]
}

const accepting = 'type filter hook input priority filter; policy accept;'
const dropping = 'type filter hook input priority filter; policy drop;'
const here = '    iifname "lo" accept\n    ct state established,related accept\n'
const forMachine = `    iifname "lo" accept\n    fib daddr type != local accept\n    ct state established,related accept\n`
const ports = ['tcp', 'udp'].map((protocol) => `    ${protocol} dport 0-65535 drop\n`).join('')
/** Before the translation, as NodePorts never come to the hook input. */
const nodePorts = `    tcp dport 30000-32767 drop\n    udp dport 30000-32767 drop\n`

function table(chains: Readonly<Record<string, string>>): string {
  const all = Object.entries(chains).map(([name, lines]) => `  chain ${name} {\n${lines}  }\n`)
  return `table inet talos {\n${all.join('')}}\n`
}

function early(lines: string, policy = 'accept'): string {
  return `    type filter hook prerouting priority -110; policy ${policy};\n${forMachine}${lines}`
}

const probes = '    icmp type { timestamp-request, timestamp-reply, address-mask-request, address-mask-reply } drop\n'
const icmp = '    meta l4proto icmp accept\n    meta l4proto ipv6-icmp accept\n'
const names = '    ip saddr 10.244.0.0/16 ip daddr 169.254.116.108 udp dport 53 accept\n'

const admitted = [
  '',
  '    icmp type { timestamp-request, address-mask-request } accept\n',
  '    meta l4proto 47 accept\n',
  '    meta l4proto { 47, 50 } accept\n',
  '    ip saddr 10.1.0.0/16 tcp dport { 53, 443, 30080 } accept\n',
  '    ip6 saddr 2001:db8:5::/48 udp dport { 53, 5000, 30000-30100 } accept\n',
  '    tcp dport 10250 accept\n',
  '    ip daddr 169.254.116.108 udp dport 52-54 accept\n',
  '    ip daddr 169.254.116.108 tcp dport 52-54 accept\n',
  '    ip saddr 10.244.0.0/16 tcp dport 5000 accept\n',
] as const

/** What admits stands first, in both chains. */
const bases: readonly ((lines: string) => string)[] = [
  (lines) =>
    table({ early: early(`${lines}${nodePorts}`), late: `    ${dropping}\n${here}${lines}${probes}${icmp}${names}` }),
  (lines) =>
    table({
      early: early(`${lines}${nodePorts}`),
      late: `    ${accepting}\n${here}${lines}${probes}${icmp}    drop\n`,
    }),
  (lines) =>
    table({ early: early(`${lines}${nodePorts}`), late: `    ${accepting}\n${here}${lines}    ct state new drop\n` }),
  (lines) =>
    table({
      early: early(`${lines}${nodePorts}`),
      late: `    ${accepting}\n${here}${lines}${probes}${icmp}    ct state != { established, related } drop\n`,
    }),
  (lines) =>
    table({
      deny: '    tcp dport 443 drop\n    counter drop\n',
      early: early(`${lines}${nodePorts}`),
      late: `    ${accepting}\n${here}${lines}    jump deny\n`,
    }),
  (lines) =>
    table({
      deny: '    drop\n',
      early: early(`${lines}${nodePorts}`),
      late: `    ${accepting}\n${here}${lines}    tcp dport 0-65535 jump deny\n    udp dport 0-65535 jump deny\n`,
    }),
  (lines) => table({ early: early(`${lines}${probes}${icmp}`, 'drop') }),
  (lines) => table({ early: early(lines, 'drop'), late: `    ${accepting}\n` }),
  (lines) => table({ early: early(`${lines}    ct state new drop\n`), late: `    ${accepting}\n${here}` }),
  (lines) => table({ early: early(`${lines}${ports}`), late: `    ${accepting}\n${here}${lines}${ports}    accept\n` }),
  (lines) =>
    table({ early: early(`${lines}${nodePorts}`), late: `    ${accepting}\n${here}${lines}${ports}    counter\n` }),
]

export const bareTexts: readonly BareText[] = bases.map((base) => ({
  bare: base(''),
  admitting: admitted.slice(1).map((lines) => base(lines)),
}))

const open = '    tcp dport 443 accept'
const second =
  'table inet second {\n  chain late {\n    type filter hook input priority 20; policy accept;\n    tcp dport 5000 drop\n  }\n}\n'
const acceptingTable = table({ late: `    ${accepting}\n    tcp dport 443 drop\n` })
const earlyAt = (priority: string, lines: string): string =>
  table({
    early: `    type filter hook prerouting priority ${priority}; policy accept;\n${lines}`,
    late: `    ${accepting}\n`,
  })

const chain = (name: string, inside: string): string => `  chain ${name} {\n    ${inside}\n  }\n`
const jumping = (line: string, ...chains: readonly string[]): readonly string[] => [
  fileWith(`    ${line}`).replace('inet talos {\n', `inet talos {\n${chains.join('')}`),
]
/** As deep as the kernel follows them and deeper, in circles, and to where packets come by themselves. */
const deepJumps: readonly (readonly string[])[] = [
  ...[12, 13, 14, 15, 16, 17].map((depth) =>
    jumping(
      `jump c${depth - 1}`,
      ...Array.from({ length: depth }, (_, n) => chain(`c${n}`, n === 0 ? 'accept' : `jump c${n - 1}`)),
    ),
  ),
  jumping('accept', chain('a', 'jump b'), chain('b', 'jump b')),
  jumping('jump a', chain('a', 'jump b'), chain('b', 'jump b')),
  jumping('jump a', chain('a', 'jump b'), chain('b', 'jump a')),
  jumping('jump a', chain('a', 'jump b'), chain('b', 'jump c'), chain('c', 'jump a')),
  jumping('jump a', chain('a', 'jump a')),
  jumping('jump a', chain('a', 'jump b\n    jump b'), chain('b', 'tcp dport 443 accept')),
  jumping('jump early', chain('early', 'type filter hook prerouting priority -110; policy accept;')),
  jumping('accept', chain('early', 'type filter hook prerouting priority -110; policy accept;\n    jump ingress')),
]

/** Each name of a priority is one with its number, and with no other: else the chain would hang elsewhere. */
const priorities = [
  ...(['raw -300', 'mangle -150', 'filter 0', 'security 50'] as const).map((pair) => `input ${pair}`),
  ...(['mangle -150', 'filter 0', 'security 50'] as const).map((pair) => `prerouting ${pair}`),
].flatMap((text) => {
  const [hook = '', name = '', number = ''] = text.split(' ')
  return [0, -1, 1].map((step) =>
    [name, String(Number(number) + step)].map((priority) =>
      table({ at: `    type filter hook ${hook} priority ${priority.replace('-', '- ')}; policy accept;\n` }),
    ),
  )
})

export const aimedTexts: readonly (readonly string[])[] = [
  ...priorities,
  // Answers to what the machine asked from a port of the range are nobody's NodePort.
  [table({ late: `    ${accepting}\n    udp dport 31080 drop\n` })],
  [table({ late: `    ${accepting}\n    udp dport 31000-31100 drop\n` })],
  [table({ late: `    ${accepting}\n    udp dport 32768-65535 drop\n    tcp dport 30000-32767 drop\n` })],
  // No chain at input, and answers cut before.
  [
    table({
      early:
        '    type filter hook prerouting priority -110; policy drop;\n    iifname "lo" accept\n    fib daddr type != local accept\n',
    }),
  ],
  [
    table({
      early:
        '    type filter hook prerouting priority -110; policy drop;\n    iifname "lo" accept\n    ct state established,related accept\n',
    }),
  ],
  // What is passed on, by whether it is for the machine.
  [table({ early: early('    fib daddr type local tcp dport { 443, 5000 } drop\n') })],
  [earlyAt('-110', '    fib daddr type local udp dport 123 drop\n    fib daddr type != local tcp dport 5001 accept\n')],
  [earlyAt('-110', '    fib daddr type != local ct state established drop\n')],
  [earlyAt('-110', '    ct state established drop\n')],
  [earlyAt('-110', '    fib daddr type != local ct state new drop\n')],
  [earlyAt('-110', '    ip daddr 10.244.9.5 tcp dport 443 drop\n')],
  // At and around the tracking of connections and the translation.
  ...[
    '- 201',
    '- 200',
    '- 199',
    'raw',
    'raw + 100',
    'raw + 101',
    'raw + 199',
    'raw + 200',
    'raw + 201',
    '- 101',
    '- 100',
    '- 99',
    'dstnat',
    'dstnat - 1',
    'dstnat + 1',
  ].flatMap((priority) => [
    [earlyAt(priority, '    fib daddr type local ct state new tcp dport { 443, 30080 } drop\n')],
    [earlyAt(priority, '    fib daddr type local udp dport 30000-30080 drop\n')],
  ]),
  [fileWith(open, 'type filter hook input priority - 100; policy drop;')],
  [fileWith(open, 'type filter hook input priority - 200; policy drop;')],
  [fileWith(open, 'type filter hook input priority - 300; policy drop;')],
  [fileWith(open, 'type filter hook input priority filter x 5; policy drop;')],
  [fileWith(open, 'type filter hook input priority - 5 5; policy drop;')],
  [fileWith(open, 'type filter hook input priority - ; policy drop;')],
  [fileWith(open, 'type filter hook input priority 0; type filter hook input priority 10; policy drop;')],
  [fileWith(open, 'type filter hook input priority 0; type filter hook prerouting priority 10; policy drop;')],
  ...['web:a', 'web@a', 'web*a', 'web+a', 'web=a', 'web.a', 'web/a', '1web', '_web', 'web_1', 'w'].map((name) => [
    `define ${name} = 443\n${fileWith(open)}`,
  ]),
  [acceptingTable, 'flush table ip talos'],
  [acceptingTable, 'delete table ip talos'],
  [acceptingTable, 'flush table inet'],
  ...deepJumps,
  [fileWith(open, 'type filter hook input priority filter "+" 5; policy drop;')],
  // Of two tables one is emptied, the other stays.
  [acceptingTable, second, 'flush table inet talos'],
  [acceptingTable, second, 'flush table inet second'],
  [`${acceptingTable}${second}`, `flush table inet talos\n${table({ late: '    tcp dport 5001 drop\n' })}`],
  [`${acceptingTable}${second}`, 'delete table inet talos'],
  [acceptingTable, table({ late: '    policy drop;\n    tcp dport 443 accept\n' })],
  ...[
    'meta l4proto != { udp, sctp } tcp dport 443 accept',
    'meta l4proto != udp tcp dport 443 accept',
    'tcp dport 443 meta l4proto { tcp, udp } accept',
    'meta l4proto { tcp, udp } ip saddr 10.1.0.9 tcp dport 443 accept',
    'meta l4proto { tcp } tcp dport 443 accept',
    'meta l4proto { tcp } ip saddr 10.1.0.9 tcp dport 443 accept',
    'ip saddr 10.1.0.9 meta l4proto { tcp, udp } tcp dport 443 accept',
    'ip saddr 10.1.0.9 meta l4proto { tcp, udp } counter accept',
    'meta l4proto { tcp, udp } iifname != "lo" accept',
    'ip protocol { tcp, udp } tcp dport 443 accept',
    'meta l4proto { tcp, udp } meta l4proto udp accept',
    'meta l4proto { tcp, udp } meta l4proto { udp, 50 } accept',
    'meta l4proto tcp meta l4proto { tcp, udp } tcp dport 443 accept',
    'meta l4proto 0-255 accept',
    'ip ttl 10.1.0.9 accept',
    'ip id 10.1.0.9 accept',
    'ip6 hoplimit 2001:db8:5::9 accept',
    'tcp dport 443 counter packets x1 bytes 2 accept',
    'tcp dport 443 counter packets 1 bytes 2x accept',
    'tcp dport 443 limit rate 1/day burst 1 packets drop\n    accept',
    'udp dport 53 limit rate 1/day burst 1 packets reject\n    accept',
    'tcp dport 443 limit rate 1/day burst 1 packets\n    accept',
    'tcp dport { 53, 443 } limit rate 1/day drop\n    accept',
    'icmp type time - exceeded accept',
    'icmp type info - request accept',
    'icmp type echo - reply accept',
    'icmp type "echo-request" accept',
    'tcp dport "443" - 500 accept',
    'tcp dport 443 - "500" accept',
    'icmp type 0 accept',
    'icmp type toString accept',
    'icmp type constructor accept',
    'meta l4proto constructor accept',
    'jump "other"',
    'jump { other }',
    'jump $other',
    'tcp dport 443 counter counter accept',
    'tcp dport 443 counter packets accept',
    'tcp dport 443 counter packets 1 bytes accept',
    'tcp dport 443 counter packets x bytes y accept',
    'tcp dport 443 log prefix "a" prefix "b" accept',
    'tcp dport 443 log level info prefix "a" accept',
    'tcp dport 443 log prefix accept',
    'tcp dport 443 log level accept',
    `tcp dport 443 log prefix "${'ü'.repeat(64)}" accept`,
    `tcp dport 443 accept comment "${'ü'.repeat(65)}"`,
    `tcp dport 443 accept comment "${'ü'.repeat(64)}"`,
    'ct state untracked icmpv6 type { 130, 131, 132, 133, 134, 135, 136, 143 } accept',
    'ct state untracked icmpv6 type 143 accept',
    'ct state untracked icmpv6 type 134 accept',
    'ct state != new accept',
    'ct state new icmpv6 type 128-255 accept',
    'ct state new, untracked accept',
    'iifname "lo", "kubespan" accept',
    'iifname != { "lo" } ip saddr 10.1.0.0/16 accept',
    'meta nfproto ipv4, ipv6 accept',
    'sctp dport 443 accept',
    'sctp dport 0-65535 accept',
    'meta l4proto 132 accept',
    'ip saddr 10.1.0.9/32 accept',
    'ip saddr 10.1.0.9/31 accept',
    'ip saddr 0.0.0.0/0 tcp dport 443 accept',
    'ip6 saddr ::/0 tcp dport 443 accept',
    'ip6 saddr 2001:db8:5::-2001:db8:5:ffff::/64 accept',
    'ip saddr { 10.1.0.9, 10.1.0.9 } accept',
    'ip saddr { 10.1.0.0/24, 10.1.0.9 } accept',
    'tcp dport { 443, 400-500 } accept',
  ].map((line) => [fileWith(`    ${line}`)]),
]
