/** What pfSense can and cannot do, from CE 2.7 on. */
import type { Capabilities } from '../target'

const generator = 'https://github.com/pfsense/pfsense/blob/master/src/etc/inc/filter.inc'
const manual = 'https://docs.netgate.com/pfsense/en/latest'

export const capabilities = {
  ipv6: {
    supported: true,
    note: 'One rule holds for both families where its ends are aliases.',
    source: `${manual}/firewall/configure.html`,
  },
  portRange: {
    supported: true,
    note: 'A port, a range, or an alias of both.',
    source: `${manual}/firewall/aliases-types.html`,
  },
  egress: {
    supported: true,
    note: 'What a network sends is filtered as it comes in on its interface.',
    source: `${manual}/firewall/rule-methodology.html`,
  },
  icmpType: {
    supported: true,
    note: 'ICMP types by the names of the rule editor; a type without a name there cannot be written.',
    source: generator,
  },
  stateful: {
    supported: true,
    note: 'Answers pass by the state of their conversation.',
    source: `${manual}/firewall/fundamentals.html`,
  },
  logging: {
    supported: true,
    note: 'The rules that block write a log.',
    source: `${manual}/firewall/configure.html`,
  },
  sameNetwork: {
    supported: false,
    note: 'What passes within one network never comes to the box.',
    source: `${manual}/firewall/rule-methodology.html`,
  },
  otherNetwork: {
    supported: false,
    note: 'A network that no interface of the options joins is behind somebody else.',
    source: `${manual}/interfaces/index.html`,
  },
  onEntry: {
    supported: false,
    note: 'What machines send to each other between networks is decided once, by the rules of those for whom it is.',
    source: `${manual}/firewall/rule-methodology.html`,
  },
  portZero: {
    supported: false,
    note: 'Packets to port 0 of tcp and udp are dropped before any rule.',
    source: generator,
  },
  sctpPort: {
    supported: false,
    note: 'Before 2.8 a port of SCTP is left out of the rule, which then admits every port.',
    source: generator,
  },
  mixedFamilies: {
    supported: false,
    note: 'No packet goes from an address of one family to one of the other.',
    source: `${manual}/firewall/configure.html`,
  },
  protocol: {
    supported: false,
    note: 'The rule editor offers no such protocol.',
    source: `${manual}/firewall/configure.html`,
  },
} as const satisfies Capabilities
