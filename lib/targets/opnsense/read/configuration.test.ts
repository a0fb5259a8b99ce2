/** Whole configurations: the box around the rules, rules of both kinds, and what a bundle becomes on such a box. */
import { describe, expect, test } from 'vitest'
import { formatPrefix } from '@/lib/net/prefix'
import { opnBoxWith, opnVerdict } from '@/lib/testing/opnsense-box'
import { opnsenseConfiguration } from '@/lib/testing/opnsense-configuration'
import { proveSubject, readExample, subjectOf } from '@/lib/testing/subject'
import type { FileSet, Filter } from '../../target'
import { opnsense } from '../target'

type Parts = Parameters<typeof opnsenseConfiguration>[0]

const configured = (parts: Parts = {}): FileSet => [{ path: 'config.xml', text: opnsenseConfiguration(parts) }]
const boxOf = (parts: Parts = {}) => opnBoxWith(configured(parts))

const web = '192.168.10.5 -> 192.168.30.80 tcp/443'
const both =
  '<source_net>any</source_net><destination_net>any</destination_net><ipprotocol>inet</ipprotocol><sequence>100</sequence>'
const anyEnds = '<source><any>1</any></source><destination><any>1</any></destination><ipprotocol>inet</ipprotocol>'

/** Each opens the box, whatever an import would say of it. */
describe('a rule of the older pages', () => {
  const pass = '<type>pass</type><interface>lan</interface><ipprotocol>inet</ipprotocol>'
  const ends = '<source><any>1</any></source><destination><any>1</any></destination>'
  const toPort = (port: string) => ends.replace('</any></destination>', `</any><port>${port}</port></destination>`)
  test.each([
    ['without ends', pass, 'allow'],
    ['with an empty end', `${pass}<source/><destination><any>1</any></destination>`, 'allow'],
    ['with a port that no protocol asks for', `${pass}${toPort('8080')}`, 'allow'],
    ['with ports that are open above', `${pass}<protocol>tcp</protocol>${toPort('440-any')}`, 'allow'],
    ['with ports that are open below', `${pass}<protocol>tcp</protocol>${toPort('any-442')}`, 'deny'],
    ['with a colon between ports', `${pass}<protocol>tcp</protocol>${toPort('440:450')}`, 'allow'],
    ['with a range of one port', `${pass}<protocol>tcp</protocol>${toPort('443-443')}`, 'allow'],
    ['with types of ICMP', `${pass}<protocol>tcp</protocol><icmptype>echoreq</icmptype>${ends}`, 'allow'],
    [
      'of an interface and of one that is gone',
      `${pass.replace('lan', 'lan,opt7')}<floating>yes</floating>${ends}`,
      'allow',
    ],
    ['of an interface that is gone', `${pass.replace('lan', 'opt7')}${ends}`, 'deny'],
    ['for a list that is gone', `${pass}${ends.replace('<any>1</any>', '<address>gone</address>')}`, 'deny'],
    ['without a family', `${pass.replace('<ipprotocol>inet</ipprotocol>', '')}${ends}`, 'unknown'],
  ])('%s', (_, legacy, want) => {
    expect(opnVerdict(boxOf({ legacy: [legacy] }), web, 'lan')).toBe(want)
  })
})

test('tells interfaces, their networks and groups', () => {
  const { model, problems } = boxOf()
  expect(problems).toEqual([])
  const interfaces = [...(model?.box?.interfaces.values() ?? [])]
  expect(interfaces.map(({ key, networks }) => [key, ...networks.map(formatPrefix)])).toEqual([
    ['wan', '203.0.113.0/24'],
    ['lan', '192.168.10.0/24', '2001:db8:10::/64', '192.168.11.0/24'],
    ['opt1', '192.168.30.0/24'],
    ['opt2', '10.200.0.0/24'],
  ])
  expect([...(model?.box?.groups.keys() ?? [])]).toEqual(['wireguard', 'Inner'])
  expect(model?.aliases.get('web_servers')?.values.get('description')).toBe('ours & theirs')
})

const cases: readonly (readonly [name: string, parts: Parts, packet: string, key: string, want: string])[] = [
  ['nothing lets nothing in', {}, web, 'lan', 'deny'],
  ...[
    { rules: [`<interface>lan</interface><stranger>1</stranger>${both}`] },
    { rules: [`<interface>lan</interface><description><stranger/></description>${both}`] },
    { legacy: [`<type>pass</type><interface>lan</interface><stranger>1</stranger>${anyEnds}`] },
    { legacy: [`<type>pass</type><interface>lan</interface><max>9</max>${anyEnds}`] },
    {
      legacy: [
        `<type>pass</type><interface>lan</interface>${anyEnds.replace('</any>', '</any><stranger>1</stranger>')}`,
      ],
    },
  ].map((parts): readonly [string, Parts, string, string, string] => [
    `what nobody knows: ${(parts.rules ?? parts.legacy)[0]}`,
    parts,
    web,
    'lan',
    'unknown',
  ]),
  [
    'an empty field and a switch that is off say nothing',
    { rules: [`<interface>lan</interface><stranger>0</stranger><other/>${both}`] },
    web,
    'lan',
    'allow',
  ],
  ['a rule of one interface', { rules: [`<interface>lan</interface>${both}`] }, web, 'lan', 'allow'],
  ['is for no other', { rules: [`<interface>lan</interface>${both}`] }, web, 'opt1', 'deny'],
  ['a rule of a group is for its members', { rules: [`<interface>Inner</interface>${both}`] }, web, 'lan', 'allow'],
  ['and for nobody else', { rules: [`<interface>Inner</interface>${both}`] }, web, 'wan', 'deny'],
  [
    'a group comes before an interface',
    { rules: [`<interface>lan</interface>${both}`, `<interface>Inner</interface><action>block</action>${both}`] },
    web,
    'lan',
    'deny',
  ],
  ['a tunnel is known by its device', { rules: [`<interface>wireguard</interface>${both}`] }, web, 'opt2', 'allow'],
  [
    'the networks of an interface, by its key',
    {
      rules: [
        `<interface>lan</interface><source_net>lan</source_net><destination_net>web_servers</destination_net><ipprotocol>inet</ipprotocol><sequence>1</sequence>`,
      ],
    },
    web,
    'lan',
    'allow',
  ],
  [
    'its own address is another thing',
    {
      rules: [
        `<source_net>lanip</source_net><destination_net>any</destination_net><ipprotocol>inet</ipprotocol><sequence>1</sequence>`,
      ],
    },
    web,
    'lan',
    'deny',
  ],
  ['private networks stay out where the interface says so', { rules: [both] }, web, 'wan', 'deny'],
  ['a shared carrier network as well', { rules: [both] }, '100.64.0.9 -> 192.168.30.80 tcp/443', 'wan', 'deny'],
  ['and others come in', { rules: [both] }, '198.51.100.9 -> 192.168.30.80 tcp/443', 'wan', 'allow'],
  [
    'without IPv6 nothing of it',
    { system: '', rules: [both.replace('inet<', 'inet46<')] },
    '2001:db8:10::5 -> 2001:db8:30::80 tcp/443',
    'lan',
    'deny',
  ],
  ['not even what it needs', { system: '' }, '2001:db8:10::5 -> 2001:db8:30::80 icmpv6/2', 'lan', 'deny'],
  ['without its filter everything', { system: '<disablefilter>1</disablefilter>' }, web, 'lan', 'allow'],
  ['an older rule', { legacy: [`<type>pass</type><interface>lan</interface>${anyEnds}`] }, web, 'lan', 'allow'],
  [
    'which is switched off',
    { legacy: [`<type>pass</type><interface>lan</interface>${anyEnds}<disabled>1</disabled>`] },
    web,
    'lan',
    'deny',
  ],
  [
    'comes behind those of the table in its class',
    {
      legacy: [`<type>pass</type><interface>lan</interface>${anyEnds}`],
      rules: [`<interface>lan</interface><action>block</action>${both}`],
    },
    web,
    'lan',
    'deny',
  ],
  [
    'and before those of the next class',
    {
      legacy: [
        `<type>pass</type><interface>lan</interface><floating>yes</floating><quick>1</quick><direction>in</direction>${anyEnds}`,
      ],
      rules: [`<interface>lan</interface><action>block</action>${both}`],
    },
    web,
    'lan',
    'allow',
  ],
  [
    'an older floating rule without quick yields',
    {
      legacy: [
        `<type>pass</type><interface>lan</interface><floating>yes</floating><direction>in</direction>${anyEnds}`,
      ],
      rules: [`<interface>lan</interface><action>block</action>${both}`],
    },
    web,
    'lan',
    'deny',
  ],
  [
    'an older rule with a port, a list and a negation',
    {
      legacy: [
        `<type>pass</type><interface>lan</interface><ipprotocol>inet</ipprotocol><protocol>tcp</protocol><source><network>lan</network><not>1</not></source><destination><address>web_servers</address><port>443</port></destination>`,
      ],
    },
    web,
    'lan',
    'deny',
  ],
  ...[
    ['<stranger>1</stranger>', 'lan', 'unknown'],
    ['<stranger>1</stranger>', 'opt1', 'deny'],
    ['<stranger>0</stranger><mtu>9000</mtu><dhcp6-ia-pd-len>0</dhcp6-ia-pd-len>', 'lan', 'allow'],
  ].map(([lan = '', key = '', want = '']): readonly [string, Parts, string, string, string] => [
    `${lan} of the interface lan, met on ${key}`,
    { rules: [`<interface>lan</interface>${both}`], lan },
    web,
    key,
    want,
  ]),
  [
    'static routes that pass without a rule',
    { filter: '<bypassstaticroutes>1</bypassstaticroutes>', rules: [`<interface>lan</interface>${both}`] },
    web,
    'lan',
    'unknown',
  ],
  [
    'a list that the box fetches',
    {
      rules: [
        `<source_net>blocked</source_net><destination_net>any</destination_net><ipprotocol>inet</ipprotocol><sequence>1</sequence>`,
      ],
    },
    web,
    'lan',
    'unknown',
  ],
  [
    'a list that every box has',
    {
      rules: [
        `<source_net>bogons</source_net><destination_net>any</destination_net><ipprotocol>inet</ipprotocol><sequence>1</sequence>`,
      ],
    },
    web,
    'lan',
    'unknown',
  ],
  [
    'an older rule with a schedule',
    { legacy: [`<type>pass</type><interface>lan</interface><sched>night</sched>${anyEnds}`] },
    web,
    'lan',
    'unknown',
  ],
]

test.each(cases)('%s', (_, parts, packet, key, want) => {
  const box = boxOf(parts)
  expect(box.problems).toEqual([])
  expect(opnVerdict(box, packet, key)).toBe(want)
})

describe('our bundle on such a box', () => {
  const filter = opnsense as Filter
  const subject = subjectOf(filter, readExample('seed-000-baremetal'))
  const over = (parts: Parts) => proveSubject(subject, subject.files, configured(parts))

  test('is what the policy says, whatever rules single interfaces have', () => {
    const lanPass = `<interface>lan</interface>${both.replace('100<', '1<')}`
    const kubernetesPass = `<interface>opt1</interface>${both}`
    const older = `<type>pass</type><interface>opt1</interface>${anyEnds}`
    expect(over({ rules: [lanPass, kubernetesPass], legacy: [older] })).toMatchObject({
      verdict: 'equal',
      witnesses: [],
    })
  })

  test('yields to a floating rule with a lower sequence, and says by which packet', () => {
    const proof = over({ rules: [both.replace('100<', '1<')] })
    expect(proof.verdict).toBe('wider')
    expect(proof.witnesses[0]?.statements.map(({ file }) => file)).toContain('config.xml')
  })

  test('leaves out rows for an interface that the box does not have', () => {
    const design = readExample('seed-000-baremetal', { targets: { opnsense: { interfaces: { kubernetes: 'opt7' } } } })
    const elsewhere = subjectOf(filter, design)
    const proof = proveSubject(elsewhere, elsewhere.files, configured())
    expect(proof.problems.some(({ message }) => message.includes('there is no interface opt7'))).toBe(true)
  })
})

test.each([
  ['half a configuration', opnsenseConfiguration().slice(0, 900)],
  ['declared entities', opnsenseConfiguration().replace('<opnsense>', '<!DOCTYPE x [<!ENTITY a "b">]>\n<opnsense>')],
])('%s is refused with its line', (_, text) => {
  const { model, problems } = opnBoxWith([{ path: 'config.xml', text }])
  expect(model).toBeUndefined()
  expect(problems[0]?.at).toMatch(/^config\.xml:\d+$|^files$/)
})
