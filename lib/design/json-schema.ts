/** The published JSON Schema, for editors: made from the one schema, with a sentence for each key. */
import * as z from 'zod'
import { designSchema } from './design'

/** By path of keys; a list's entries have the path of the list. */
const descriptions: Readonly<Record<string, string>> = {
  version: 'Version of the design file: 1.',
  name: 'Name of the cluster: a DNS label of at most 40 characters. It prefixes the names of files, rules and resources.',
  posture:
    'How much is trusted: relaxed trusts the cluster network, standard opens each listener to those who use it, strict to the fewest that still work.',
  talos: 'The Talos release and how it is run.',
  'talos/version': 'Talos release, in quotes: "1.6" to "1.14", with a patch if you like.',
  'talos/defaultAction': 'What the firewall does with packets that no rule names.',
  'talos/management': 'Which tool the machine configuration goes through.',
  'talos/discovery': 'Whether the discovery service is on.',
  kubernetes: 'The control plane of Kubernetes and its networks.',
  'kubernetes/podCIDRs': 'Networks of the pods. Left out: those of Talos.',
  'kubernetes/serviceCIDRs': 'Networks of the services. Left out: those of Talos.',
  'kubernetes/apiPort': 'Port of the Kubernetes API on control planes.',
  'kubernetes/endpoint': 'Host and port under which the API is reached, without https://.',
  'kubernetes/vip': 'Address that the control planes share by themselves.',
  'kubernetes/kubeProxy': 'Whether kube-proxy runs; false when the CNI replaces it.',
  cni: 'The network plugin.',
  'cni/plugin': 'Which plugin, or none for one that is not listed.',
  'cni/transport':
    'How pods reach other nodes. flannel: vxlan, wireguard, host-gw; cilium: vxlan, geneve, native; calico: vxlan, ipip, bgp.',
  'cni/tunnelPort': "Port of the tunnel. Left out: the plugin's own on Talos.",
  'cni/encryption': 'Encryption between nodes. cilium: wireguard, ipsec; calico: wireguard.',
  clusterCIDRs: 'What `cluster` means as a source. Left out: the subnets that hold nodes.',
  admin: 'Who may use the APIs from outside.',
  'admin/name': 'What the entry is called; `admin:NAME` refers to it.',
  'admin/cidr': 'Where they come from.',
  'admin/may': 'Which APIs they may use.',
  'admin/owner': 'Who answers for the entry.',
  'admin/until': 'Day after which the entry counts as expired.',
  subnets: 'Layer 2 segments.',
  'subnets/cidrs': 'The networks of the segment, of both families.',
  'subnets/vlan': 'Its VLAN, for people and switches.',
  nodes: 'Machines by name.',
  'nodes/subnet': 'Subnet of the primary interface.',
  'nodes/addresses': 'Fixed addresses of the primary interface; none with DHCP.',
  'nodes/nics': 'Further interfaces.',
  'nodes/publicAddresses': 'Addresses under which the machine appears elsewhere, as a source.',
  pools: 'Machines that are alike.',
  'pools/count': 'How many: a number, or the least and the most.',
  'pools/addresses': 'Addresses and ranges of the machines; none with DHCP or autoscaling.',
  loadBalancers: 'Load balancers before the cluster; `lb` as a source.',
  'loadBalancers/healthFrom': 'Where health checks come from.',
  'loadBalancers/for': 'What they balance.',
  'loadBalancers/preservesSource': 'Whether nodes see the address of the client.',
  loadBalancerIPs: 'Service addresses that the cluster announces (MetalLB, Cilium, kube-vip).',
  nodePorts: 'Services of type NodePort.',
  addons: 'Add-ons of the catalogue, with options where they have any.',
  listeners: 'Listeners of your own, beyond the catalogue.',
  'listeners/on': 'Whose they are: controlplane, worker, nodes, or names of nodes and pools.',
  'listeners/from': 'Who may connect.',
  egress: 'What nodes may reach: everything, or only what they need and what is listed.',
  'egress/dns': 'Name servers. Left out: any.',
  'egress/ntp': 'Time servers. Left out: any.',
  'egress/https': 'Where HTTPS may go: addresses and CIDRs. Left out: anywhere.',
  'egress/also': 'Further destinations.',
  overrides: 'Sources of single listeners, other than the posture says.',
  'overrides/listener': 'Id of a listener of the catalogue, or the name of your own.',
  'overrides/from': 'Replaces the sources; an empty list closes the listener.',
  'overrides/add': 'Extends the sources.',
  'overrides/at': 'Only at points of this place.',
  targets: 'Which files a bundle holds, each with options of its own.',
  accepted: 'Findings that are known and accepted, with the reason.',
  'accepted/at': 'Only at this place. Left out: every place.',
  expectations: 'Questions whose answer must stay as it is.',
  checklist: 'Steps that are done.',
}

export function designJsonSchema(): Record<string, unknown> {
  const { $schema, ...rest } = z.toJSONSchema(designSchema, { io: 'input' })
  return { $schema, title: 'Portcullis design, version 1', ...asRecord(described(rest, '')) }
}

/** Adds the sentence of each key, and takes the limits out that zod gives to whole numbers by itself. */
function described(schema: unknown, path: string): unknown {
  if (Array.isArray(schema)) return schema.map((branch) => described(branch, path))
  if (typeof schema !== 'object' || schema === null) return schema
  const entries = Object.entries(schema).filter(
    ([, value]) => value !== Number.MAX_SAFE_INTEGER && value !== Number.MIN_SAFE_INTEGER,
  )
  return Object.fromEntries(
    entries.map(([key, value]) => [
      key,
      key === 'properties' ? describedKeys(value, path) : describedPart(key, value, path),
    ]),
  )
}

function describedPart(key: string, value: unknown, path: string): unknown {
  return key === 'items' || key === 'anyOf' ? described(value, path) : value
}

function describedKeys(properties: unknown, path: string): unknown {
  return Object.fromEntries(
    Object.entries(asRecord(properties)).map(([key, schema]) => {
      const here = path === '' ? key : `${path}/${key}`
      const description = descriptions[here]
      return [key, { ...(description === undefined ? {} : { description }), ...asRecord(described(schema, here)) }]
    }),
  )
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}
