import { expect, test } from 'vitest'
import { readDesign, readDesignValue } from './read-design'

const start = 'version: 1\nname: x\nsubnets: [{ name: control, cidrs: [10.0.0.0/24] }]\n'
const machines = 'nodes: [{ name: cp-1, role: controlplane, subnet: control }]\n'
const known = { targetIds: ['talos', 'pfsense'], listenerIds: ['kubelet', 'apid'], addonIds: ['hubble', 'kubespan'] }

/** The first problem as `line:column at message | suggestion`. */
function firstProblem(text: string): string {
  const result = readDesign(text, known)
  const [problem] = result.problems
  if (problem === undefined) return result.ok ? 'reads' : 'fails in silence'
  const { line, column, at, message, suggestion, severity } = problem
  const mark = result.ok ? `${severity} ` : ''
  return `${mark}${line ?? '-'}:${column ?? '-'} ${at}: ${message} | ${suggestion ?? ''}`
}

test('reads the smallest design', () => {
  expect(firstProblem(start + machines)).toBe('reads')
  expect(
    firstProblem(
      '{"version":1,"name":"x","subnets":[{"name":"a","cidrs":["2001:db8::/64"]}],"pools":[{"name":"p","role":"controlplane","subnet":"a","count":3}]}',
    ),
  ).toBe('reads')
})

test.each<[string, string, string]>([
  ['nothing', '', '-:- design: the text is empty | write at least version, name, subnets and nodes'],
  ['a list', '- a', '1:1 : this is not a design | start with version: 1 and name:'],
  [
    'two documents',
    `${start + machines}---\na: 1\n`,
    '6:1 design:6: a second document starts here | keep one design in a file',
  ],
  ['bad YAML', `${start}nodes: [\n`, '4:8 design:4: this bracket is never closed | write ] at its end'],
  [
    'a key twice',
    `${start}name: y\n${machines}`,
    '4:1 design:4: the key "name" is written twice, first on line 2 | keep one of the two',
  ],
  ['no name', start.replace('name: x\n', '') + machines, '1:1 name: `name` is missing | write name: prod-fra'],
  [
    'a newer version',
    (start + machines).replace('version: 1', 'version: 2'),
    '1:10 version: version 2 was written by a newer Portcullis | open it there',
  ],
  [
    'a version in quotes',
    (start + machines).replace('version: 1', 'version: "1"'),
    '1:10 version: "1" is not a version of the design file | write version: 1',
  ],
  [
    'an unquoted Talos version',
    `${start + machines}talos: { version: 1.10 }`,
    '5:19 talos/version: a Talos version is text, and this is a number: unquoted 1.10 reads as 1.1 | put it in quotes: version: "1.10"',
  ],
  [
    'an unknown Talos version',
    `${start + machines}talos: { version: "1.15" }`,
    '5:19 talos/version: "1.15" is not a version we know | write one from "1.6" to "1.14", with a patch if you like, in quotes',
  ],
  [
    'an octet over 255',
    start.replace('10.0.0.0/24', '10.0.0.300/24') + machines,
    '3:36 subnets/control/cidrs/0: "10.0.0.300/24" is not a CIDR | 300 is over 255; write one like 10.0.0.0/24 or 2001:db8::/64',
  ],
  [
    'a CIDR without length',
    start.replace('10.0.0.0/24', '10.0.0.0') + machines,
    '3:36 subnets/control/cidrs/0: "10.0.0.0" has no prefix length | write 10.0.0.0/32 for this address alone, or its network like 10.0.0.0/24',
  ],
  [
    'a network of IPv4 in the notation of IPv6',
    start.replace('10.0.0.0/24', '"::ffff:10.0.0.0/120"') + machines,
    '3:36 subnets/control/cidrs/0: "::ffff:10.0.0.0/120" is an IPv4 address in IPv6 notation | write the one of IPv4, like 10.0.0.0',
  ],
  [
    'such a source',
    `${start + machines}listeners: [{ name: x, on: [nodes], ports: ["1"], from: ["cidr:::ffff:10.0.0.1/128"] }]`,
    '5:58 listeners/x/from/0: "cidr:::ffff:10.0.0.1/128" is an IPv4 address in IPv6 notation | write the one of IPv4, like 10.0.0.1',
  ],
  [
    'a netmask',
    start.replace('10.0.0.0/24', '10.0.0.0/255.255.255.0') + machines,
    '3:36 subnets/control/cidrs/0: "10.0.0.0/255.255.255.0" is not a CIDR | write the netmask as a prefix length, like 10.0.0.0/24',
  ],
  [
    'a long prefix length',
    start.replace('10.0.0.0/24', '10.0.0.0/33') + machines,
    '3:36 subnets/control/cidrs/0: "10.0.0.0/33" is not a CIDR | the prefix length 33 is over 32; write one like 10.0.0.0/24 or 2001:db8::/64',
  ],
  [
    'an unknown key',
    `${start + machines}adimn: []`,
    '5:1 adimn: "adimn" is not a key of a design | did you mean admin?',
  ],
  [
    'an unknown key of an entry',
    `${start}nodes: [{ name: cp-1, role: controlplane, subnet: control, adress: [] }]`,
    '4:60 nodes/cp-1/adress: "adress" is not a key of entry 1 of `nodes` | did you mean addresses?',
  ],
  [
    'an unknown key that resembles none',
    `${start + machines}talos: { zzz: 1 }`,
    '5:10 talos/zzz: "zzz" is not a key of `talos` | known here: version, defaultAction, management, discovery',
  ],
  [
    'a wrong word',
    `${start + machines}cni: { plugin: Cillium }`,
    '5:16 cni/plugin: "Cillium" is not one of flannel, cilium, calico, none | did you mean cilium?',
  ],
  [
    'a transport of another plugin',
    `${start + machines}cni: { plugin: flannel, transport: geneve }`,
    '5:36 cni/transport: "geneve" is not a transport of flannel | use vxlan, wireguard, host-gw',
  ],
  [
    'a transport of no plugin',
    `${start + machines}cni: { plugin: none, transport: vxlan }`,
    '5:33 cni/transport: "vxlan" is not a transport of none | leave it out',
  ],
  [
    'an encryption that is a transport',
    `${start + machines}cni: { plugin: flannel, encryption: wireguard }`,
    '5:37 cni/encryption: "wireguard" is not an encryption of flannel | use none; its WireGuard is a transport',
  ],
  [
    'text where a list belongs',
    `${start + machines}clusterCIDRs: 10.0.0.0/16`,
    '5:15 clusterCIDRs: `clusterCIDRs` is text, not a list | put it in brackets: [10.0.0.0/16]',
  ],
  [
    'an empty map',
    `${start + machines}targets: { talos: }`,
    '5:19 targets/talos: `talos` is empty | write {}, or leave the key out',
  ],
  [
    'yes for true',
    `${start + machines}kubernetes: { kubeProxy: yes }`,
    '5:26 kubernetes/kubeProxy: `kubeProxy` is text, not true or false | write true, without quotes',
  ],
  [
    'a range that ends early',
    `${start + machines}pools: [{ name: p, role: worker, subnet: control, count: 2, addresses: [10.0.0.9-10.0.0.3] }]`,
    '5:73 pools/p/addresses/0: "10.0.0.9-10.0.0.3" ends before it starts | write 10.0.0.3-10.0.0.9',
  ],
  [
    'a short range',
    `${start + machines}pools: [{ name: p, role: worker, subnet: control, count: 2, addresses: [10.0.0.3-9] }]`,
    '5:73 pools/p/addresses/0: "10.0.0.3-9" is not a range | write its end in full, 10.0.0.3-10.0.0.9',
  ],
  [
    'a count below one',
    `${start + machines}pools: [{ name: p, role: worker, subnet: control, count: 0 }]`,
    '5:58 pools/p/count: 0 is too few | a pool has at least one machine',
  ],
  [
    'a count as text',
    `${start + machines}pools: [{ name: p, role: worker, subnet: control, count: "3" }]`,
    '5:58 pools/p/count: `count` is text, not a number or a map | write it without quotes',
  ],
  [
    'a count upside down',
    `${start + machines}pools: [{ name: p, role: worker, subnet: control, count: { min: 3, max: 2 } }]`,
    '5:65 pools/p/count/min: 3 is above max | swap the two',
  ],
  [
    'a key within a choice',
    `${start + machines}egress: { mode: restricted, dsn: [] }`,
    '5:29 egress/dsn: "dsn" is not a key of `egress` | did you mean dns?',
  ],
  [
    'a wrong choice of forms',
    `${start + machines}egress: close`,
    '5:9 egress: "close" is not one of open, restricted | write open or restricted',
  ],
  [
    'a name that is no label',
    `${start}nodes: [{ name: CP_1, role: controlplane, subnet: control }]`,
    '4:17 nodes/CP_1/name: "CP_1" is not a DNS label | use lower-case letters, digits and inner hyphens',
  ],
  [
    'a line break in a name',
    `${start + machines}admin: [{ name: "a\\nb", cidr: 192.0.2.0/24 }]`,
    '5:17 admin/a\uFFFDb/name: "a\uFFFDb" holds a line break or an invisible character | use printable characters on one line',
  ],
  [
    'a right-to-left mark',
    `${start + machines}admin: [{ name: "a\\u202Eb", cidr: 192.0.2.0/24 }]`,
    '5:17 admin/a\uFFFDb/name: "a\uFFFDb" holds a line break or an invisible character | use printable characters on one line',
  ],
  [
    'a day that is none',
    `${start + machines}admin: [{ name: a, cidr: 192.0.2.0/24, until: 2027-02-30 }]`,
    '5:47 admin/a/until: "2027-02-30" is not a date | write year, month and day like 2027-06-30',
  ],
  [
    'tcp without ports',
    `${start + machines}listeners: [{ name: a, on: [worker] }]`,
    '5:13 listeners/a/ports: `ports` is empty | write at least one port, like "5432"',
  ],
  [
    'esp with ports',
    `${start + machines}listeners: [{ name: a, on: [worker], protocol: esp, ports: ["1"] }]`,
    '5:60 listeners/a/ports: `ports` does not go with esp, which has no ports | leave it out',
  ],
  [
    'a port over 65535',
    `${start + machines}listeners: [{ name: a, on: [worker], ports: [70000] }]`,
    '5:46 listeners/a/ports/0: 70000 is not a port | write a number from 1 to 65535',
  ],
  [
    'an override of nothing',
    `${start + machines}overrides: [{ listener: kubelet }]`,
    '5:13 overrides/0: entry 1 of `overrides` changes nothing | write `from` to replace the sources or `add` to extend them',
  ],
  [
    'an endpoint with its scheme',
    `${start + machines}kubernetes: { endpoint: "https://api:6443" }`,
    '5:25 kubernetes/endpoint: "https://api:6443" is a URL | leave out the scheme and write host:port like api.example.net:443',
  ],
  [
    'a number without end',
    `${start + machines}targets: { talos: { a: 1e400 } }`,
    '5:24 targets/talos/a: `a` is no number that a design can hold | write a smaller one, or put it in quotes: "1e400"',
  ],
])('refuses %s', (_, text, want) => {
  expect(readDesign(text, known).ok).toBe(false)
  expect(firstProblem(text)).toBe(want)
})

test.each<[string, string, string]>([
  [
    'an unknown target',
    `${start + machines}targets: { talos: {}, pfsens: { a: 1 } }`,
    'warning 5:23 targets/pfsens: "pfsens" is not a target of this version | did you mean pfsense?',
  ],
  [
    'a node outside its subnet',
    `${start}nodes: [{ name: cp-1, role: controlplane, subnet: control, addresses: [10.1.0.5] }]`,
    'error 4:72 nodes/cp-1/addresses/0: 10.1.0.5 is outside subnet control (10.0.0.0/24) | 10.0.0.11 is free there',
  ],
])('keeps working with %s', (_, text, want) => {
  expect(readDesign(text, known).ok).toBe(true)
  expect(firstProblem(text)).toBe(want)
})

test('keeps an unknown target with its options', () => {
  const result = readDesign(`${start + machines}targets: { nowhere: { a: [1, { b: null }] } }`, known)
  expect(result.ok && result.value.targets).toEqual({ nowhere: { a: [1, { b: null }] } })
})

test('takes bare numbers for ports', () => {
  const result = readDesign(`${start + machines}listeners: [{ name: a, on: [worker], ports: [80, 443, "8000-8010"] }]`)
  expect(result.ok && result.value.listeners[0]?.ports).toEqual(['80', '443', '8000-8010'])
})

test('names at most 50 problems and counts the rest', () => {
  const nodes = Array.from({ length: 200 }, (_, index) => `  - { name: n${index}, role: boss, subnet: control }`)
  const { problems } = readDesign(`${start}nodes:\n${nodes.join('\n')}\n`)
  expect(problems).toHaveLength(50)
  expect(problems.at(-1)).toMatchObject({ severity: 'error', message: '151 more problems are not shown' })
})

test.each<[string, unknown]>([
  ['text', 'x'],
  ['nothing', undefined],
  ['a number', Number.NaN],
  ['a list', []],
  ['a date', new Date(0)],
  ['a deep value', JSON.parse(`${'['.repeat(5000)}${']'.repeat(5000)}`)],
  [
    'a circle',
    (() => {
      const circle: Record<string, unknown> = {}
      circle.self = circle
      return circle
    })(),
  ],
  ['a prototype', JSON.parse('{"__proto__": {"version": 1}, "version": 1, "name": "x"}')],
  ['a prototype within', JSON.parse('{"version": 1, "targets": {"__proto__": {}}}')],
])('refuses the value %s', (_, value) => {
  expect(readDesignValue(value)).toMatchObject({ ok: false })
})

test('refuses text that is too long before looking at it', () => {
  expect(readDesign(`#${'x'.repeat(2_000_000)}`)).toMatchObject({ ok: false, problems: [{ at: 'design' }] })
})
