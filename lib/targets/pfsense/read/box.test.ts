/** What only a whole backup tells: interfaces, their networks, groups, and the switches of the box. */
import { expect, test } from 'vitest'
import { buildSite } from '@/lib/site/build-site'
import { pfsenseBackup } from '@/lib/testing/pfsense-backup'
import { boxWith, verdictOf } from '@/lib/testing/pfsense-box'
import { readExample } from '@/lib/testing/subject'
import { readFiles } from '../read'

const any = '<source><any/></source><destination><any/></destination>'
const pass = '<type>pass</type><ipprotocol>inet46</ipprotocol>'

function configWith(rules: readonly string[], change: (text: string) => string = (text) => text) {
  const whole = pfsenseBackup()
  const filter = `<filter>${rules.map((fields) => `<rule>${fields}</rule>`).join('\n')}</filter>`
  const text = whole.replace(/<filter>[\s\S]*<\/filter>/, filter)
  return boxWith([{ path: 'config.xml', text: change(text) }])
}

const from = { lan: '192.168.10.5 -> 8.8.8.8 tcp/443', private: '10.1.1.1 -> 192.168.30.11 tcp/443' }

test.each<[string, readonly string[], string, string, 'allow' | 'deny' | 'unknown']>([
  [
    'the networks of an interface',
    [`${pass}<interface>lan</interface><source><network>lan</network></source><destination><any/></destination>`],
    from.lan,
    'lan',
    'allow',
  ],
  [
    'and nobody else',
    [`${pass}<interface>lan</interface><source><network>lan</network></source><destination><any/></destination>`],
    '192.168.11.5 -> 8.8.8.8 tcp/443',
    'lan',
    'deny',
  ],
  [
    'all but the networks of an interface',
    [
      `${pass}<interface>lan</interface><source><network>opt1</network><not/></source><destination><any/></destination>`,
    ],
    from.lan,
    'lan',
    'allow',
  ],
  [
    'the address of an interface',
    [`${pass}<interface>lan</interface><source><any/></source><destination><network>opt1ip</network></destination>`],
    '192.168.10.5 -> 192.168.30.1 tcp/443',
    'lan',
    'allow',
  ],
  [
    'and no other of its network',
    [`${pass}<interface>lan</interface><source><any/></source><destination><network>opt1ip</network></destination>`],
    '192.168.10.5 -> 192.168.30.2 tcp/443',
    'lan',
    'deny',
  ],
  [
    'the network of an interface that is given its address',
    [`${pass}<interface>lan</interface><source><network>wan</network></source><destination><any/></destination>`],
    from.lan,
    'lan',
    'unknown',
  ],
  [
    'the box itself',
    [`${pass}<interface>lan</interface><source><any/></source><destination><network>(self)</network></destination>`],
    from.lan,
    'lan',
    'unknown',
  ],
  ['a group of interfaces', [`${pass}<interface>Trusted</interface>${any}`], from.lan, 'lan', 'allow'],
  ['an interface outside of the group', [`${pass}<interface>Trusted</interface>${any}`], from.private, 'opt1', 'deny'],
  [
    'a group before a tab',
    [
      `<type>block</type><interface>lan</interface><ipprotocol>inet</ipprotocol>${any}`,
      `${pass}<interface>Trusted</interface>${any}`,
    ],
    from.lan,
    'lan',
    'allow',
  ],
  [
    'an interface that is not there leaves the rule out',
    [
      `<type>block</type><interface>opt9</interface><ipprotocol>inet</ipprotocol>${any}`,
      `${pass}<interface>lan</interface>${any}`,
    ],
    from.lan,
    'lan',
    'allow',
  ],
  [
    'a floating rule of interfaces that are not there',
    [
      `${pass}<interface>opt8,opt9</interface><floating>yes</floating><quick>yes</quick><direction>in</direction>${any}`,
    ],
    from.lan,
    'lan',
    'deny',
  ],
  [
    'private networks are blocked where the interface says so',
    [`${pass}<interface>any</interface><floating>yes</floating><quick>yes</quick><direction>in</direction>${any}`],
    from.private,
    'wan',
    'deny',
  ],
  [
    'and nowhere else',
    [`${pass}<interface>any</interface><floating>yes</floating><quick>yes</quick><direction>in</direction>${any}`],
    from.private,
    'lan',
    'allow',
  ],
])('%s', (_, rules, packet, key, want) => {
  expect(verdictOf(configWith(rules), packet, key)).toBe(want)
})

const openAll = [
  `${pass}<interface>any</interface><floating>yes</floating><quick>yes</quick><direction>in</direction>${any}`,
]

test.each<[string, (text: string) => string, string, 'allow' | 'deny']>([
  [
    'IPv6 is switched off',
    (text) => text.replace('<ipv6allow></ipv6allow>', ''),
    '2001:db8::5 -> 2001:db8:1::5 tcp/80',
    'deny',
  ],
  [
    'and its messages with it',
    (text) => text.replace('<ipv6allow></ipv6allow>', ''),
    '2001:db8::5 -> 2001:db8:1::5 icmpv6/135',
    'deny',
  ],
  [
    'link-local addresses are let through',
    (text) => text.replace('<ipv6allow>', '<no_apipa_block/><ipv6allow>'),
    '169.254.1.1 -> 10.0.0.1 tcp/80',
    'allow',
  ],
])('%s', (_, change, packet, want) => {
  expect(verdictOf(configWith(openAll, change), packet)).toBe(want)
})

test('the filter is switched off', () => {
  const box = configWith([], (text) => text.replace('<ipv6allow>', '<disablefilter/><ipv6allow>'))
  for (const packet of [from.lan, '2001:db8::5 -> 2001:db8:1::5 tcp/0']) expect(verdictOf(box, packet)).toBe('allow')
})

test('static routes that are let through make a verdict impossible where nothing else decides', () => {
  const change = (text: string): string =>
    text
      .replace('<filter>', '<filter><bypassstaticroutes/>')
      .replace('<interfaces>', '<staticroutes><route><network>10.0.0.0/8</network></route></staticroutes><interfaces>')
  expect(verdictOf(configWith([], change), from.private)).toBe('unknown')
  expect(verdictOf(configWith(openAll, change), from.private)).toBe('allow')
  expect(
    verdictOf(
      configWith([], (text) => text.replace('<filter>', '<filter><bypassstaticroutes/>')),
      from.private,
    ),
  ).toBe('deny')
})

test.each<[string, readonly [found: string | RegExp, put: string], string, 'allow' | 'unknown']>([
  ['an interface', ['<if>igb1</if>', '<if>igb1</if><stranger/>'], 'lan', 'unknown'],
  ['an interface, met on another', ['<if>igb1</if>', '<if>igb1</if><stranger/>'], 'opt1', 'allow'],
  ['a group', ['<ifname>', '<stranger/><ifname>'], 'opt1', 'unknown'],
  [
    'a port forward that asks no rule',
    [/nat_5f[^<]*<\/associated-rule-id>/, 'pass</associated-rule-id><stranger/>'],
    'opt1',
    'unknown',
  ],
  ['a port forward that asks a rule', ['<local-port>', '<stranger/><local-port>'], 'opt1', 'allow'],
])('what nobody knows of %s', (_, [found, put], key, want) => {
  const change = (text: string): string => text.replace(found, put)
  expect(change(pfsenseBackup())).not.toBe(pfsenseBackup())
  expect(verdictOf(configWith(openAll, change), '192.168.10.5 -> 8.8.8.8 tcp/443', key)).toBe(want)
})

test('a port forward that asks no rule is told when it leads to a machine', () => {
  const site = buildSite(readExample('seed-000-baremetal'))
  const forward = (target: string, id: string): string =>
    pfsenseBackup().replace(
      /<nat>[\s\S]*<\/nat>/,
      `<nat><rule><target>${target}</target><associated-rule-id>${id}</associated-rule-id></rule></nat>`,
    )
  const said = (text: string) =>
    readFiles([{ path: 'c.xml', text }], site.members).problems.map(({ message }) => message)
  expect(said(forward('192.168.30.21', 'pass'))).toEqual([expect.stringContaining('worker-1')])
  expect(said(forward('192.168.30.21', 'nat_1'))).toEqual([])
  expect(said(forward('192.168.10.80', 'pass'))).toEqual([])
})

test.each([
  ['two sections of a kind', (text: string) => text.replace('</filter>', '</filter><filter></filter>'), /second time/],
  ['another root', (text: string) => text.replaceAll('pfsense>', 'm0n0wall>'), /no part of a pfSense/],
  ['no XML', (text: string) => text.slice(0, 900), /not XML/],
  ['a document type', (text: string) => text.replace('<pfsense>', '<!DOCTYPE x><pfsense>'), /document type/],
])('%s is refused with its line', (_, change, message) => {
  const { model, problems } = boxWith([{ path: 'config.xml', text: change(pfsenseBackup()) }])
  expect(model).toBeUndefined()
  expect(problems[0]).toMatchObject({
    severity: 'error',
    message: expect.stringMatching(message),
    line: expect.any(Number),
  })
})
