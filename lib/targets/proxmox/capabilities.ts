/** What the firewall of Proxmox VE can and cannot say, in the form that both of its programs take. */
import type { Capabilities } from '../target'

const manual = 'https://pve.proxmox.com/pve-docs/chapter-pve-firewall.html'
const perl = 'https://github.com/proxmox/pve-firewall/blob/master/src/PVE/Firewall.pm'
const rust = 'https://github.com/proxmox/proxmox-ve-rs/blob/master/proxmox-ve-config/src/firewall/types/rule_match.rs'

export const capabilities = {
  ipv6: {
    supported: true,
    note: 'An IP set holds both families, and a rule that names one is for both.',
    source: manual,
  },
  portRange: {
    supported: true,
    note: 'Lists of ports and ranges, at most 15 numbers a rule; a range counts as two.',
    source: perl,
  },
  egress: { supported: true, note: 'Rules of their own, and a policy for what none names.', source: manual },
  destination: { supported: true, note: 'A rule says for which addresses of the machine it is.', source: manual },
  groups: {
    supported: true,
    note: 'Rules that several machines share stand once, in a security group.',
    source: manual,
  },
  stateful: { supported: true, note: 'What belongs to a conversation that was let through passes.', source: perl },
  portlessProtocol: { supported: true, note: 'By number, or by its name in /etc/protocols.', source: perl },
  neighbourDiscovery: {
    supported: true,
    note: 'The option ndp lets it in and out, router advertisements out with radv.',
    source: perl,
  },
  logging: { supported: true, note: 'Each rule and each policy has a level of its own.', source: manual },
  icmpType: {
    supported: false,
    note: 'An ICMP type goes by its name, and the two programs have few names in common: none for multicast listeners.',
    source: rust,
  },
  portZero: {
    supported: false,
    note: 'A rule for port 0 alone is taken for one without a port.',
    source: perl,
  },
} as const satisfies Capabilities

export type CapabilityKey = keyof typeof capabilities
