/** What a UniFi gateway can and cannot be told through its local API, from Network 10.1 on. */
import type { Capabilities } from '../target'

const create = 'https://developer.ui.com/network/v10.1.68/createfirewallpolicy'
const zones = 'https://help.ui.com/hc/en-us/articles/115003173168-Zone-Based-Firewalls-in-UniFi'

export const capabilities = {
  ipv6: {
    supported: true,
    note: 'A policy and its lists are for one family each, so there is one of every kind for each.',
    source: create,
  },
  portRange: { supported: true, note: 'Ports and ranges, many in one policy.', source: create },
  egress: {
    supported: true,
    note: 'What a zone sends to another is decided by policies between the two.',
    source: zones,
  },
  stateful: { supported: true, note: 'A policy that allows lets the answers through as well.', source: create },
  logging: { supported: true, note: 'The policies that block write a log.', source: create },
  sameNetwork: {
    supported: false,
    note: 'What passes within one network is switched and never comes to the gateway.',
    source: zones,
  },
  otherNetwork: {
    supported: false,
    note: 'A network that the options do not name is behind somebody else.',
    source: zones,
  },
  onEntry: {
    supported: false,
    note: 'What machines send to each other between networks is decided once, by the policies of those for whom it is.',
    source: zones,
  },
  portZero: { supported: false, note: 'The ports of a policy begin at 1.', source: create },
  sctpPort: { supported: false, note: 'Ports are for tcp and udp alone.', source: create },
  icmpType: {
    supported: false,
    note: 'A policy has no field for ICMP types; errors about connections that are open pass as related to them.',
    source: create,
  },
  mixedFamilies: {
    supported: false,
    note: 'No packet goes from an address of one family to one of the other.',
    source: create,
  },
  protocol: {
    supported: false,
    note: 'The API names tcp and udp, or everything; names of other protocols are not published.',
    source: create,
  },
} as const satisfies Capabilities
