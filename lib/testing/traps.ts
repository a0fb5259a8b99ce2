/** What real configurations got wrong, by number: files as people have them, and what becomes of packets. */
import type { FileSet } from '@/lib/targets/target'

const block = 'apiVersion: v1alpha1\nkind: NetworkDefaultActionConfig\ningress: block\n'
const rule = (name: string, ports: string, ingress: string, protocol = 'tcp'): string =>
  `apiVersion: v1alpha1\nkind: NetworkRuleConfig\nname: ${name}\nportSelector:\n  ports: ${ports}\n  protocol: ${protocol}\ningress: ${ingress}\n`
const join = (...documents: readonly string[]): string => documents.join('---\n')
const from = (...subnets: readonly string[]): string => `[${subnets.map((one) => `{ subnet: "${one}" }`).join(', ')}]`
const own = rule('etcd-ingress', '[2379-2380]', from('10.0.0.11/32', 'fd00::11/128'))
const everybody = from('0.0.0.0/0', '::/0')

/** A machine of its own, as `talosctl` writes it, with its documents behind. */
function machine(name: string, address: string, documents: readonly string[], cluster = ''): FileSet[number] {
  const role = name.startsWith('cp') ? 'controlplane' : 'worker'
  const text = `version: v1alpha1\nmachine:\n  type: ${role}\n  network:\n    hostname: ${name}\n    interfaces:\n      - interface: eth0\n        addresses: [${address}]\ncluster:\n  network:\n    cni: { name: flannel }\n${cluster}`
  return { path: `${name}.yaml`, text: join(text, ...documents) }
}

const nodes = from('10.0.0.11/32', '10.0.0.12/32', '10.0.0.21/32')
const controls = from('10.0.0.11/32', '10.0.0.12/32')
/** What two control planes and a worker need, but for what is left out. */
function needed(role: 'cp' | 'w', left: readonly string[] = []): string[] {
  const rules: [name: string, role: 'cp' | 'w' | 'both', document: string][] = [
    ['etcd', 'cp', rule('etcd-ingress', '[2379-2380]', controls)],
    ['trustd', 'cp', rule('trustd-ingress', '[50001]', from('10.0.0.21/32'))],
    ['api', 'cp', rule('kubernetes-api-ingress', '[6443]', from('10.0.0.0/24', '10.244.0.0/16'))],
    ['apid', 'both', rule('apid-ingress', '[50000]', controls)],
    ['kubelet', 'both', rule('kubelet-ingress', '[10250]', nodes)],
    ['cni', 'both', rule('cni-vxlan', '[4789]', nodes, 'udp')],
  ]
  return [
    block,
    ...rules.flatMap(([name, on, text]) => ((on === role || on === 'both') && !left.includes(name) ? [text] : [])),
  ]
}
const cluster = (cp: readonly string[], worker: readonly string[]): FileSet => [
  machine('cp-1', '10.0.0.11/24', cp),
  machine('cp-2', '10.0.0.12/24', cp),
  machine('w-1', '10.0.0.21/24', worker),
]

export interface Trap {
  readonly number: number
  readonly name: string
  readonly files: string | FileSet
  /** `198.51.100.7 tcp/10250` at a machine, the first control plane unless it is named; and what becomes of it. */
  readonly asked?: readonly (readonly [packet: string, verdict: 'allow' | 'deny', at?: string])[]
  /** Codes of findings, without any design of one's own. */
  readonly findings?: readonly string[]
  /** Where it is refused, and why. */
  readonly refused?: readonly [line: string, why: RegExp]
}

const template = ['$', '{ADMIN}'].join('')

export const traps: readonly Trap[] = [
  {
    number: 1,
    name: 'accepting by default, a rule drops whom it does not name, the other family whole, and touches no other port',
    files: join(own, rule('kubelet', '[10250]', from('10.0.0.0/24'))),
    asked: [
      ['10.0.0.9 tcp/10250', 'allow'],
      ['198.51.100.7 tcp/10250', 'deny'],
      ['2001:db8::7 tcp/10250', 'deny'],
      ['198.51.100.7 tcp/50000', 'allow'],
      ['2001:db8::7 tcp/50000', 'allow'],
    ],
  },
  {
    number: 2,
    name: 'accepting by default, two rules on one port admit whom both name',
    files: join(
      own,
      rule('a', '[9100]', from('10.0.0.0/24')),
      rule('b', '[9100]', from('10.0.0.0/25', '198.51.100.0/24')),
    ),
    asked: [
      ['10.0.0.9 tcp/9100', 'allow'],
      ['10.0.0.200 tcp/9100', 'deny'],
      ['198.51.100.7 tcp/9100', 'deny'],
    ],
  },
  {
    number: 2,
    name: 'blocking by default, two rules on one port admit whom either names',
    files: join(block, own, rule('a', '[9100]', from('10.0.0.0/25')), rule('b', '[9100]', from('198.51.100.0/24'))),
    asked: [
      ['10.0.0.9 tcp/9100', 'allow'],
      ['198.51.100.7 tcp/9100', 'allow'],
      ['10.0.0.200 tcp/9100', 'deny'],
    ],
  },
  {
    number: 3,
    name: 'an exception is taken from every network of its rule',
    files: join(
      block,
      own,
      rule('a', '[6443]', '[{ subnet: 10.0.0.0/8, except: 10.3.0.0/16 }, { subnet: 10.3.4.0/24 }]'),
    ),
    asked: [
      ['10.2.0.9 tcp/6443', 'allow'],
      ['10.3.4.9 tcp/6443', 'deny'],
    ],
  },
  {
    number: 4,
    name: 'nobody named, accepting: everybody is dropped on that port',
    files: join(own, rule('closed', '[8080]', '[]')),
    asked: [
      ['10.0.0.9 tcp/8080', 'deny'],
      ['2001:db8::7 tcp/8080', 'deny'],
      ['10.0.0.9 tcp/8081', 'allow'],
    ],
  },
  {
    number: 4,
    name: 'one family named, blocking: the rule is gone for the other',
    files: join(block, own, rule('web', '[443]', from('0.0.0.0/0'))),
    asked: [
      ['198.51.100.7 tcp/443', 'allow'],
      ['2001:db8::7 tcp/443', 'deny'],
    ],
  },
  {
    number: 5,
    name: 'a rule for ICMP with ports compares checksums',
    files: join(block, own, rule('ping', '[1-65535]', from('0.0.0.0/0'), 'icmp')),
    refused: ['  protocol: icmp', /icmp/i],
  },
  {
    number: 6,
    name: 'blocking by default, ICMP passes but for timestamps and address masks',
    files: join(block, own),
    asked: [
      ['198.51.100.7 icmp/8', 'allow'],
      ['198.51.100.7 icmp/13', 'deny'],
      ['198.51.100.7 icmp/17', 'deny'],
      ['198.51.100.7 tcp/7', 'deny'],
    ],
  },
  {
    number: 7,
    name: 'a rule for NodePorts is dead where something else than kube-proxy answers them',
    files: [
      machine(
        'cp-1',
        '10.0.0.11/24',
        [block, own, rule('cilium-health', '[4240]', nodes), rule('nodeports', '[30000-32767]', from('10.0.0.0/8'))],
        '  proxy: { disabled: true }\n',
      ),
    ],
    asked: [
      ['10.0.0.9 tcp/30080', 'allow'],
      ['198.51.100.7 tcp/30080', 'allow'],
    ],
  },
  {
    number: 7,
    name: 'kube-proxy leaves it in force',
    files: [machine('cp-1', '10.0.0.11/24', [block, own, rule('nodeports', '[30000-32767]', from('10.0.0.0/8'))])],
    asked: [
      ['10.0.0.9 tcp/30080', 'allow'],
      ['198.51.100.7 tcp/30080', 'deny'],
    ],
  },
  {
    number: 8,
    name: 'a pod calls the kubelet of its own machine by its own address',
    files: join(block, own, rule('kubelet', '[10250]', from('10.0.0.0/24'))),
    asked: [
      ['10.0.0.9 tcp/10250', 'allow'],
      ['pod 10.244.0.9 tcp/10250', 'deny'],
    ],
  },
  {
    number: 9,
    name: 'two services on one port of two addresses cannot be told apart: who may use one may use the other',
    files: [
      {
        ...machine('cp-1', '10.0.0.11/24, 10.9.0.11/24', [
          block,
          own,
          rule('web-of-the-first', '[443]', from('198.51.100.0/24')),
          rule('web-of-the-second', '[443]', from('203.0.113.0/24')),
        ]),
      },
    ],
    asked: [
      ['198.51.100.7 tcp/443', 'allow', 'cp-1 10.0.0.11'],
      ['203.0.113.7 tcp/443', 'allow', 'cp-1 10.0.0.11'],
      ['198.51.100.7 tcp/443', 'allow', 'cp-1 10.9.0.11'],
      ['192.0.2.7 tcp/443', 'deny', 'cp-1 10.9.0.11'],
    ],
  },
  {
    number: 10,
    name: 'ranges in quotes, and brackets',
    files: join(block, own, rule('web', '["8000-8010", 443]', from('0.0.0.0/0'))),
    asked: [
      ['198.51.100.7 tcp/8005', 'allow'],
      ['198.51.100.7 tcp/8011', 'deny'],
    ],
  },
  {
    number: 10,
    name: 'a loop of Terraform is no document',
    files: join(block, own, rule('web', '[443]', '\n%{ for one in admins ~}\n  - subnet: 10.0.0.0/8\n%{ endfor ~}')),
    refused: ['%{ for one in admins ~}', /template/],
  },
  {
    number: 10,
    name: 'a variable of a shell is no network',
    files: join(block, own, rule('web', '[443]', `\n  - subnet: ${template}`)),
    refused: [`  - subnet: ${template}`, /template/],
  },
  {
    number: 11,
    name: 'etcd is open to the whole network: workers reach it',
    files: cluster([...needed('cp', ['etcd']), rule('etcd-ingress', '[2379-2380]', from('10.0.0.0/24'))], needed('w')),
    asked: [['10.0.0.21 tcp/2379', 'allow', 'cp-1']],
    findings: ['etcd-from-workers'],
  },
  {
    number: 11,
    name: 'etcd is open to one machine: the other is no member',
    files: cluster([...needed('cp', ['etcd']), rule('etcd-ingress', '[2379-2380]', from('10.0.0.11/32'))], needed('w')),
    asked: [
      ['10.0.0.11 tcp/2380', 'allow', 'cp-2'],
      ['10.0.0.12 tcp/2380', 'deny', 'cp-1'],
    ],
    findings: ['etcd-peer-missing'],
  },
  {
    number: 12,
    name: 'trustd and the kubelet are open to pods alone: no machine joins, no log is shown',
    files: cluster(
      [
        ...needed('cp', ['trustd', 'kubelet']),
        rule('trustd-ingress', '[50001]', from('10.244.0.0/16')),
        rule('kubelet-ingress', '[10250]', from('10.244.0.0/16')),
      ],
      [...needed('w', ['kubelet']), rule('kubelet-ingress', '[10250]', from('10.244.0.0/16'))],
    ),
    asked: [
      ['10.0.0.21 tcp/50001', 'deny', 'cp-1'],
      ['10.0.0.11 tcp/10250', 'deny', 'w-1'],
    ],
    findings: ['trustd-missing', 'kubelet-cp-missing'],
  },
  {
    number: 13,
    name: 'the rules for the kubelet, the network plugin and etcd are comments: one machine alone works',
    files: cluster(needed('cp', ['kubelet', 'cni', 'etcd']), needed('w', ['kubelet', 'cni'])),
    asked: [
      ['10.0.0.12 tcp/2380', 'deny', 'cp-1'],
      ['10.0.0.11 tcp/10250', 'deny', 'w-1'],
      ['10.0.0.11 udp/4789', 'deny', 'w-1'],
    ],
    findings: ['etcd-peer-missing', 'kubelet-cp-missing', 'cni-port-missing'],
  },
  {
    number: 14,
    name: 'a rule in the shadow of a wider one',
    files: join(block, own, rule('web', '[80]', everybody), rule('web-from-pods', '[80]', from('10.244.0.0/16'))),
    asked: [
      ['198.51.100.7 tcp/80', 'allow'],
      ['10.244.0.9 tcp/80', 'allow'],
    ],
    findings: ['redundant-rule'],
  },
  {
    number: 15,
    name: 'a port for DHCP does no harm, as its socket asks no rule',
    files: join(block, own, rule('dhcp', '[68]', from('0.0.0.0/0'), 'udp')),
    asked: [
      ['198.51.100.7 udp/68', 'allow'],
      ['198.51.100.7 tcp/68', 'deny'],
    ],
    findings: ['dhcp-rule'],
  },
]
