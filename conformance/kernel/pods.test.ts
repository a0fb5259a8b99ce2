/**
 * Pods behind their node, a NodePort, and answers to what a node began, before chains as Talos makes them in block mode
 * (`facts/talos.md` 3.2, 3.3, 3.7 E7, and the table of 4). The wants are written by hand from those.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Kernel, type KernelHost, kernelLacksFor, type Outcome, starting, startKernel } from './kernel'

const node = { v4: '10.0.0.11', v6: '2001:db8::11', gateway: '10.244.0.1' }
const pod = { v4: '10.244.0.5', v6: 'fd00:244::5' }
const friend = '10.0.0.99'
const stranger = '198.51.100.9'

const hosts: readonly KernelHost[] = [
  {
    name: 'node',
    addresses: [node.v4, node.v6],
    gateways: [node.gateway, 'fd00:244::1'],
    listens: { tcp: [10250, 50000], udp: [5353] },
  },
  { name: 'pod', addresses: [pod.v4, pod.v6], behind: 'node', listens: { tcp: [8080], udp: [8080] } },
  { name: 'friend', addresses: [friend, '2001:db8::99'], listens: { tcp: [443], udp: [123] } },
  { name: 'stranger', addresses: [stranger], listens: { tcp: [443] } },
]

const cluster = '{ 10.96.0.0/12, 10.244.0.0/16 }'
const user = (prefix: string): string => `
    ${prefix} ip saddr { ${friend} } tcp dport { 10250 } accept
    ${prefix} ip saddr { ${friend} } tcp dport { 30080 } accept`

const rules = `table inet talos {
  chain ingress { type filter hook input priority -140; policy drop;
    iifname { "lo", "siderolink", "kubespan" } accept
    ct state { established, related } accept
    ct state invalid drop
    meta l4proto icmp limit rate 5/second burst 5 packets accept
    meta l4proto ipv6-icmp limit rate 5/second burst 5 packets accept
    ip saddr ${cluster} ip daddr ${cluster} accept${user('')}
  }
  chain prerouting { type filter hook prerouting priority -110; policy accept;
    iifname { "lo", "siderolink", "kubespan" } accept
    ip daddr != { ${node.v4} } accept
    ip6 daddr != { ${node.v6} } accept${user('ct state new')}
    ct state new meta l4proto tcp drop
    ct state new meta l4proto udp drop
  }
}
table ip nat {
  chain services { type nat hook prerouting priority dstnat;
    ip daddr ${node.v4} tcp dport 30080 dnat to ${pod.v4}:8080
  }
}`

type Row = readonly [string, string, 'tcp' | 'udp' | 'icmp', number, Outcome]

const rows: readonly Row[] = [
  // NodePorts pass the chain before destination NAT, by their own number.
  [friend, node.v4, 'tcp', 30080, 'accept'],
  [stranger, node.v4, 'tcp', 30080, 'drop'],
  // Forwarded packets are not filtered: the destination is no address of the node.
  [stranger, pod.v4, 'tcp', 8080, 'accept'],
  [friend, pod.v4, 'udp', 8080, 'accept'],
  ['2001:db8::99', pod.v6, 'tcp', 8080, 'accept'],
  // A pod meets its node's own address with its own.
  [pod.v4, node.v4, 'tcp', 10250, 'drop'],
  [pod.v6, node.v6, 'tcp', 10250, 'drop'],
  // The gateway is inside the pods' network: open on any port.
  [pod.v4, node.gateway, 'tcp', 50000, 'accept'],
  [pod.v4, node.gateway, 'udp', 5353, 'accept'],
  [friend, node.v4, 'tcp', 10250, 'accept'],
  [friend, node.v4, 'tcp', 50000, 'drop'],
  // Answers to what the node, or a pod of it, began.
  [node.v4, friend, 'tcp', 443, 'accept'],
  [node.v4, friend, 'udp', 123, 'accept'],
  [node.v6, '2001:db8::99', 'tcp', 443, 'accept'],
  [pod.v4, stranger, 'tcp', 443, 'accept'],
  [stranger, node.v4, 'icmp', 0, 'accept'],
]

const lack = kernelLacksFor('pods behind their node')

describe.runIf(lack === undefined)('the Linux kernel, with pods', () => {
  let kernel: Kernel

  beforeAll(async () => {
    const started = await startKernel()
    if (!started.ok) throw new Error(started.reason)
    kernel = started.kernel
    await kernel.build(hosts)
  }, starting)

  afterAll(() => kernel.close())

  test('forwards, translates and answers as the facts say', async () => {
    await kernel.load({ node: rules })
    const outcomes = await kernel.probe(rows.map(([from, to, protocol, port]) => ({ from, to, protocol, port })))
    expect(rows.map(([from, to, protocol, port], index) => [from, to, protocol, port, outcomes[index]])).toEqual(rows)
  })

  test('reaches everything where there are no rules', async () => {
    await kernel.load({ node: '' })
    const outcomes = await kernel.probe([
      { from: pod.v4, to: node.v4, protocol: 'tcp', port: 10250 },
      { from: pod.v6, to: node.v6, protocol: 'tcp', port: 10250 },
      { from: stranger, to: node.v4, protocol: 'tcp', port: 50000 },
      { from: stranger, to: node.v4, protocol: 'tcp', port: 30080 },
    ])
    expect(outcomes).toEqual(['accept', 'accept', 'accept', 'reject'])
  })
})
