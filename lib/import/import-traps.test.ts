import { describe, expect, test } from 'vitest'
import { parseAddress } from '../net/address'
import { lowestAddress } from '../net/address-set'
import { buildSite } from '../site/build-site'
import { readFiles } from '../targets/talos/read'
import { talos } from '../targets/talos/target'
import type { FileSet } from '../targets/target'
import { patchesOf } from '../testing/unlike-machines'
import { importFiles } from './import-files'

const block = 'apiVersion: v1alpha1\nkind: NetworkDefaultActionConfig\ningress: block\n'
const rule = (name: string, ports: string, ingress: string, protocol = 'tcp'): string =>
  `apiVersion: v1alpha1\nkind: NetworkRuleConfig\nname: ${name}\nportSelector:\n  ports: ${ports}\n  protocol: ${protocol}\ningress: ${ingress}\n`
const join = (...documents: readonly string[]): string => documents.join('---\n')
const from = (...subnets: readonly string[]): string => `[${subnets.map((one) => `{ subnet: "${one}" }`).join(', ')}]`

/** `198.51.100.7 tcp/10250` at the first control plane, by files as a machine holds them. */
function verdictOf(files: FileSet, design: Parameters<typeof buildSite>[0], question: string): string {
  const site = buildSite(design)
  const read = readFiles(files, site)
  const held = read.ok ? talos.install(undefined, read.value, site) : read
  if (!held.ok) throw new Error(JSON.stringify(held.problems))
  const [text = '', service = ''] = question.split(' ')
  const [protocol, port] = service.split('/')
  const source = parseAddress(text)
  const member = site.members.find(({ role }) => role === 'controlplane')
  const point = talos.points(site, {}).find((one) => one.member === member?.name)
  const destination = member === undefined ? undefined : lowestAddress(member.own)
  if (source === undefined || point === undefined || destination === undefined) throw new Error(question)
  const packet = { source, destination, port: Number(port), arrival: 'wire', phase: 'new' } as const
  return talos.decide(held.value, point, site, { ...packet, protocol: protocol === 'udp' ? 'udp' : 'tcp' }).verdict
}

const own = rule('etcd-ingress', '[2379-2380]', from('10.0.0.11/32', 'fd00::11/128'))

/** What real configurations pin down; each packet is asked of the files and of what their design writes. */
describe.each<[string, string, readonly (readonly [question: string, verdict: string])[]]>([
  [
    'accepting by default, a rule drops whom it does not name, the other family whole, and touches no other port',
    join(own, rule('kubelet', '[10250]', from('10.0.0.0/24'))),
    [
      ['10.0.0.9 tcp/10250', 'allow'],
      ['198.51.100.7 tcp/10250', 'deny'],
      ['198.51.100.7 tcp/50000', 'allow'],
    ],
  ],
  [
    'accepting by default, two rules on one port admit whom both name',
    join(own, rule('a', '[9100]', from('10.0.0.0/24')), rule('b', '[9100]', from('10.0.0.0/25', '198.51.100.0/24'))),
    [
      ['10.0.0.9 tcp/9100', 'allow'],
      ['10.0.0.200 tcp/9100', 'deny'],
      ['198.51.100.7 tcp/9100', 'deny'],
    ],
  ],
  [
    'blocking by default, two rules on one port admit whom either names',
    join(block, own, rule('a', '[9100]', from('10.0.0.0/25')), rule('b', '[9100]', from('198.51.100.0/24'))),
    [
      ['10.0.0.9 tcp/9100', 'allow'],
      ['198.51.100.7 tcp/9100', 'allow'],
      ['10.0.0.200 tcp/9100', 'deny'],
    ],
  ],
  [
    'an exception is taken from every network of its rule',
    join(block, own, rule('a', '[6443]', '[{ subnet: 10.0.0.0/8, except: 10.3.0.0/16 }, { subnet: 10.3.4.0/24 }]')),
    [
      ['10.2.0.9 tcp/6443', 'allow'],
      ['10.3.4.9 tcp/6443', 'deny'],
    ],
  ],
  [
    'nobody named: blocking, the rule is gone; accepting, all are dropped',
    join(own, rule('closed', '[8080]', '[]')),
    [
      ['10.0.0.9 tcp/8080', 'deny'],
      ['10.0.0.9 tcp/8081', 'allow'],
    ],
  ],
  [
    'quoted ranges and brackets',
    join(block, own, rule('web', '["8000-8010", 443]', from('0.0.0.0/0'))),
    [
      ['198.51.100.7 tcp/8005', 'allow'],
      ['198.51.100.7 tcp/8011', 'deny'],
    ],
  ],
  [
    'a pod calls the kubelet of its own machine by its own address',
    join(block, own, rule('kubelet', '[10250]', from('10.0.0.0/24'))),
    [['10.244.0.9 tcp/10250', 'deny']],
  ],
  [
    'a rule in the shadow of a wider one',
    join(block, own, rule('web', '[80]', from('0.0.0.0/0')), rule('web-from-pods', '[80]', from('10.244.0.0/16'))),
    [['198.51.100.7 tcp/80', 'allow']],
  ],
  [
    'a port for DHCP',
    join(block, own, rule('dhcp', '[68]', from('0.0.0.0/0'), 'udp')),
    [
      ['198.51.100.7 udp/68', 'allow'],
      ['198.51.100.7 tcp/68', 'deny'],
    ],
  ],
])('%s', (_, text, asked) => {
  const files: FileSet = [{ path: 'controlplane.yaml', text }]
  const imported = importFiles(files)
  if (!imported.ok) throw new Error(JSON.stringify(imported.problems))
  const { design, unprovable } = imported.value

  test('comes back with the same packets', () => {
    expect(unprovable.filter((note) => /admits (more|less)/.test(note.text))).toEqual([])
    for (const [question, verdict] of asked) {
      expect([question, verdictOf(files, design, question)]).toEqual([question, verdict])
      expect([question, verdictOf(patchesOf(design), design, question)]).toEqual([question, verdict])
    }
  })
})

test('a rule for ICMP compares checksums, and is refused with its line', () => {
  const text = join(block, own, rule('ping', '[1-65535]', from('0.0.0.0/0'), 'icmp'))
  const refused = importFiles([{ path: 'controlplane.yaml', text }])
  const line = text.split('\n').findIndex((one) => one.includes('protocol: icmp')) + 1
  expect(refused).toMatchObject({ ok: false, problems: [{ at: `controlplane.yaml:${line}` }] })
})
