/** Files of several guests, of guests with two cards, and files over files: what one file alone does not tell apart. */
import type { FileSet } from '@/lib/targets/target'
import { filesOf } from '@/lib/testing/proxmox-guest'
import { cluster } from './proxmox-rules'

export interface GuestTexts {
  readonly name: string
  /** Put on the host one set after another. */
  readonly steps: readonly FileSet[]
  readonly cards: 'one' | 'two'
  /** What lies behind the cards, as the design says; everything where it is left out. */
  readonly behind?: readonly string[]
}

const groups = `${cluster}
[group web]
IN ACCEPT -p tcp -dport 80
OUT DROP -p tcp -dport 81
[group other]
IN DROP -p tcp
OUT ACCEPT -p tcp -dport 81
[group admin]
IN ACCEPT -p tcp -source +dc/admins`

const plain = '[OPTIONS]\nenable: 1\n[RULES]\nGROUP web'

/** Each like the first guest but in one thing. */
const others = [
  '[OPTIONS]\nenable: 0\n[RULES]\nGROUP web',
  '[RULES]\nGROUP web',
  ...[
    'dhcp: 0',
    'ndp: 0',
    'radv: 1',
    'macfilter: 0',
    'ipfilter: 1',
    'ips: 1',
    'policy_in: ACCEPT',
    'policy_out: DROP',
  ].map((option) => `[OPTIONS]\nenable: 1\n${option}\n[RULES]\nGROUP web`),
  ...['policy_in: REJECT', 'policy_out: REJECT', 'log_level_in: info'].map(
    (option) => `[OPTIONS]\nenable: 1\n${option}\n[RULES]\nGROUP web`,
  ),
  ...['GROUP other', 'GROUP admin', 'GROUP web\nGROUP other', 'GROUP other\nGROUP web', '|GROUP web', ''].map(
    (rule) => `[OPTIONS]\nenable: 1\n[RULES]\n${rule}`,
  ),
  ...[
    'GROUP web -i net0',
    'GROUP web -i net1',
    'IN ACCEPT -p udp',
    'GROUP web\nIN ACCEPT -p udp',
    'IN DROP\nGROUP web',
  ].map((rule) => `[OPTIONS]\nenable: 1\n[RULES]\n${rule}`),
  '[OPTIONS]\nenable: 1\nipfilter: 1\n[IPSET ipfilter-net0]\n192.168.2.7\n2001:db8::7\n[RULES]\nGROUP web',
  '[OPTIONS]\nenable: 1\nipfilter: 1\n[IPSET ipfilter-net0]\n10.0.0.1\n[RULES]\nGROUP web',
  '[OPTIONS]\nenable: 1\n[ALIASES]\nme 10.0.0.1\n[RULES]\nGROUP web\nIN ACCEPT -source guest/me',
  '[OPTIONS]\nenable: 1\n[ALIASES]\nme 10.0.0.9\n[RULES]\nGROUP web\nIN ACCEPT -source guest/me',
  '[OPTIONS]\nenable: 1\n[IPSET own]\n10.0.0.1\n[RULES]\nGROUP web\nIN ACCEPT -source +guest/own',
  '[OPTIONS]\nenable: 1\n[IPSET admins]\n10.0.0.1\n[RULES]\nGROUP admin\nIN ACCEPT -source +guest/admins -p udp',
]

function guestFile(vmid: number, text: string): FileSet {
  return [{ path: `${vmid}.fw`, text: `${text}\n` }]
}

const cardRules = [
  ...['IN ACCEPT', 'IN ACCEPT -i net0', 'IN ACCEPT -i net1', 'IN DROP -i net0\nIN ACCEPT', 'OUT DROP -i net1'].flatMap(
    (rule) => [rule, `${rule}\nIN ACCEPT -p tcp\nOUT ACCEPT`, `IN DROP -p tcp\n${rule}`],
  ),
  ...[
    'GROUP web',
    'GROUP web -i net0',
    'GROUP web -i net1',
    'GROUP web -i net1\nGROUP web',
    'GROUP other\nGROUP web -i net0',
  ],
]
const cardSets = [
  'ipfilter: 1',
  'ipfilter: 1\n[IPSET ipfilter-net0]\n10.0.0.1\n192.168.2.7',
  'ipfilter: 1\n[IPSET ipfilter-net1]\n10.0.0.1\n192.168.2.7',
  'ipfilter: 1\n[IPSET ipfilter-net0]\n10.0.0.1\n[IPSET ipfilter-net1]\n10.0.0.1',
  'ipfilter: 0\n[IPSET ipfilter-net1]\n10.0.0.1',
  'dhcp: 1',
].map((option) => `[OPTIONS]\nenable: 1\n${option}\n[RULES]\nOUT ACCEPT -p tcp`)

/** Pairs that differ in nothing but a thing of their own. */
const pairs: readonly (readonly [string, string])[] = [
  ['[RULES]\nIN ACCEPT -p tcp', '[RULES]\nIN ACCEPT -p udp'],
  ['[RULES]\nIN ACCEPT -i net0', '[RULES]\nOUT DROP -p udp'],
  ...(['10.0.0.1', '10.0.0.0/24'] as const).map((other): readonly [string, string] => [
    'ipfilter: 1\n[IPSET ipfilter-net0]\n192.168.2.7\n2001:db8::7\n[RULES]\nGROUP web',
    `ipfilter: 1\n[IPSET ipfilter-net0]\n${other}\n[RULES]\nGROUP web`,
  ]),
  [
    'ipfilter: 1\n[IPSET ipfilter-net0]\n10.0.0.1\n[IPSET own]\n10.0.0.9\n[RULES]\nGROUP web',
    'ipfilter: 1\n[IPSET ipfilter-net0]\n10.0.0.1\n10.0.0.9\n[IPSET own]\n10.0.0.9\n[RULES]\nGROUP web',
  ],
  [
    '[ALIASES]\nme 10.0.0.1\n[RULES]\nIN ACCEPT -source guest/me',
    '[ALIASES]\nme 10.0.0.9\n[RULES]\nIN ACCEPT -source guest/me',
  ],
  [
    '[ALIASES]\nme 10.0.0.1\n[IPSET own]\nguest/me\n[RULES]\nIN ACCEPT -source +guest/own',
    '[ALIASES]\nme 10.0.0.9\n[IPSET own]\nguest/me\n[RULES]\nIN ACCEPT -source +guest/own',
  ],
]

/** A name that stands in the file of the datacenter and in that of the guest. */
const twice = `${groups}\n[IPSET both]\ngateway\n[IPSET ofdc]\ndc/gateway\n[group both]\nIN ACCEPT -source +dc/both`
const ownNames = '[OPTIONS]\nenable: 1\n[ALIASES]\ngateway 10.0.0.1\n[IPSET admins]\n2001:db8::7'
const twiceRules = [
  ...['+dc/both', '+both', '+dc/ofdc', '+admins', '+dc/admins', '+guest/admins'],
  ...['gateway', 'dc/gateway', 'guest/gateway'],
].map((end) => `IN ACCEPT -source ${end}\nOUT DROP -dest ${end}`)

const behinds: readonly (readonly string[])[] = [
  ['192.168.2.7/32', '2001:db8::9/128'],
  ['192.168.2.0/24', '192.168.2.7/32', '2001:db8::/64'],
  ['0.0.0.0/1', '192.168.2.4/30', '2001:db8::8/125'],
  ['10.0.0.9/32'],
  ['2001:db8::9/128'],
  ['0.0.0.0/0'],
]

function named(name: string, steps: readonly FileSet[], cards: GuestTexts['cards'] = 'one'): GuestTexts {
  return { name, steps, cards }
}

export function proxmoxBundles(): GuestTexts[] {
  const both = (first: string, second: string): FileSet => [...filesOf(groups, first), ...guestFile(101, second)]
  return [
    ...others.flatMap((other) => [
      named(`two guests, ${other}`, [both(plain, other)]),
      named(`two guests the other way, ${other}`, [both(other, plain)]),
      named(`a guest over a guest, ${other}`, [both(plain, other), guestFile(100, other)]),
      named(`a guest after a guest, ${other}`, [filesOf(groups, plain), guestFile(101, other)]),
    ]),
    ...[
      groups.replace('tcp -dport 80', 'udp'),
      groups.replace('!10.0.0.9', ''),
      groups.replace('enable: 1', 'enable: 0'),
    ].flatMap((after) => [
      named(`the datacenter anew, ${after}`, [both(plain, others[0] ?? ''), filesOf(after, undefined)]),
      named(`the datacenter and a guest anew, ${after}`, [both(plain, plain), filesOf(after, others[0] ?? '')]),
    ]),
    ...pairs.flatMap(([first, second]) => {
      const [one, two] = [`[OPTIONS]\nenable: 1\n${first}`, `[OPTIONS]\nenable: 1\n${second}`]
      return [
        named(`a pair, ${first}, ${second}`, [both(one, two)]),
        named(`a pair, ${second}, ${first}`, [both(two, one)]),
        named(`one after the other, ${first}, ${second}`, [both(one, one), guestFile(101, two)]),
      ]
    }),
    ...[...twiceRules, 'GROUP both'].flatMap((rule) => [
      named(`a name twice, ${rule}`, [filesOf(twice, `${ownNames}\n[RULES]\n${rule}`)]),
      named(`a name twice beside another, ${rule}`, [
        [
          ...filesOf(twice, `${ownNames}\n[RULES]\n${rule}`),
          ...guestFile(101, `[OPTIONS]\nenable: 1\n[RULES]\n${rule}`),
        ],
      ]),
    ]),
    ...behinds.flatMap((behind) =>
      ['', 'GROUP web', 'IN ACCEPT -p tcp\nOUT DROP -p udp', 'IN ACCEPT\nOUT DROP'].map(
        (rule): GuestTexts => ({
          ...named(`behind ${behind.join(' ')}, ${rule}`, [filesOf(groups, `[OPTIONS]\nenable: 1\n[RULES]\n${rule}`)]),
          behind,
        }),
      ),
    ),
    ...['IN ACCEPT -source +guest/own', 'OUT DROP -dest +own'].flatMap((rule) =>
      ['dc/gateway\n10.0.0.9', 'dc/gateway'].map((set) =>
        named(`an alias anew, ${set}, ${rule}`, [
          filesOf(groups, `[OPTIONS]\nenable: 1\n[IPSET own]\n${set}\n[RULES]\n${rule}`),
          filesOf(groups.replace('gateway 192.168.2.1', 'gateway 10.0.0.1'), undefined),
        ]),
      ),
    ),
    named('beside other files', [
      [{ path: 'notes.txt', text: 'IN ACCEPT\n' }, ...both(plain, plain), { path: 'x100.fw.old', text: 'IN ACCEPT\n' }],
    ]),
    named('in a folder', [
      filesOf(groups, plain).map(({ path, text }) => ({ path: `etc/pve/firewall/${path}`, text })),
    ]),
    named('the datacenter after a guest', [
      filesOf(undefined, '[OPTIONS]\nenable: 1\n[RULES]\nIN ACCEPT'),
      filesOf(groups, undefined),
    ]),
    ...cardRules.map((rule) =>
      named(`two cards, ${rule}`, [filesOf(groups, `[OPTIONS]\nenable: 1\n[RULES]\n${rule}`)], 'two'),
    ),
    ...cardSets.flatMap((text) => [
      named(`two cards, ${text}`, [filesOf(groups, text)], 'two'),
      named(`one card, ${text}`, [filesOf(groups, text)]),
    ]),
  ]
}
