/** What Talos' ingress firewall can and cannot do. The table says what holds in every version from 1.6 to 1.14. */
import { isAtLeast, type TalosVersion } from '@/lib/design/talos-version'
import type { Capabilities, Capability } from '../target'

const repository = 'https://github.com/siderolabs/talos'
const tree = `${repository}/blob/v1.13.9`

export const capabilities = {
  ipv6: {
    supported: true,
    note: 'Each family is filtered by itself; a family without sources admits nobody.',
    source: `${tree}/internal/app/machined/pkg/adapters/network/nftables_rule.go`,
  },
  portRange: {
    supported: true,
    note: 'Ports and ranges, merged and sorted.',
    source: `${tree}/pkg/machinery/config/types/network/port_range.go`,
  },
  stateful: {
    supported: true,
    note: 'Where the default is to block, answers to what the machine began are accepted; where it is to accept, since 1.14. Before the translation of services, only new packets count.',
    source: `${tree}/internal/app/machined/pkg/controllers/network/nftables_chain_config.go`,
  },
  egress: {
    supported: false,
    note: 'What a machine sends is never filtered.',
    source: `${repository}/issues/13236`,
  },
  icmpType: {
    supported: false,
    note: 'A rule cannot name ICMP types. Where the default is to block, ICMP is admitted from everyone at 5 packets a second.',
    source: `${repository}/issues/11546`,
  },
  portlessProtocol: {
    supported: false,
    note: 'A rule names tcp or udp: ESP, IPIP, GRE, VRRP and SCTP can be neither admitted nor closed.',
    source: `${tree}/pkg/machinery/config/types/network/rule_config.go`,
  },
  serviceAddress: {
    supported: false,
    note: 'Only packets to the machine itself are filtered; service addresses announced by the cluster pass by.',
    source: `${repository}/pull/10437`,
  },
  lastAddress: {
    supported: false,
    note: 'Before 1.12.5 a list that ends at the last address of a family makes the kernel refuse the whole firewall.',
    source: `${repository}/issues/12890`,
  },
  manyDocuments: {
    supported: false,
    note: 'Before 1.13.9 many documents overflow the socket to the kernel, and no rule is programmed.',
    source: `${repository}/issues/14001`,
  },
  deleteDocument: {
    supported: false,
    note: 'Before 1.8 a patch cannot remove a document.',
    source: 'https://docs.siderolabs.com/talos/v1.8/configure-your-talos-cluster/system-configuration/patching',
  },
  replacePorts: {
    supported: false,
    note: 'Before 1.6.2 a patch adds its ports and sources to a document that is there, instead of replacing them.',
    source: `${repository}/pull/8137`,
  },
  nodePort: {
    supported: false,
    note: 'Before 1.10 NodePorts of kube-proxy pass before the firewall looks; a kube-proxy replacement passes it always.',
    source: `${repository}/pull/10437`,
  },
  logging: {
    supported: false,
    note: 'Dropped packets leave no log.',
    source: `${repository}/issues/12693`,
  },
} as const satisfies Capabilities

export type CapabilityKey = keyof typeof capabilities

/** The release from which a lack is gone. */
const mended: Partial<Record<CapabilityKey, string>> = {
  lastAddress: '1.12.5',
  manyDocuments: '1.13.9',
  deleteDocument: '1.8.0',
  replacePorts: '1.6.2',
  nodePort: '1.10.0',
}

/** The same for one version. */
export function isCapable(version: TalosVersion, key: CapabilityKey): boolean {
  const release = mended[key]
  return release === undefined ? capabilities[key].supported : isAtLeast(version, release)
}

export function capabilitiesOf(version: TalosVersion): Capabilities {
  const entries = Object.entries(capabilities).map(([key, capability]): [string, Capability] => [
    key,
    { ...capability, supported: isCapable(version, key as CapabilityKey) },
  ])
  return Object.fromEntries(entries)
}
