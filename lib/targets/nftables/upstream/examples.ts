/**
 * Rulesets of stated meaning: what Talos makes of the examples E1 to E7, as its own unit tests print them and as a kernel
 * took them, less what its table prints for people alone.
 * @see internal/app/machined/pkg/controllers/network/nftables_chain_config_test.go
 * @see internal/app/machined/pkg/controllers/network/nftables_chain_test.go
 * @see internal/app/machined/pkg/adapters/network/nftables_rule_test.go and ipset_test.go, all in siderolabs/talos at v1.13.9
 */
export interface Example {
  readonly text: string
  /** `10.5.0.9 tcp/10250`: from whom to which port of the node, of the family of the source. */
  readonly accepts: readonly string[]
  readonly drops: readonly string[]
}

const trusted = 'iifname { "lo", "siderolink", "kubespan" } accept'

function block(user: string, userBefore = '', node = '10.3.4.5'): string {
  const early = user.split('\n').map((line) => `ct state new ${line}`)
  return `table inet talos {
  chain ingress {
    type filter hook input priority mangle + 10; policy drop;
    ${trusted}
    ct state { established, related } accept
    ct state invalid drop
    icmp type { timestamp-request, timestamp-reply, address-mask-request, address-mask-reply } drop
    meta l4proto icmp limit rate 5/second burst 5 packets accept
    meta l4proto ipv6-icmp limit rate 5/second burst 5 packets accept
    ${userBefore}
    ${user}
  }
  chain prerouting {
    type filter hook prerouting priority dstnat - 10; policy accept;
    ${trusted}
    ip daddr != { ${node} } accept
    meta nfproto ipv6 accept
    ${early.join('\n    ')}
    ct state new meta l4proto tcp drop
    ct state new meta l4proto udp drop
  }
}
`
}

function accept(user: readonly string[], node = '10.3.4.5'): string {
  return `table inet talos {
  chain ingress {
    type filter hook input priority mangle + 10; policy accept;
    ${trusted}
    ${user.join('\n    ')}
  }
  chain prerouting {
    type filter hook prerouting priority dstnat - 10; policy accept;
    ${trusted}
    ip daddr != { ${node} } accept
    meta nfproto ipv6 accept
    ${user.map((line) => `ct state new ${line}`).join('\n    ')}
  }
}
`
}

const kubelet = '10.0.0.0-10.2.255.255, 10.4.0.0-10.255.255.255, 192.168.0.0/16'

export const examples: Readonly<Record<string, Example>> = {
  'E1: block': {
    text: block(`ip saddr { ${kubelet} } tcp dport { 10250 } accept\nmeta nfproto ipv4 tcp dport { 50000 } accept`),
    accepts: ['10.5.0.9 tcp/10250', '192.168.7.7 tcp/10250', '10.3.0.9 tcp/50000', '198.51.100.9 tcp/50000', '1.1.1.1 icmp/8', '2001:db8::9 icmpv6/128'],
    drops: ['10.3.0.9 tcp/10250', '198.51.100.9 tcp/10250', '198.51.100.9 tcp/2379', '2001:db8::9 tcp/50000', '10.5.0.9 udp/10250', '1.1.1.1 icmp/13'],
  },
  'E2: accept': {
    text: accept([
      `ip saddr != { ${kubelet} } tcp dport { 10250 } drop`,
      'meta nfproto ipv6 tcp dport { 10250 } drop',
      'meta nfproto ipv6 tcp dport { 50000 } drop',
    ]),
    accepts: ['10.5.0.9 tcp/10250', '192.168.7.7 tcp/10250', '198.51.100.9 tcp/50000', '198.51.100.9 tcp/2379', '2001:db8::9 tcp/2379', '10.3.0.9 udp/10250', '1.1.1.1 icmp/13'],
    drops: ['10.3.0.9 tcp/10250', '198.51.100.9 tcp/10250', '2001:db8::9 tcp/10250', '2001:db8::9 tcp/50000'],
  },
  'E3: accept from everywhere restricts nothing': {
    text: accept([]),
    accepts: ['198.51.100.9 tcp/443', '2001:db8::9 tcp/443', '2001:db8::9 udp/53'],
    drops: [],
  },
  'E4: block with everything excepted admits nobody': {
    text: block('# the rule has vanished'),
    accepts: ['10.0.0.9 icmp/8'],
    drops: ['10.0.0.9 tcp/443', '198.51.100.9 tcp/443', '2001:db8::9 tcp/443'],
  },
  'E5: everyone but one address of each family': {
    text: block(
      'ip saddr { 0.0.0.0-10.1.2.2, 10.1.2.4-255.255.255.255 } tcp dport { 443 } accept\nip6 saddr { ::-fe80::, fe80::2-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff } tcp dport { 443 } accept',
    ),
    accepts: ['10.1.2.2 tcp/443', '10.1.2.4 tcp/443', '255.255.255.255 tcp/443', 'fe80:: tcp/443', 'fe80::2 tcp/443', '::1 tcp/443'],
    drops: ['10.1.2.3 tcp/443', 'fe80::1 tcp/443', '10.1.2.2 tcp/444'],
  },
  'E6: ports are merged': {
    text: block('meta nfproto ipv4 tcp dport { 4240, 5000-5001, 10250 } accept'),
    accepts: ['10.1.2.3 tcp/4240', '10.1.2.3 tcp/5000', '10.1.2.3 tcp/5001', '10.1.2.3 tcp/10250'],
    drops: ['10.1.2.3 tcp/4239', '10.1.2.3 tcp/4241', '10.1.2.3 tcp/4999', '10.1.2.3 tcp/5002', '2001:db8::9 tcp/5000'],
  },
  'E7: pods ask the name server of the node, and reach their gateway': {
    text: block(
      'meta nfproto ipv4 tcp dport { 50000 } accept',
      `ip saddr { 10.96.0.0/12, 10.244.0.0/16 } ip daddr { 169.254.116.108 } udp dport { 53 } accept
    ip saddr { 10.96.0.0/12, 10.244.0.0/16 } ip daddr { 169.254.116.108 } tcp dport { 53 } accept
    ip saddr { 10.96.0.0/12, 10.244.0.0/16 } ip daddr { 10.96.0.0/12, 10.244.0.0/16 } accept`,
    ),
    accepts: ['10.244.0.5 tcp/50000', '10.244.0.5 169.254.116.108 udp/53', '10.244.0.5 169.254.116.108 tcp/53', '10.244.0.5 10.244.1.1 tcp/2379', '10.97.0.1 10.244.1.1 gre'],
    drops: ['10.244.0.5 tcp/10250', '10.244.0.5 udp/53', '10.0.0.9 169.254.116.108 udp/53', '10.0.0.9 10.244.0.1 tcp/2379'],
  },
}
