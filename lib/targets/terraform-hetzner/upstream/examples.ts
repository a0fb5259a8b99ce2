/**
 * What Hetzner and its provider say that rules mean, restated for one server that carries them: 203.0.113.11 and
 * 2001:db8:1::11, labelled as a worker. Each packet is named by its other end.
 */
export interface Example {
  readonly source: string
  /** The rules of the firewall of the workers. */
  readonly text: string
  /** Whole resources beside it. */
  readonly beside?: string
  /** The firewall's selector, where it is not that of the workers. */
  readonly selector?: string
  /** `198.51.100.7 tcp/80`; `to` before it for a packet that the server sends. */
  readonly allows: readonly string[]
  readonly denies: readonly string[]
}

function rule(direction: 'in' | 'out', protocol: string, port: string | undefined, ...ends: readonly string[]): string {
  const list = ends.map((end) => `"${end}"`).join(', ')
  const lines = [
    `direction = "${direction}"`,
    `protocol = "${protocol}"`,
    ...(port === undefined ? [] : [`port = "${port}"`]),
    `${direction === 'in' ? 'source_ips' : 'destination_ips'} = [${list}]`,
  ]
  return `  rule {\n${lines.map((line) => `    ${line}\n`).join('')}  }\n`
}

const world = ['0.0.0.0/0', '::/0']
const provider = 'https://github.com/hetznercloud/terraform-provider-hcloud/blob/main/docs/resources/firewall.md'
const faq = 'https://docs.hetzner.com/cloud/firewalls/faq'
const api = 'https://docs.hetzner.cloud/reference/cloud#firewalls'
const selectors = 'https://docs.hetzner.cloud/reference/cloud#label-selector'
const ping = rule('in', 'icmp', undefined, ...world)

export const examples: Readonly<Record<string, Example>> = {
  'the example of the provider: ICMP and a range of ports for everybody': {
    source: provider,
    text: ping + rule('in', 'tcp', '80-85', ...world),
    allows: ['198.51.100.7 icmp/8', '2001:db8::9 icmpv6/128', '198.51.100.7 tcp/80', '2001:db8::9 tcp/85'],
    denies: ['198.51.100.7 tcp/79', '198.51.100.7 tcp/86', '198.51.100.7 udp/80', '198.51.100.7 gre'],
  },
  'every port of a protocol': {
    source: provider,
    text: rule('in', 'udp', 'any', '198.51.100.0/24'),
    allows: ['198.51.100.7 udp/1', '198.51.100.7 udp/65535'],
    denies: ['198.51.100.7 tcp/1', '198.51.101.7 udp/1', '2001:db8::9 udp/1'],
  },
  'GRE and ESP have no ports': {
    source: provider,
    text: rule('in', 'gre', undefined, '198.51.100.7/32') + rule('in', 'esp', undefined, '2001:db8::/32'),
    allows: ['198.51.100.7 gre', '2001:db8::9 esp'],
    denies: ['198.51.100.7 esp', '198.51.100.8 gre', '2001:db8::9 gre', '198.51.100.7 ipip'],
  },
  'a bare address stands for itself': {
    source: 'https://github.com/hetznercloud/terraform-provider-hcloud/blob/main/internal/firewall/validation.go',
    text: rule('in', 'tcp', '22', '198.51.100.7', '2001:DB8::9'),
    allows: ['198.51.100.7 tcp/22', '2001:db8::9 tcp/22'],
    denies: ['198.51.100.6 tcp/22', '2001:db8::8 tcp/22'],
  },
  'without a rule for what is sent everything leaves': {
    source: faq,
    text: ping,
    allows: ['to 198.51.100.7 tcp/25', 'to 2001:db8::9 udp/1', 'to 198.51.100.7 sctp/7', 'to 198.51.100.7 ipip'],
    denies: ['198.51.100.7 tcp/25'],
  },
  'with one rule for what is sent nothing else leaves': {
    source: faq,
    text: rule('out', 'tcp', '443', '198.51.100.0/24'),
    allows: ['to 198.51.100.7 tcp/443'],
    denies: ['to 198.51.100.7 tcp/80', 'to 198.51.101.7 tcp/443', 'to 2001:db8::9 tcp/443', '198.51.100.7 tcp/443'],
  },
  'without a rule for what comes in nothing does': {
    source: faq,
    text: '',
    allows: ['to 198.51.100.7 tcp/443'],
    denies: ['198.51.100.7 tcp/443', '198.51.100.7 icmp/8'],
  },
  'the resolvers of Hetzner are never filtered': {
    source: faq,
    text: rule('out', 'tcp', '443', '198.51.100.0/24'),
    allows: ['to 185.12.64.1 udp/53', 'to 2a01:4ff:ff00::add:2 tcp/53', 'to 169.254.169.254 tcp/80'],
    denies: ['to 185.12.64.3 udp/53', 'to 185.12.64.1 tcp/443', 'to 169.254.169.254 tcp/443'],
  },
  'a server that no firewall is applied to is open': {
    source: faq,
    text: ping,
    selector: 'cluster=small,role=control-plane',
    allows: ['198.51.100.7 tcp/22', 'to 198.51.100.7 tcp/22'],
    denies: [],
  },
  'firewalls of one server add up': {
    source: api,
    text: ping,
    beside: `resource "hcloud_firewall" "more" {\n  name = "more"\n  apply_to {\n    label_selector = "cluster"\n  }\n${rule('in', 'tcp', '22', '198.51.100.7/32')}}\n`,
    allows: ['198.51.100.7 tcp/22', '198.51.100.7 icmp/8'],
    denies: ['198.51.100.8 tcp/22'],
  },
  'a selector of several labels wants all of them': {
    source: selectors,
    text: ping,
    selector: 'cluster=small,role!=control-plane,!pool,node in (w-0, w-1)',
    allows: ['198.51.100.7 icmp/8'],
    denies: ['198.51.100.7 tcp/22'],
  },
}
