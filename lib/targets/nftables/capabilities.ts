/** What the chains that Talos programs can and cannot say; nft itself could say more. */
import type { Capabilities } from '../target'

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
    source: `${tree}/internal/app/machined/pkg/controllers/network/nftables_chain_config.go`,
  },
  stateful: {
    supported: true,
    note: 'Where the default is to block, answers are accepted; where it is to accept, since 1.14. Before the translation of services, only new packets count.',
    source: `${tree}/internal/app/machined/pkg/controllers/network/nftables_chain_config.go`,
  },
  egress: {
    supported: false,
    note: 'What a machine sends is never filtered.',
    source: `${repository}/issues/13236`,
  },
  icmpType: {
    supported: false,
    note: 'Where the default is to block, ICMP is admitted from everyone at 5 packets a second, less timestamps and address masks since 1.11.',
    source: `${repository}/issues/11546`,
  },
  portlessProtocol: {
    supported: false,
    note: 'A rule of Talos names tcp or udp: ESP, IPIP, GRE, VRRP and SCTP can be neither admitted nor closed.',
    source: `${tree}/pkg/machinery/config/types/network/rule_config.go`,
  },
  serviceAddress: {
    supported: false,
    note: 'Only packets to the machine itself are filtered; service addresses announced by the cluster pass by.',
    source: `${repository}/pull/10437`,
  },
  lastAddress: {
    supported: false,
    note: 'Before 1.12.5 Talos cannot load a list that ends at the last address of a family.',
    source: `${repository}/issues/12890`,
  },
  nodePort: {
    supported: false,
    note: 'Before 1.10 NodePorts of kube-proxy pass before the firewall looks; a kube-proxy replacement passes it always.',
    source: `${repository}/pull/10437`,
  },
} as const satisfies Capabilities

export type CapabilityKey = keyof typeof capabilities
