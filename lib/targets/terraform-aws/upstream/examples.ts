/**
 * What AWS and HashiCorp say that rules mean, restated for our two groups. Each packet is named by its other end: the
 * worker of the tests is 10.0.2.1, the control plane 10.0.1.1.
 */
export interface Example {
  readonly source: string
  /** The body of one or more rules of the workers. */
  readonly text: string
  /** `10.1.2.3 tcp/80`; `to` before it for a packet that the worker sends. */
  readonly allows: readonly string[]
  readonly denies: readonly string[]
}

function rule(direction: 'ingress' | 'egress', name: string, ...lines: readonly string[]): string {
  const body = ['security_group_id = aws_security_group.worker.id', ...lines].map((line) => `  ${line}\n`).join('')
  return `resource "aws_vpc_security_group_${direction}_rule" "${name}" {\n${body}}\n`
}

const tcp = (port: number): string[] => [`from_port = ${port}`, `to_port = ${port}`, 'ip_protocol = "tcp"']

const provider = 'https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources'
const cases = 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/security-group-rules-reference.html'
const permission = 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html'
const semantics = 'https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html'

export const examples: Readonly<Record<string, Example>> = {
  'one port from one network': {
    source: `${provider}/vpc_security_group_ingress_rule`,
    text: rule('ingress', 'a', 'cidr_ipv4 = "10.0.0.0/8"', ...tcp(80)),
    allows: ['10.1.2.3 tcp/80'],
    denies: ['10.1.2.3 tcp/81', '10.1.2.3 udp/80', '11.0.0.1 tcp/80', '2001:db8::1 tcp/80', 'to 10.1.2.3 tcp/80'],
  },
  'one port to one network': {
    source: `${provider}/vpc_security_group_egress_rule`,
    text: rule('egress', 'a', 'cidr_ipv4 = "10.0.0.0/8"', ...tcp(80)),
    allows: ['to 10.1.2.3 tcp/80'],
    denies: ['to 10.1.2.3 tcp/443', 'to 11.0.0.1 tcp/80', '10.1.2.3 tcp/80'],
  },
  'a web server for both families needs a rule for each': {
    source: cases,
    text:
      rule('ingress', 'a', 'cidr_ipv4 = "0.0.0.0/0"', ...tcp(443)) + rule('ingress', 'b', 'cidr_ipv6 = "::/0"', ...tcp(443)),
    allows: ['203.0.113.9 tcp/443', '2001:db8::1 tcp/443'],
    denies: ['203.0.113.9 tcp/80', '2001:db8::1 udp/443'],
  },
  'a database for the machines of another group': {
    source: cases,
    text: rule('ingress', 'a', 'referenced_security_group_id = aws_security_group.control_plane.id', ...tcp(3306)),
    allows: ['10.0.1.1 tcp/3306'],
    denies: ['10.0.2.9 tcp/3306', '10.0.1.2 tcp/3306'],
  },
  'machines of one group reach each other only by a rule': {
    source: semantics,
    text: rule('ingress', 'a', 'referenced_security_group_id = aws_security_group.worker.id', 'ip_protocol = "-1"'),
    allows: ['10.0.2.1 tcp/1', '10.0.2.1 esp', '10.0.2.1 icmp/8'],
    denies: ['10.0.1.1 tcp/1'],
  },
  'ping is ICMP of type 8 with any code': {
    source: cases,
    text: rule('ingress', 'a', 'cidr_ipv4 = "10.0.0.0/8"', 'from_port = 8', 'to_port = -1', 'ip_protocol = "icmp"'),
    allows: ['10.1.2.3 icmp/8'],
    denies: ['10.1.2.3 icmp/0', '10.1.2.3 icmp/3'],
  },
  'the type is the first port, the code the last': {
    source: permission,
    text: rule('ingress', 'a', 'cidr_ipv4 = "10.0.0.0/8"', 'from_port = 3', 'to_port = 4', 'ip_protocol = "icmp"'),
    allows: ['10.1.2.3 icmp/3/4'],
    denies: ['10.1.2.3 icmp/3/1', '10.1.2.3 icmp/4/4'],
  },
  'ICMPv6 without ports is all of it': {
    source: permission,
    text: rule('ingress', 'a', 'cidr_ipv6 = "2001:db8::/32"', 'ip_protocol = "icmpv6"'),
    allows: ['2001:db8::1 icmpv6/128', '2001:db8::1 icmpv6/2'],
    denies: ['2001:db9::1 icmpv6/128', '2001:db8::1 tcp/1'],
  },
  'of another protocol every port is open': {
    source: permission,
    text: rule('ingress', 'a', 'cidr_ipv4 = "10.0.0.0/8"', 'from_port = 80', 'to_port = 80', 'ip_protocol = "132"'),
    allows: ['10.1.2.3 sctp/80', '10.1.2.3 sctp/81'],
    denies: ['10.1.2.3 tcp/80'],
  },
  'all protocols of a prefix are of its family': {
    source: semantics,
    text: rule('egress', 'a', 'cidr_ipv4 = "0.0.0.0/0"', 'ip_protocol = "-1"'),
    allows: ['to 203.0.113.9 tcp/1', 'to 203.0.113.9 gre'],
    denies: ['to 2001:db8::1 tcp/1', '203.0.113.9 tcp/1'],
  },
  'without a rule nothing passes, but what AWS never filters': {
    source: 'https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html',
    text: '',
    allows: ['to 169.254.169.253 udp/53', 'to 169.254.169.254 tcp/80', 'to 169.254.169.123 udp/123', 'to fd00:ec2::253 tcp/53'],
    denies: ['10.0.1.1 tcp/1', 'to 10.0.1.1 tcp/1', 'to 169.254.169.254 tcp/443', 'to 1.1.1.1 udp/53'],
  },
}
