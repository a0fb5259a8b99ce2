/** What an access list of a switch can and cannot do, on IOS XE and on EOS. */
import type { Capabilities } from '../target'

const overview =
  'https://www.cisco.com/en/US/docs/ios-xml/ios/sec_data_acl/configuration/15-2mt/sec-access-list-ov.html'
const ipv6Guide =
  'https://www.cisco.com/c/en/us/td/docs/switches/lan/catalyst3850/software/release/3e/ipv6/configuration_guide/b_ipv6_3e_3850_cg/b_ipv6_3se_3850_cg_darya_chapter_0110.html'
export const hardware =
  'https://www.cisco.com/c/en/us/support/docs/switches/catalyst-9500-series-switches/217266-validate-security-acls-on-catalyst-9000.pdf'
const commands = 'https://www.cisco.com/c/en/us/td/docs/ios-xml/ios/security/d1/sec-d1-cr-book/sec-cr-p1.html'
const arista = 'https://github.com/ansible-collections/arista.eos/blob/main/docs/arista.eos.eos_acls_module.rst'

export const capabilities = {
  ipv6: { supported: true, note: 'A list of its own for each family.', source: ipv6Guide },
  portRange: { supported: true, note: 'One port or one range in a line.', source: commands },
  icmpType: { supported: true, note: 'One type in a line.', source: commands },
  egress: {
    supported: true,
    note: 'What machines send is filtered by a second list, on request.',
    source: overview,
  },
  prefixes: {
    supported: true,
    note: 'Prefixes on EOS, wildcard masks for IPv4 on IOS; groups of objects are not on every model, so none is written.',
    source: arista,
  },
  stateful: {
    supported: false,
    note: 'A list forgets who began: answers over UDP are let back in from named servers alone, since from anybody they would let anything in.',
    source: commands,
  },
  inboundList: {
    supported: false,
    note: 'A list for what leaves to a network does not see what its machines send; the option inbound writes one that does.',
    source: overview,
  },
  sameNetwork: {
    supported: false,
    note: 'What passes within one network is switched, not routed, and meets no list of the interface.',
    source: overview,
  },
  otherNetwork: {
    supported: false,
    note: 'A network without an interface or a VLAN in the design is behind somebody else.',
    source: overview,
  },
  sctpPort: {
    supported: false,
    note: 'Not every model takes the ports of SCTP, so that no such line is written.',
    source: commands,
  },
  capacity: {
    supported: false,
    note: 'Lines take room in the hardware: some thousand for all lists of a switch, IPv6 twice as much.',
    source: hardware,
  },
} as const satisfies Capabilities

export type CapabilityKey = keyof typeof capabilities
