/** What OPNsense can and cannot do, from 25.7 on. */
import type { Capabilities } from '../target'

const rules = 'https://docs.opnsense.org/manual/firewall.html'
const aliases = 'https://docs.opnsense.org/manual/aliases.html'
const automatic = 'https://github.com/opnsense/core/blob/master/src/etc/inc/filter.lib.inc'
const model = 'https://github.com/opnsense/core/blob/master/src/opnsense/mvc/app/models/OPNsense/Firewall/Filter.xml'
const validation =
  'https://github.com/opnsense/core/blob/master/src/opnsense/mvc/app/models/OPNsense/Firewall/Filter.php'
const protocols =
  'https://github.com/opnsense/core/blob/master/src/opnsense/mvc/app/models/OPNsense/Base/FieldTypes/ProtocolField.php'

export const capabilities = {
  ipv6: {
    supported: true,
    note: 'One rule holds for both families where its ends are aliases.',
    source: rules,
  },
  portRange: {
    supported: true,
    note: 'A port, a range, or an alias of both.',
    source: aliases,
  },
  egress: {
    supported: true,
    note: 'What a network sends is filtered as it comes in on its interface.',
    source: rules,
  },
  icmpType: {
    supported: true,
    note: 'ICMP types that the rule editor lists; any other cannot be written.',
    source: model,
  },
  stateful: {
    supported: true,
    note: 'Answers pass by the state of their conversation.',
    source: rules,
  },
  logging: {
    supported: true,
    note: 'The rules that block write a log.',
    source: rules,
  },
  sameNetwork: {
    supported: false,
    note: 'What passes within one network never comes to the box.',
    source: rules,
  },
  otherNetwork: {
    supported: false,
    note: 'A network that no interface of the options joins is behind somebody else.',
    source: 'https://docs.opnsense.org/manual/interfaces.html',
  },
  onEntry: {
    supported: false,
    note: 'What machines send to each other between networks is decided once, by the rules of those for whom it is.',
    source: rules,
  },
  portZero: {
    supported: false,
    note: 'Packets to port 0 of tcp and udp are dropped before any rule.',
    source: automatic,
  },
  sctpPort: {
    supported: false,
    note: 'Ports are for tcp and udp alone: a row with a port of SCTP is left out.',
    source: validation,
  },
  mixedFamilies: {
    supported: false,
    note: 'No packet goes from an address of one family to one of the other.',
    source: rules,
  },
  protocol: {
    supported: true,
    note: 'Every protocol by the name that FreeBSD has for it, IPIP and VRRP too.',
    source: protocols,
  },
} as const satisfies Capabilities
