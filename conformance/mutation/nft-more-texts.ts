/** More ways to write rules for nft: chains before and behind the translation of NodePorts, jumps, names, and conditions that exclude each other. */
import { readFileSync } from 'node:fs'
import { fileSequences } from './nft-files'
import { fileWith } from './nft-texts'

const priorities = [
  '-199',
  '-150',
  '-110',
  '-101',
  'dstnat',
  '-99',
  '-90',
  'filter',
  'security',
  '51',
  'mangle',
  'raw + 150',
]
const early = [
  'tcp dport 30080 drop',
  'ip saddr 10.1.0.0/16 tcp dport { 443, 30080 } accept\n    meta l4proto tcp drop',
  'udp dport 30000-32767 drop',
  'meta l4proto { tcp, udp } drop',
]
/** What is not for the machine, and answers, go on: else they are cut, and we refuse the file. */
const passing = '    iifname "lo" accept\n    fib daddr type != local accept\n    ct state established,related accept\n'

function pairWith(priority: string, lines: string, policy = 'accept', head = passing): string {
  const first = `  chain early {\n    type filter hook prerouting priority ${priority}; policy ${policy};\n${head}    ${lines}\n  }\n`
  return fileWith('    tcp dport { 443, 5000, 30080 } accept').replace('inet talos {\n', `inet talos {\n${first}`)
}

const open = '    tcp dport 443 accept'
const accepting = (lines: string): string => fileWith(lines, 'type filter hook input priority filter; policy accept;')

/** Chains that cut what no verdict covers. */
const cutting = [
  ...[
    '',
    '    iifname "lo" accept\n',
    '    ct state established,related accept\n',
    '    fib daddr type != local accept\n',
  ].flatMap((head) => [
    pairWith('-150', 'tcp dport 443 accept', 'drop', head),
    pairWith('-150', 'meta l4proto udp drop', 'accept', head),
    pairWith('-150', 'tcp dport 8080 drop', 'accept', head),
    pairWith('-150', 'ip daddr 10.0.0.11 drop', 'accept', head),
    pairWith('-150', 'ip6 daddr fd00:10:244::/56 drop', 'accept', head),
    pairWith('-150', 'ct state established drop', 'accept', head),
  ]),
  ...['established', 'related', 'established,related', 'new', 'new,established', 'untracked'].flatMap((states) => [
    fileWith(open).replace('established,related', states),
    fileWith(`    ct state ${states} drop\n    accept`),
  ]),
  accepting('    tcp dport 443 drop'),
  accepting('    ct state established drop'),
  accepting('    ip saddr 10.1.0.0/16 drop'),
  accepting('    ct state new drop'),
  accepting('    ct state != new accept\n    drop'),
  accepting('    meta l4proto tcp ct state new drop'),
  accepting('    drop'),
]

const jumps = [
  ...[
    'jump other',
    'goto other',
    'tcp dport 443 jump other',
    'ip saddr 10.1.0.0/16 goto other',
    'jump missing',
    'jump ingress',
    'jump',
  ].flatMap((line) =>
    ['tcp dport 443 accept', 'return', 'tcp dport 443 return\n    drop', 'jump ingress', 'jump other', '', 'drop'].map(
      (inside) =>
        fileWith(`    ${line}\n    tcp dport 5000 accept`).replace(
          'inet talos {\n',
          `inet talos {\n  chain other {\n    ${inside}\n  }\n`,
        ),
    ),
  ),
  fileWith('    jump one').replace(
    'inet talos {\n',
    `inet talos {\n${Array.from({ length: 17 }, (_, n) => `  chain c${n} {\n    ${n === 0 ? 'accept' : `jump c${n - 1}`}\n  }\n`).join('')}  chain one {\n    jump c12\n  }\n`,
  ),
  ...[13, 14, 15, 16].map((depth) =>
    fileWith('    jump one').replace(
      'inet talos {\n',
      `inet talos {\n${Array.from({ length: 17 }, (_, n) => `  chain c${n} {\n    ${n === 0 ? 'accept' : `jump c${n - 1}`}\n  }\n`).join('')}  chain one {\n    jump c${depth}\n  }\n`,
    ),
  ),
]

const exclusive = [
  ...[
    'icmp type echo-request',
    'icmpv6 type echo-request',
    'tcp dport 443',
    'udp dport 53',
    'meta l4proto tcp',
    'meta l4proto != tcp',
  ],
  ...[
    'meta nfproto ipv4',
    'meta nfproto != ipv4',
    'ip saddr 10.1.0.0/16',
    'ip6 saddr 2001:db8::/32',
    'ip protocol tcp',
  ],
  ...[
    'ip protocol != udp',
    'ct state new',
    'iifname "lo"',
    'fib daddr type local',
    'meta l4proto { tcp, udp }',
    'ip daddr 10.0.0.11',
  ],
]

const destinations = [
  'ip daddr { 10.0.0.11, 10.0.0.12 } tcp dport 443 accept',
  'ip daddr { 10.0.0.0/24, 169.254.116.108 } udp dport 53 accept',
  'ip daddr != { 10.0.0.0/24 } accept',
  'ip6 daddr 2001:db8:0:1::/64 tcp dport 443 accept',
  'ip6 daddr != 2001:db8:0:1::11 accept',
  'ip daddr 10.0.0.11 ip saddr 10.1.0.0/16 accept',
  'ip daddr 10.0.0.11 ip daddr != 10.0.0.0/24 accept',
  'ip daddr 10.0.0.0/25 ip daddr 10.0.0.11 accept',
  'ip daddr 169.254.116.108 accept',
  'ip daddr 10.244.0.0/16 ip saddr 10.244.0.0/16 accept',
  'ip6 daddr fd00:10:244::/56 accept',
  'fib daddr type != local drop\n    accept',
  'fib daddr type local udp dport 53 accept\n    ip saddr 10.244.0.0/16 tcp dport 53 accept',
  'ip saddr { 10.244.0.0/16, 10.96.0.0/12 } accept',
  'iifname != "lo" drop\n    accept',
  'iifname { "lo", "kubespan" } accept\n    ip saddr 10.1.0.9 drop\n    accept',
]

const written = [
  ...['emerg', 'alert', 'crit', 'err', 'warn', 'notice', 'info', 'debug', 'audit', 'loud'].map(
    (level) => `tcp dport 443 log level ${level} accept`,
  ),
  ...['5', '0', '1000000000', '05', '5x', 'x5'].flatMap((count) => [
    `tcp dport 443 limit rate ${count}/second accept`,
    `tcp dport 443 limit rate 5/second burst ${count} packets accept`,
  ]),
  ...['minute', 'hour', 'day', 'week', 'month', 'seconds'].map(
    (unit) => `tcp dport 443 limit rate 500000/${unit} accept`,
  ),
  'tcp dport 443 limit rate over 5/second drop',
  'tcp dport 443 limit rate 5/second',
  'tcp dport 443 limit rate 5/second counter drop',
  'tcp dport 443 reject with icmpx type port-unreachable',
  'tcp dport 443 reject with icmpx port-unreachable',
  'tcp dport 443 reject with icmp type host-unreachable',
  'tcp dport 443 reject with',
  'tcp dport 443 reject comment "no"\n    accept',
  'tcp dport 443 reject comment',
  'tcp dport 443 counter packets 5 bytes',
  'tcp dport 443 counter packets 5 bytes 6',
  'tcp dport 443 counter bytes 6 packets 5 accept',
  'tcp dport 443 counter packets 5 bytes 6 accept comment "x"',
  'tcp dport 443 comment',
  'tcp dport 443 comment { x } accept',
  'tcp dport 443 accept comment "x" drop',
  'icmp type 255 accept',
  'icmp type 200-255 accept',
  'icmp type 250-256 accept',
  'icmp type 08 accept',
  'icmp type 8x accept',
  'icmpv6 type 255 accept',
  'meta l4proto 255 accept',
  'meta l4proto 58 accept',
  'meta l4proto { 6, 17 } accept',
  'tcp dport 443-5000x accept',
  'tcp dport x443-5000 accept',
  'tcp dport 443 - accept',
  'tcp dport - 443 accept',
  'tcp dport { 443 - 5000, 53 } accept',
  'tcp dport { 443,\n      5000 } accept',
  'ip saddr 10.1.0.9 - 10.1.0.200 accept',
  'ip saddr { 10.1.0.9 - 10.1.0.200 } accept',
  'ip saddr lo-10.1.0.9 accept',
  'meta state new accept',
  'meta nfproto { ipv4 } accept',
  'ct status new accept',
  'ip ttl 5 accept',
  'ip6 nexthdr tcp accept',
  'fib saddr type local accept',
  'fib daddr mark 1 accept',
  'fib daddr oif 1 accept',
  'icmp code 0 accept',
  'tcp flags syn accept',
  'udp length 5 accept',
  'meta iif lo accept',
  'oifname "lo" accept',
  'meta mark 1 accept',
]

const bases = [
  ...['raw', 'mangle', 'filter', 'security', 'dstnat', 'srcnat', 'conntrack'].flatMap((name) => [
    `type filter hook input priority ${name}; policy drop;`,
    `type filter hook prerouting priority ${name}; policy accept;`,
    `type filter hook prerouting priority ${name} + 1; policy accept;`,
  ]),
  ...[
    '-200',
    '-201',
    '-199',
    '- 199',
    '--5',
    '999',
    '5x',
    'x5',
    '0005',
    '1234567',
    '900',
    '+ 5',
    'filter + x',
    'filter + 5 5',
    'filter 5',
    'toString',
  ].flatMap((name) => [
    `type filter hook input priority ${name}; policy drop;`,
    `type filter hook prerouting priority ${name}; policy accept;`,
  ]),
  'type route hook input priority 0;',
  'type filter at input priority 0;',
  'type filter hook input order 0;',
  'type nat hook prerouting priority dstnat;',
  'type filter hook input priority filter; policy drop; comment "why"',
  'type filter hook input priority filter; policy drop; comment why',
  'type filter hook input priority filter; policy drop; comment',
  'type filter hook input priority filter; policy drop; comment "a" "b"',
  'policy drop; type filter hook input priority filter;',
  'type filter hook input priority filter; policy;',
  'comment "a"; comment "b"; type filter hook input priority filter; policy drop;',
]

/** Every name of a type of message that we know: nft says its number, or that there is none. */
function typeNames(): string[] {
  const text = readFileSync('lib/targets/nftables/read/values.ts', 'utf8')
  const names = [...text.matchAll(/^ {4}'?([a-z][a-z0-9-]+)'?: \d+,$/gm)].map(([, name = '']) => name)
  return [...new Set(names)].flatMap((name) => [`icmp type ${name} accept`, `icmpv6 type ${name} accept`])
}

export const moreTexts: readonly (readonly string[])[] = [
  ...priorities.flatMap((priority) => early.map((lines) => [pairWith(priority, lines)])),
  ...cutting.map((text) => [text]),
  ...jumps.map((text) => [text]),
  ...[...destinations, ...written].map((line) => [fileWith(`    ${line}`)]),
  ...bases.map((base) => [fileWith('    tcp dport { 443, 30080 } accept', base)]),
  ...fileSequences,
]

/** Conditions two by two: of these, what nft lists says enough. */
export const pairedTexts: readonly (readonly string[])[] = exclusive.flatMap((a) =>
  exclusive.flatMap((b) => (a === b ? [] : [[fileWith(`    ${a} ${b} accept`)]])),
)

/** Names of types of messages: nft lists their numbers. */
export const typeTexts: readonly (readonly string[])[] = typeNames().map((line) => [fileWith(`    ${line}`)])
