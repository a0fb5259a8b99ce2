/** The cluster that every speed row is about: named nodes, six subnets, both families. */
import { type Design, designSchema } from '@/lib/design/design'

export function namedCluster(nodeCount: number): Design {
  const subnets = Array.from({ length: 6 }, (_, i) => ({
    name: `net-${i}`,
    cidrs: [`10.${i}.0.0/16`, `2001:db8:${i}::/64`],
  }))
  const nodes = Array.from({ length: nodeCount }, (_, i) => ({
    name: `node-${i}`,
    role: i < 7 ? ('controlplane' as const) : ('worker' as const),
    subnet: `net-${i % 6}`,
    // Odd addresses, so that no two join into one prefix.
    addresses: [`10.${i % 6}.${i >> 7}.${(i % 127) * 2 + 1}`, `2001:db8:${i % 6}::${(i * 2 + 1).toString(16)}`],
  }))
  return designSchema.parse({
    version: 1,
    name: 'bench',
    cni: { plugin: 'cilium', transport: 'vxlan' },
    kubernetes: { podCIDRs: ['10.244.0.0/16', 'fd00:10:244::/56'] },
    admin: [
      { name: 'office', cidr: '203.0.113.0/24' },
      { name: 'office-v6', cidr: '2001:db8:ffff::/48' },
    ],
    subnets,
    nodes,
    addons: ['hubble', 'metrics-server', 'node-exporter'],
  })
}

/** The same networks with as many nodes in one pool of each, as an autoscaler would have them. */
export function pooledCluster(nodeCount: number): Design {
  const { nodes, ...rest } = namedCluster(7)
  const pools = rest.subnets.map(({ name }, i) => ({
    name: `pool-${i}`,
    role: 'worker' as const,
    subnet: name,
    count: Math.floor(nodeCount / 6) + (i < nodeCount % 6 ? 1 : 0),
  }))
  return { ...rest, nodes, pools: pools.map((pool) => ({ ...pool, addresses: [] })) }
}
