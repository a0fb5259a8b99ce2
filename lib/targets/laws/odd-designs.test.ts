/** Law 5 for designs at the edges of what may be drawn: first and last ports, the smallest networks, networks within each other. */
import { describe, expect, test } from 'vitest'
import type { DesignInput } from '@/lib/design/design'
import { readDesignValue } from '@/lib/design/read-design'
import { targets } from '@/lib/targets/all'
import { isFilter, type Target } from '@/lib/targets/target'
import { proveSubject, subjectOf } from '@/lib/testing/subject'

type Part = Omit<DesignInput, 'version' | 'name'>

const two = (first: string, second: string): Pick<Part, 'subnets' | 'nodes'> => ({
  subnets: [
    { name: 'control', cidrs: [first], vlan: 30 },
    { name: 'workers', cidrs: [second], vlan: 31 },
  ],
  nodes: [
    { name: 'cp-1', role: 'controlplane', subnet: 'control', addresses: [first.split('/')[0] ?? ''] },
    { name: 'w-1', role: 'worker', subnet: 'workers', addresses: [second.split('/')[0] ?? ''] },
  ],
})
const plain = two('203.0.113.16/28', '203.0.113.64/28')

const from = ['cidr:198.51.100.0/24', 'subnet:control']
/** Each by a prefix of its own: lines for two of them are never one. */
const portLists = [['0'], ['0-80'], ['1-65535'], ['65535'], ['0', '7-9'], ['0-65535']].map(
  (ports, index) => [ports, `cidr:198.51.${index}.0/24`] as const,
)
const listenersOn = (on: string, protocol: 'tcp' | 'udp' | 'sctp'): NonNullable<Part['listeners']> =>
  portLists.map(([ports, source], index) => ({
    name: `${protocol} ${index}`,
    on: [on],
    protocol,
    ports,
    from: [source],
  }))

const designs: Readonly<Record<string, Part>> = {
  'the first and the last port of TCP and UDP': {
    ...plain,
    listeners: [...listenersOn('worker', 'tcp'), ...listenersOn('cp-1', 'udp')],
  },
  'names that differ in nothing but their case, and ports of SCTP': {
    ...plain,
    listeners: ['web', 'Web', 'WEB'].map((name, index) => ({
      ...{ name, on: ['w-1'], protocol: (['tcp', 'udp', 'sctp'] as const)[index], ports: ['8443'], from },
    })),
  },
  'ports that not every product can name, to some machines of a network': {
    ...plain,
    listeners: [
      { name: 'association', on: ['worker'], protocol: 'sctp', ports: ['2905'], from: ['pods', 'node:cp-1'] },
    ],
    nodes: [...(plain.nodes ?? []), { name: 'w-2', role: 'worker', subnet: 'workers', addresses: ['203.0.113.70'] }],
  },
  'networks of two addresses and of one': { ...two('10.9.0.0/31', '10.9.0.2/32'), posture: 'strict' },
  'networks of two addresses and of one, of IPv6': two('2001:db8:9::/127', '2001:db8:9::2/128'),
  'admins who work among the machines': {
    ...plain,
    admin: [
      { name: 'around', cidr: '203.0.113.0/24' },
      { name: 'same', cidr: '203.0.113.16/28', may: ['talos'] },
      { name: 'node', cidr: '203.0.113.64/32', may: ['kubernetes'] },
      { name: 'half', cidr: '0.0.0.0/1' },
    ],
  },
  'networks of pods within each other': {
    ...plain,
    kubernetes: { podCIDRs: ['172.20.128.0/17', '172.20.0.0/16', '172.20.0.0/16'] },
    cni: { plugin: 'cilium', transport: 'native' },
  },
  'a network within another': { ...two('10.9.0.0/24', '10.9.0.64/28'), posture: 'relaxed' },
}

function optionsOf({ id }: Target): DesignInput['targets'] {
  // One prefix a network is where a switch says least.
  return id === 'switch-acl' ? { [id]: { prefixes: 1 } } : {}
}

describe.each(targets.filter(isFilter))('$id', (filter) => {
  test.each(Object.entries(designs))('proves %s equal', (_, part) => {
    const read = readDesignValue({ version: 1, name: 'odd', ...part, targets: optionsOf(filter) })
    if (!read.ok) throw new Error(JSON.stringify(read.problems))
    const { verdict, witnesses, problems } = proveSubject(subjectOf(filter, read.value))
    const said = [
      ...witnesses.map(({ sentence }) => sentence),
      ...problems.map(({ at, message }) => `${at}: ${message}`),
    ]
    expect({ verdict, said: verdict === 'equal' ? [] : said }).toEqual({ verdict: 'equal', said: [] })
  })
})
