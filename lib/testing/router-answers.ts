/**
 * What the tables of the seeds say about a router between the networks of an example, packet by packet: whichever product the
 * router is.
 */
export type RouterAnswers = readonly (readonly [question: string, verdict: 'allow' | 'deny' | 'unseen'])[]

export const routerAnswers: Readonly<Record<string, RouterAnswers>> = {
  'seed-000-baremetal': [
    // Admins reach both APIs, narrowed to the machines that have them.
    ['admin-vlan -> cp-1 tcp/6443', 'allow'],
    ['admin-vlan -> cp-1 tcp/50000', 'allow'],
    ['admin-vlan -> 192.168.30.10 tcp/6443', 'allow'],
    ['admin-vlan -> worker-1 tcp/6443', 'deny'],
    ['admin-vlan -> cp-1 tcp/22', 'deny'],
    // Deny any to the network.
    ['203.0.113.9 -> cp-1 tcp/6443', 'deny'],
    ['203.0.113.9 -> worker-1 udp/8472', 'deny'],
    ['192.168.40.7 -> cp-3 tcp/50000', 'deny'],
    // Node to node never comes to the box.
    ['cp-1 -> worker-1 tcp/10250', 'unseen'],
    ['worker-1 -> cp-1 tcp/2379', 'unseen'],
    // Outbound: HTTPS, time, and names, which are our addition.
    ['cp-1 -> 203.0.113.9 tcp/443', 'allow'],
    ['worker-1 -> 192.168.10.1 udp/123', 'allow'],
    ['worker-1 -> 192.168.10.1 tcp/53', 'allow'],
    ['worker-1 -> 203.0.113.9 udp/53', 'deny'],
    ['worker-1 -> 192.168.10.9 udp/123', 'deny'],
    ['worker-1 -> 203.0.113.9 tcp/25', 'deny'],
  ],
  'dual-stack-onprem': [
    ['198.51.100.7 -> cp-1 tcp/6443', 'allow'],
    ['2001:db8:a::7 -> cp-2 tcp/50000', 'allow'],
    ['2001:db8:b::7 -> cp-2 tcp/50000', 'deny'],
    ['203.0.113.9 -> cp-1 tcp/50000', 'deny'],
    ['203.0.113.9 -> ingress tcp/443', 'allow'],
    ['2001:db8:ffff::9 -> 2001:db8:20:4::1:10 tcp/80', 'allow'],
    ['203.0.113.9 -> ingress tcp/22', 'deny'],
    ['10.20.64.9 -> general tcp/30100', 'allow'],
    ['2001:db8:20:64::9 -> 2001:db8:20:4::44 udp/30000', 'allow'],
    ['10.20.64.9 -> general tcp/30101', 'deny'],
    ['10.20.64.9 -> cp-1 tcp/30100', 'deny'],
    ['10.9.4.4 -> gpu-1 tcp/5432', 'allow'],
    ['2001:db8:9::5 -> gpu-1 tcp/5432', 'allow'],
    ['10.9.4.4 -> general tcp/5432', 'deny'],
    // Between networks exactly the policy, within one nothing.
    ['general -> cp-1 tcp/6443', 'allow'],
    ['general -> cp-1 tcp/50001', 'allow'],
    ['general -> cp-1 tcp/2379', 'deny'],
    ['cp-1 -> gpu-1 tcp/10250', 'allow'],
    ['cp-1 -> gpu-1 udp/4789', 'allow'],
    ['general -> gpu-1 udp/4789', 'unseen'],
    ['cp-1 -> cp-2 tcp/2380', 'unseen'],
    ['general -> gpu-1 tcp/5432', 'unseen'],
    // Egress is open.
    ['gpu-1 -> 203.0.113.9 tcp/25', 'allow'],
    ['gpu-1 -> 10.20.64.9 udp/514', 'allow'],
  ],
  'seed-002-segmented': [
    ['10.5.9.10 -> cp-1 tcp/6443', 'allow'],
    ['10.5.8.77 -> cp-1 tcp/50000', 'allow'],
    ['10.5.9.11 -> cp-1 tcp/6443', 'deny'],
    ['10.5.9.10 -> general tcp/50000', 'deny'],
    ['10.5.9.10 -> cp-1 icmp/8', 'allow'],
    ['cp-1 -> general icmp/8', 'deny'],
    ['cp-1 -> general tcp/10250', 'allow'],
    ['general -> cp-1 tcp/10250', 'deny'],
    ['general -> cp-2 tcp/6443', 'allow'],
    ['general -> cp-2 tcp/2379', 'deny'],
    ['general -> cp-1 udp/51820', 'allow'],
    ['203.0.113.9 -> cp-1 udp/51820', 'deny'],
    ['203.0.113.9 -> cp-1 icmp/3', 'allow'],
    ['cp-1 -> cp-2 tcp/2380', 'unseen'],
    ['general -> 203.0.113.9 tcp/443', 'allow'],
    ['general -> 203.0.113.9 tcp/25', 'deny'],
    ['cp-1 -> 10.5.9.10 tcp/443', 'allow'],
    ['cp-1 -> 10.5.9.10 tcp/22', 'deny'],
  ],
}
