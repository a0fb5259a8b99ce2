/** Random firewall documents of Talos, and their text in its canonical block style: written apart from the renderer. */
import { setOfPrefixes } from '@/lib/net/address-set'
import { type Prefix, parsePrefix } from '@/lib/net/prefix'
import type { Member, Site } from '@/lib/site/site'
import type { Draw } from './draw'

interface DrawnRule {
  readonly name: string
  readonly protocol: 'tcp' | 'udp'
  readonly ports: readonly string[]
  readonly sources: readonly { readonly subnet: string; readonly except?: string }[]
}
export interface DrawnFirewall {
  readonly action: 'accept' | 'block' | undefined
  readonly rules: readonly DrawnRule[]
}

/** Few and nested, so that rules meet; ends of both families, whole families, halves that make a whole. */
export const drawnSubnets: readonly string[] = [
  '0.0.0.0/0',
  '::/0',
  '10.0.0.0/8',
  '10.0.0.0/24',
  '10.0.0.11/32',
  '10.3.4.5/16',
  '10.244.0.0/16',
  '192.168.0.0/16',
  '203.0.113.0/24',
  '0.0.0.0/1',
  '128.0.0.0/1',
  '240.0.0.0/4',
  '255.255.255.255/32',
  '2001:db8::/32',
  '2001:db8:0:1::/64',
  '2001:db8:0:1::11/128',
  '::/1',
  '8000::/1',
  'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff/128',
]

const portLists: readonly (readonly string[])[] = [
  ['50000'],
  ['10250'],
  ['6443', '50000-50001'],
  ['53'],
  ['2379-2380'],
  ['30000-32767'],
  ['31000', '80-90', '443'],
  ['0'],
  ['1-65535'],
  ['65535'],
  ['60000-65535', '22'],
]
const names = ['apid-ingress', 'kubelet-ingress', 'etcd-ingress', 'web', 'postgres-ingress', 'trustd-ingress']

export function drawFirewall(draw: Draw): DrawnFirewall {
  const action = draw.chance(20) ? undefined : draw.pick(['block', 'accept', 'block'] as const)
  const rules = draw.some(names).map((name): DrawnRule => ({ name, ...drawRule(draw) }))
  return { action, rules }
}

function drawRule(draw: Draw): Omit<DrawnRule, 'name'> {
  const count = draw.chance(10) ? 0 : draw.between(1, 4)
  const sources = Array.from({ length: count }, () => {
    const subnet = draw.pick(drawnSubnets)
    return draw.chance(25) ? { subnet, except: draw.pick(drawnSubnets) } : { subnet }
  })
  // Ports that end at the last one stop old versions from loading anything, which would hide all else.
  const ports = draw.chance(85) ? draw.pick(portLists.slice(0, 8)) : draw.pick(portLists.slice(8))
  return { protocol: draw.pick(['tcp', 'udp'] as const), ports, sources }
}

export interface Layout {
  readonly indent: 2 | 4
  /** Comments at line ends and on lines of their own. */
  readonly comments: boolean
}

export function writeFirewall({ action, rules }: DrawnFirewall, { indent, comments }: Layout): string {
  const pad = ' '.repeat(indent)
  const note = comments ? ' # why: it is so' : ''
  const own = comments ? ['# on a line of its own', ''] : []
  const documents: string[][] = []
  if (action !== undefined) {
    documents.push([...own, 'apiVersion: v1alpha1', 'kind: NetworkDefaultActionConfig', `ingress: ${action}${note}`])
  }
  for (const { name, protocol, ports, sources } of rules) {
    documents.push([
      ...own,
      'apiVersion: v1alpha1',
      'kind: NetworkRuleConfig',
      `name: ${name}${note}`,
      'portSelector:',
      ...own,
      `${pad}ports:`,
      ...ports.map((port) => `${pad}${pad}- ${port}${note}`),
      `${pad}protocol: ${protocol}`,
      sources.length === 0 ? 'ingress: []' : `ingress:${note}`,
      ...sources.flatMap(({ subnet, except }) => [
        `${pad}- subnet: ${subnet}${note}`,
        ...(except === undefined ? [] : [`${pad}  except: ${except}`]),
      ]),
    ])
  }
  return documents.map((lines) => `${lines.join('\n')}\n`).join('---\n')
}

export function prefixes(...texts: readonly string[]): Prefix[] {
  return texts.map((text) => {
    const prefix = parsePrefix(text)
    if (prefix === undefined) throw new Error(`not a prefix: ${text}`)
    return prefix
  })
}

export function memberWith(name: string, role: Member['role'], ...own: readonly string[]): Member {
  const sources = prefixes(...own)
  return {
    name,
    kind: 'node',
    role,
    subnet: 'control',
    count: { min: 1, max: 1 },
    interfaces: [{ subnet: 'control', addresses: sources, standIns: [] }],
    own: setOfPrefixes(sources),
    sources,
  }
}

/** A small dual-stack cluster: two machines, the default networks. */
export function siteWith(changes: Partial<Site> = {}): Site {
  const subnet = prefixes('10.0.0.0/24', '2001:db8:0:1::/64')
  return {
    name: 'test',
    members: [
      memberWith('cp-1', 'controlplane', '10.0.0.11/32', '2001:db8:0:1::11/128'),
      memberWith('worker-1', 'worker', '10.0.0.21/32'),
    ],
    subnets: [{ name: 'control', prefixes: subnet, vlan: undefined, holdsMembers: true }],
    podPrefixes: prefixes('10.244.0.0/16'),
    servicePrefixes: prefixes('10.96.0.0/12'),
    clusterPrefixes: subnet,
    families: [4, 6],
    talosVersion: { major: 1, minor: 13, patch: 0 },
    management: 'talosctl',
    kubeProxy: true,
    cniPlugin: 'flannel',
    podsRouted: false,
    nodePortsEnabled: false,
    nodePortRange: { from: 30000, to: 32767 },
    kubespan: false,
    loadBalancers: [],
    announced: setOfPrefixes([]),
    variables: {},
    ...changes,
  }
}

/** One version of each way of reading, merging and filtering. */
export const versionBands = [
  '1.6.0',
  '1.6.2',
  '1.7.0',
  '1.7.6',
  '1.8.0',
  '1.10.0',
  '1.11.0',
  '1.12.5',
  '1.13.0',
  '1.14.0',
]

export function versionOf(text: string): Site['talosVersion'] {
  const [major = 1, minor = 0, patch = 0] = text.split('.').map(Number)
  return { major, minor, patch }
}
