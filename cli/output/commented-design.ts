/** A design file that explains itself: a comment above each key that it has, and the keys it could have, switched off. */
import type { Design } from '@/lib/design/design'
import { writeDesign } from '@/lib/design/write-design'

interface KeyWords {
  readonly comment: string
  /** Lines to uncomment where the design has no such key. */
  readonly example: readonly string[]
}

/** In the order of the file. */
const keys: Readonly<Record<string, KeyWords>> = {
  version: { comment: 'The version of this format.', example: [] },
  name: { comment: 'Name of the cluster; files, rules and resources are named after it.', example: [] },
  posture: {
    comment: 'How much the cluster trusts its own network: relaxed, standard or strict.',
    example: ['posture: standard'],
  },
  talos: {
    comment: 'Talos version in quotes, what it does with packets no rule names, and who writes its configuration.',
    example: ['talos: { version: "1.13", defaultAction: block, management: talosctl }'],
  },
  kubernetes: {
    comment: 'Networks of pods and services, port of the API, a shared address of the control planes.',
    example: ['kubernetes: { podCIDRs: [10.244.0.0/16], serviceCIDRs: [10.96.0.0/12], vip: 10.0.0.10 }'],
  },
  cni: {
    comment: 'flannel, cilium, calico or none; how packets of pods travel between nodes.',
    example: ['cni: { plugin: flannel, transport: vxlan }'],
  },
  clusterCIDRs: {
    comment: 'What "the cluster network" is, where it is more than the subnets that hold nodes.',
    example: ['clusterCIDRs: [10.0.0.0/16]'],
  },
  admin: {
    comment: 'Who may use the APIs from outside, and which: kubernetes, talos or both.',
    example: ['admin:', '  - { name: office, cidr: 203.0.113.0/24, may: [kubernetes, talos] }'],
  },
  subnets: { comment: 'Networks with their addresses, IPv4 and IPv6 alike.', example: [] },
  nodes: {
    comment: 'Machines one by one. Without addresses the whole subnet stands for them.',
    example: ['nodes:', '  - { name: cp-1, role: controlplane, subnet: control, addresses: [10.0.0.11] }'],
  },
  pools: {
    comment: 'Machines that are alike, with a range of addresses or none.',
    example: ['pools:', '  - { name: web, role: worker, subnet: control, count: 3 }'],
  },
  loadBalancers: {
    comment: 'What stands in front of the cluster, and for what: kubernetes-api, talos-api, trustd, nodeports.',
    example: ['loadBalancers:', '  - { name: api, addresses: [10.0.0.5], for: [kubernetes-api] }'],
  },
  loadBalancerIPs: {
    comment: 'Service addresses that the cluster announces.',
    example: [
      'loadBalancerIPs:',
      '  - { name: ingress, addresses: [10.0.0.80], ports: ["80", "443"], from: [anywhere] }',
    ],
  },
  nodePorts: {
    comment: 'Whether NodePorts are open, to whom and where.',
    example: ['nodePorts: { enabled: true, from: [anywhere], on: [worker] }'],
  },
  addons: {
    comment: 'What runs on the nodes besides: kubespan, hubble, metallb, metrics-server, node-exporter.',
    example: ['addons: [metrics-server]'],
  },
  listeners: {
    comment: 'Your own listeners: which machines, which ports, from whom.',
    example: [
      'listeners:',
      '  - { name: postgres, on: [web], protocol: tcp, ports: ["5432"], from: ["cidr:10.9.0.0/16"] }',
    ],
  },
  egress: { comment: 'What nodes may send: open or restricted.', example: ['egress: open'] },
  overrides: {
    comment: 'Other sources for a listener: from replaces them, add extends them.',
    example: ['overrides:', '  - { listener: kubelet, from: [controlplane] }'],
  },
  targets: { comment: 'The boxes to write files for, each with options of its own.', example: [] },
  accepted: { comment: 'Findings you accept, with the reason.', example: [] },
  expectations: {
    comment: 'Questions that must keep their answers; portcullis verify asks them.',
    example: ['expectations:', '  - { ask: "internet -> controlplane tcp/50000", want: deny }'],
  },
  checklist: { comment: 'What you have checked by hand.', example: [] },
}

export function writeCommentedDesign(design: Design): string {
  const blocks = splitByKey(writeDesign(design))
  const parts = Object.entries(keys).flatMap(([key, { comment, example }]) => {
    const block = blocks.get(key)
    if (block !== undefined) return [`# ${comment}\n${block}`]
    return example.length === 0 ? [] : [`# ${comment}\n${example.map((line) => `# ${line}\n`).join('')}`]
  })
  return `${blocks.get('') ?? ''}${parts.join('\n')}`
}

/** The lines of each top-level key; what stands before the first key under the empty one. */
function splitByKey(text: string): ReadonlyMap<string, string> {
  const blocks = new Map<string, string>()
  let key = ''
  for (const line of text.split(/(?<=\n)/)) {
    key = /^([A-Za-z]+):/.exec(line)?.[1] ?? key
    blocks.set(key, (blocks.get(key) ?? '') + line)
  }
  return blocks
}
