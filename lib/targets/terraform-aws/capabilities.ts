/** What security groups can and cannot do. */
import type { Capabilities } from '../target'

const guide = 'https://docs.aws.amazon.com/vpc/latest/userguide'
const permission = 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html'

export const capabilities = {
  ipv6: {
    supported: true,
    note: 'Each prefix belongs to one family; a group as a source covers both.',
    source: permission,
  },
  portRange: { supported: true, note: 'One port or range a rule, for tcp and udp.', source: permission },
  icmpType: { supported: true, note: 'A type with one code or all.', source: permission },
  portlessProtocol: {
    supported: true,
    note: 'By number; EC2 admits the whole protocol.',
    source: permission,
  },
  sctpPorts: {
    supported: false,
    note: 'Of a protocol other than tcp, udp and ICMP, EC2 admits every port, whatever ports are written.',
    source: permission,
  },
  egress: {
    supported: true,
    note: 'Rules of their own; without any, nothing leaves.',
    source: `${guide}/security-group-rules.html`,
  },
  stateful: {
    supported: true,
    note: 'Answers pass by themselves.',
    source: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/security-group-connection-tracking.html',
  },
  roleSource: {
    supported: true,
    note: 'A group stands for the private addresses of the machines that carry it.',
    source: `${guide}/security-group-rules.html`,
  },
  destination: {
    supported: false,
    note: 'A rule does not say which address of the machine it is about.',
    source: `${guide}/security-group-rules.html`,
  },
  deny: {
    supported: false,
    note: 'Only permits; nothing is taken out of a prefix.',
    source: `${guide}/security-group-rules.html`,
  },
  logging: {
    supported: false,
    note: 'Flow logs of the VPC show what was refused, not which rule was missing.',
    source: `${guide}/flow-logs.html`,
  },
} as const satisfies Capabilities
