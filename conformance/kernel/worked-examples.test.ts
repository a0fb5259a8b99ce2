/**
 * The chains that Talos makes of its own two examples (`facts/talos.md` 3.7, E1 and E2), before the kernel. What each
 * packet must meet is written by hand from the facts, not taken from a run.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Kernel, type KernelHost, kernelLacksFor, type Outcome, starting, startKernel } from './kernel'

const node = { v4: '10.3.4.5', v6: '2001:db8:3::5' }

/** A source inside the except, two inside the subnets, one outside of all. */
const sources = {
  excepted: '10.3.0.9',
  inside: '10.5.0.9',
  second: '192.168.7.7',
  stranger: '198.51.100.9',
  six: '2001:db8:5::9',
} as const

const hosts: readonly KernelHost[] = [
  { name: 'node', addresses: [node.v4, node.v6], listens: { tcp: [10250, 50000, 2379], udp: [10250, 4789] } },
  ...Object.entries(sources).map(([name, address]) => ({ name, addresses: [address] })),
]

const kubelet = '10.0.0.0-10.2.255.255, 10.4.0.0-10.255.255.255, 192.168.0.0/16'

const block = `table inet talos {
  chain ingress { type filter hook input priority -140; policy drop;
    iifname { "lo", "siderolink", "kubespan" } accept
    ct state { established, related } accept
    ct state invalid drop
    icmp type { timestamp-request, timestamp-reply, address-mask-request, address-mask-reply } drop
    meta l4proto icmp limit rate 5/second burst 5 packets accept
    meta l4proto ipv6-icmp limit rate 5/second burst 5 packets accept
    ip saddr { ${kubelet} } tcp dport { 10250 } accept
    meta nfproto ipv4 tcp dport { 50000 } accept
  }
  chain prerouting { type filter hook prerouting priority -110; policy accept;
    iifname { "lo", "siderolink", "kubespan" } accept
    ip daddr != { ${node.v4} } accept
    meta nfproto ipv6 accept
    ct state new ip saddr { ${kubelet} } tcp dport { 10250 } accept
    ct state new meta nfproto ipv4 tcp dport { 50000 } accept
    ct state new meta l4proto tcp drop
    ct state new meta l4proto udp drop
  }
}`

const accept = `table inet talos {
  chain ingress { type filter hook input priority -140; policy accept;
    iifname { "lo", "siderolink", "kubespan" } accept
    ip saddr != { ${kubelet} } tcp dport { 10250 } drop
    meta nfproto ipv6 tcp dport { 10250 } drop
    meta nfproto ipv6 tcp dport { 50000 } drop
  }
  chain prerouting { type filter hook prerouting priority -110; policy accept;
    iifname { "lo", "siderolink", "kubespan" } accept
    ip daddr != { ${node.v4} } accept
    ct state new ip saddr != { ${kubelet} } tcp dport { 10250 } drop
    ct state new meta nfproto ipv6 tcp dport { 10250 } drop
    ct state new meta nfproto ipv6 tcp dport { 50000 } drop
  }
}`

type Source = keyof typeof sources
type Row = readonly [Source, 'tcp' | 'udp', number, Outcome]

const everyone: readonly Source[] = ['excepted', 'inside', 'second', 'stranger', 'six']

function rows(protocol: Row[1], port: number, accepted: readonly Source[], otherwise: Outcome = 'drop'): Row[] {
  return everyone.map((source) => [source, protocol, port, accepted.includes(source) ? 'accept' : otherwise])
}

const four: readonly Source[] = ['excepted', 'inside', 'second', 'stranger']

const scenes: readonly { readonly name: string; readonly rules: string; readonly want: readonly Row[] }[] = [
  {
    name: 'E1, block',
    rules: block,
    want: [
      ...rows('tcp', 10250, ['inside', 'second']),
      ...rows('tcp', 50000, four),
      ...rows('tcp', 2379, []),
      ...rows('tcp', 9999, []),
      ...rows('udp', 10250, []),
      ...rows('udp', 4789, []),
    ],
  },
  {
    name: 'E2, accept',
    rules: accept,
    want: [
      ...rows('tcp', 10250, ['inside', 'second']),
      ...rows('tcp', 50000, four),
      ...rows('tcp', 2379, everyone),
      ...rows('tcp', 9999, [], 'reject'),
      ...rows('udp', 10250, everyone),
      ...rows('udp', 9999, [], 'reject'),
    ],
  },
  {
    name: 'no rules at all',
    rules: '',
    want: [...rows('tcp', 2379, everyone), ...rows('udp', 4789, everyone), ...rows('udp', 9999, [], 'reject')],
  },
]

const lack = kernelLacksFor("Talos' own examples")

describe.runIf(lack === undefined)('the Linux kernel', () => {
  let kernel: Kernel

  beforeAll(async () => {
    const started = await startKernel()
    if (!started.ok) throw new Error(started.reason)
    kernel = started.kernel
    await kernel.build(hosts)
  }, starting)

  afterAll(() => kernel.close())

  test.each(scenes)('decides $name as the facts say', async ({ rules, want }) => {
    await kernel.load({ node: rules })
    const probes = want.map(([source, protocol, port]) => {
      const from = sources[source]
      return { from, to: from.includes(':') ? node.v6 : node.v4, protocol, port }
    })
    const outcomes = await kernel.probe(probes)
    const met = want.map(([source, protocol, port], index) => [source, protocol, port, outcomes[index]])
    expect(met).toEqual(want)
  })

  test('says which rules it does not take', async () => {
    await expect(kernel.load({ node: 'table inet x { chain y { nonsense } }' })).rejects.toThrow('syntax error')
  })
})
