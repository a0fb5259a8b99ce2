/** What firewalls of Hetzner Cloud can and cannot do. */
import type { Capabilities } from '../target'

const faq = 'https://docs.hetzner.com/cloud/firewalls/faq'
const api = 'https://docs.hetzner.cloud/reference/cloud#firewalls'

export const capabilities = {
  ipv6: { supported: true, note: 'Each prefix belongs to one family; both may stand in one rule.', source: api },
  portRange: { supported: true, note: 'One port, one range or all of them in a rule, for tcp and udp.', source: api },
  portZero: { supported: false, note: 'The ports of a rule begin at 1; only all of them hold port 0.', source: api },
  portlessProtocol: { supported: true, note: 'ESP and GRE, whole.', source: api },
  otherProtocol: {
    supported: false,
    note: 'A rule names tcp, udp, icmp, esp or gre; whatever else is dropped once there is a rule.',
    source: api,
  },
  icmpType: {
    supported: false,
    note: 'ICMP is open to a source with all its types, or closed; a listener for icmp or icmpv6 opens all of them.',
    source: api,
  },
  privateNetwork: {
    supported: false,
    note: 'Firewalls do not look at what passes a private network or a vSwitch: the firewall of Talos does.',
    source: faq,
  },
  egress: {
    supported: true,
    note: 'Without a rule for what is sent everything leaves; with one, nothing but what the rules name.',
    source: faq,
  },
  stateful: { supported: true, note: 'Answers pass by themselves.', source: faq },
  roleSource: {
    supported: false,
    note: 'Labels choose the servers that carry a firewall; the other end of a rule is prefixes alone.',
    source: api,
  },
  destination: {
    supported: false,
    note: 'A rule for what comes in does not say which address of the server it is about.',
    source: api,
  },
  deny: { supported: false, note: 'Only permits; nothing is taken out of a prefix.', source: api },
  logging: { supported: false, note: 'Nothing says which packet was dropped.', source: faq },
} as const satisfies Capabilities
