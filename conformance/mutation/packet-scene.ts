/** One node with a pod behind it and callers around it: small and the same for all documents, so that each costs a second. */
import { type Design, designSchema } from '@/lib/design/design'
import type { Kernel, KernelHost, Probe } from '../kernel/kernel'
import { forgetConnections } from '../sufficiency/connections'
import type { TriedPacket } from './cases'

/** Who comes by another interface than the wire: the node's pods, or a peer by one that Talos trusts. */
export type Inner = 'pod' | 'kubespan' | 'siderolink'

const own = ['10.0.0.11', '2001:db8:0:1::11'] as const
const pod = ['10.244.0.5', 'fd00:10:244::5'] as const
/** Of the services' networks, where no pod lives: rules take both alike. */
const service = ['10.96.0.9', 'fd00:10:96::9'] as const
/** Comes by an interface that Talos trusts, where there is one. */
const peer = ['10.9.9.9', '2001:db8:9::9'] as const
const gateways = ['10.244.0.1', 'fd00:10:244::1'] as const
const nameServers = ['169.254.116.108', 'fd54:616c:6f73:0:204f:5320:444e:531'] as const
/** Not of the cluster, but for the last two: pods of another node whose network routes them. */
const callers = {
  admin: ['10.1.0.9', '10.1.0.200', '10.1.1.9', '2001:db8:5::9', '2001:db8:5:1::9'],
  stranger: ['192.168.7.7', '198.51.100.9', '2001:db8:6::9'],
  distant: ['10.244.9.5', 'fd00:10:244:9::5'],
} as const
const ports = [53, 443, 5000, 5001, 5002, 10249, 10250, 10251, 30080, 40000] as const
/** Where ranges begin and end, asked by few. */
const edges = [29_999, 30_000, 32_767, 32_768, 60_000, 65_535] as const
/** By which the node asks others, to see whether the answer is taken for a NodePort: nothing listens there. */
const nodePort = 31_080
const nodePorts: readonly number[] = [30_000, 30_080, nodePort, 32_767]
const podPort = 8080
/** Protocols that no rule of Talos can name. */
const portlessNumbers = { gre: 47, esp: 50 } as const
/** Messages of IPv6 that are not tracked. Others that begin nothing are invalid to the kernel, and new to us: a little more than there is. */
const sixthTypes = [130, 131, 132, 133, 134, 135, 136, 143] as const
/** Where callers answer. */
const answering = { tcp: 443, udp: 123 } as const

export const surroundings = {
  own: [...own],
  cluster: ['10.244.0.0/16', '10.96.0.0/12', 'fd00:10:244::/56', 'fd00:10:96::/112'],
  nameServers: [...nameServers],
}

export function packetDesign(version: string, inner: Inner): Design {
  return designSchema.parse({
    version: 1,
    name: 'packets',
    talos: { version, ...(inner === 'siderolink' ? { management: 'omni' } : {}) },
    admin: [{ name: 'operator', cidr: '10.1.0.0/16' }],
    kubernetes: { podCIDRs: ['10.244.0.0/16', 'fd00:10:244::/56'], serviceCIDRs: ['10.96.0.0/12', 'fd00:10:96::/112'] },
    subnets: [{ name: 'lan', cidrs: ['10.0.0.0/24', '2001:db8:0:1::/64'] }],
    nodes: [{ name: 'worker-1', role: 'worker', subnet: 'lan', addresses: [...own] }],
    addons: inner === 'kubespan' ? ['kubespan'] : [],
  })
}

export async function buildPacketScene(kernel: Kernel, inner: Inner): Promise<void> {
  const hosts: KernelHost[] = [
    {
      name: 'node',
      addresses: own,
      gateways: [...gateways, ...nameServers],
      listens: { tcp: [...ports, ...edges], udp: [...ports, ...edges] },
    },
    { name: 'inside', addresses: [...pod, ...service], behind: 'node', listens: { tcp: [podPort], udp: [podPort] } },
    ...Object.entries(callers).map(([name, addresses]) => ({
      name,
      addresses,
      listens: { tcp: [answering.tcp], udp: [answering.udp] },
    })),
  ]
  const tunnelled = inner === 'pod' ? [] : [{ name: 'peer', addresses: peer, enters: inner }]
  await kernel.build([...hosts, ...tunnelled])
}

/** NodePorts as kube-proxy translates them. */
const services = `table inet services {
  chain prerouting {
    type nat hook prerouting priority dstnat
    ip daddr ${own[0]} meta l4proto { tcp, udp } th dport { ${nodePorts.join(', ')} } dnat ip to ${pod[0]}:${podPort}
    ip6 daddr ${own[1]} meta l4proto { tcp, udp } th dport { ${nodePorts.join(', ')} } dnat ip6 to [${pod[1]}]:${podPort}
  }
}
`

export interface Scene {
  readonly inner: Inner
  readonly isBlocking: boolean
  /** Whether the node's name server has an IPv6 address. */
  readonly hasSixthName: boolean
  /** Whether no rule can open what lies beside the name server's port: its addresses are none of the node to us. */
  readonly isNameClosed?: boolean
  /** Whether pods of IPv6 get through to port 53 by a rule of Talos 1.8 and 1.9 that we only state (`points.ts`). */
  readonly losesSixthNames?: boolean
  /** Whether documents at the edges are loaded: of ports, those alone that such documents name. */
  readonly isEdge?: boolean
  /** Whether messages of IPv6 that the kernel does not track are tried: many more than Talos lets through a second. */
  readonly triesNeighbours?: boolean
  /** Whether packets from pod to pod are tried that the machine only passes on. */
  readonly triesPassing?: boolean
  /** Whether answers to ICMP messages that nobody sent may be tried: the kernel itself drops those where it tracks. */
  readonly triesIcmpAnswers?: boolean
}

interface Try extends Probe {
  readonly packet: Omit<TriedPacket, 'passes'>
}

/** Puts chains in place of those before, with NodePorts beside them. */
export async function loadChains(kernel: Kernel, chains: string): Promise<void> {
  // What the others have seen of packets is long by now, and read again with every question.
  const others = ['inside', ...Object.keys(callers)].map((name) => [name, ''])
  await kernel.load({ node: `${chains}${services}`, ...Object.fromEntries(others) })
}

/** Files one after another as a person loads them; whether nft took all of them. */
export async function loadTexts(kernel: Kernel, texts: readonly string[]): Promise<boolean> {
  await loadChains(kernel, '')
  for (const text of texts) {
    const { status } = await kernel.run('node', ['nft', '-f', '-'], text)
    if (status !== 0) return false
  }
  return true
}

/** A refusal is an answer of the node, so what it answers came through; where an answer is lost on its way back, the question came through. */
const passing: Readonly<Record<string, boolean>> = { accept: true, reject: true, drop: false }

/** What becomes of every packet under what is loaded. */
export async function tryPackets(kernel: Kernel, scene: Scene): Promise<TriedPacket[]> {
  await forgetConnections(kernel, ['node'])
  const tries = [...callerTries(scene), ...innerTries(scene), ...passingTries(scene), ...ownTries(scene)]
  const outcomes = await kernel.probe(tries.map(({ packet: _, ...probe }) => probe))
  return tries.flatMap(({ packet }, index) => {
    const outcome = outcomes[index] ?? ''
    const passes = outcome === 'unanswered' ? packet.phase === 'new' : passing[outcome]
    // What is neither is no verdict of the rules.
    return passes === undefined || isStated(packet, scene) ? [] : [{ ...packet, passes }]
  })
}

function isStated({ from, port }: Try['packet'], { losesSixthNames = false }: Scene): boolean {
  return losesSixthNames && port === 53 && familyOf(from) === 6
}

function familyOf(address: string): 4 | 6 {
  return address.includes(':') ? 6 : 4
}

function sameFamily(list: readonly string[], address: string): string {
  return list.find((one) => familyOf(one) === familyOf(address)) ?? ''
}

type Service = { readonly protocol: 'tcp' | 'udp'; readonly port: number }
function servicesAt(list: readonly number[]): Service[] {
  return list.flatMap((port) => (['tcp', 'udp'] as const).map((protocol) => ({ protocol, port })))
}
const allPorts = servicesAt(ports)
const edgePorts = servicesAt(edges)
const besideName = servicesAt([52, 54])

function tryOf(from: string, to: string, { protocol, port }: Service, arrival: TriedPacket['arrival']): Try {
  return { from, to, protocol, port, packet: { from, to, protocol, port, arrival, phase: 'new' } }
}

function portsOf({ isEdge = false }: Scene): readonly Service[] {
  return isEdge ? servicesAt([53, 443, 5001]) : allPorts
}

function callerTries(scene: Scene): Try[] {
  const { triesIcmpAnswers = false, triesNeighbours = false } = scene
  const sources = Object.values(callers).flat()
  // Few, as five a second may pass.
  const messages = [
    [callers.admin[0], 'icmp', 8],
    [callers.admin[0], 'icmp', 13],
    [callers.admin[0], 'icmp', 17],
    [callers.admin[3], 'icmpv6', 128],
    ...(triesIcmpAnswers ? [[callers.admin[1], 'icmp', 14] as const, [callers.admin[1], 'icmp', 18] as const] : []),
    ...(triesNeighbours ? sixthTypes.map((type) => [callers.admin[4], 'icmpv6', type] as const) : []),
  ] as const
  const echo = messages.map(([from, protocol, icmpType]): Try => {
    const to = sameFamily(own, from)
    return {
      from,
      to,
      protocol: 'icmp',
      icmpType,
      packet: { from, to, protocol, icmpType, arrival: 'wire', phase: 'new' },
    }
  })
  const portless = [callers.admin[0], callers.admin[3]].flatMap((from) =>
    Object.entries(portlessNumbers).map(([protocol, number]): Try => {
      const to = sameFamily(own, from)
      const packet = { from, to, protocol: protocol as 'gre' | 'esp', arrival: 'wire', phase: 'new' } as const
      // A port for the datagram as which it is sent.
      return { from, to, protocol: number, port: 9, packet }
    }),
  )
  const toPorts = sources.flatMap((from) => portsOf(scene).map((at) => tryOf(from, sameFamily(own, from), at, 'wire')))
  const toEdges = [callers.admin[0], callers.admin[3], callers.stranger[1]].flatMap((from) =>
    edgePorts.map((at) => tryOf(from, sameFamily(own, from), at, 'wire')),
  )
  return [...toPorts, ...toEdges, ...portless, ...echo]
}

/**
 * From the pod: to its node, to what the node has in the pods' network, and to its name server. Where the default is to
 * accept, rules hold for the node's address in the pods' network too, which is no address of its own to us.
 */
function innerTries(scene: Scene): Try[] {
  const { inner, isBlocking, hasSixthName, isNameClosed = false } = scene
  const some = portsOf(scene)
  const ask = (from: string, to: string, at: Service): Try => tryOf(from, to, at, inner)
  const hasName = (from: string): boolean => hasSixthName || familyOf(from) === 4
  return (inner === 'pod' ? pod : peer).flatMap((from) => [
    // A pod cannot ask itself by way of a NodePort.
    ...some.filter(isNoNodePort).map((at) => ask(from, sameFamily(own, from), at)),
    ...(inner === 'pod'
      ? [
          ...some
            .filter(() => isBlocking)
            .flatMap((at) => [from, sameFamily(service, from)].map((one) => ask(one, sameFamily(gateways, from), at))),
          ...some
            .filter(({ port }) => port === 53 && hasName(from))
            .map((at) => ask(from, sameFamily(nameServers, from), at)),
          ...besideName
            .filter(() => isNameClosed && hasName(from))
            .map((at) => ask(from, sameFamily(nameServers, from), at)),
        ]
      : []),
  ])
}

/** To a pod of another node, and from one. */
function passingTries({ inner, triesPassing = false }: Scene): Try[] {
  if (!triesPassing || inner !== 'pod') return []
  return pod.flatMap((own) => {
    const other = sameFamily(callers.distant, own)
    return (['tcp', 'udp'] as const).flatMap((protocol) => [
      tryOf(own, other, { protocol, port: answering[protocol] }, 'pod'),
      tryOf(other, own, { protocol, port: podPort }, 'wire'),
    ])
  })
}

/** To itself, and answers to what it asks others. */
function ownTries(scene: Scene): Try[] {
  const partners = [callers.admin[0], callers.admin[3], callers.stranger[0], callers.stranger[2]]
  const answers = partners.flatMap((to) =>
    (['tcp', 'udp'] as const).map((protocol): Try => {
      const from = sameFamily(own, to)
      // The answer comes to one of the ports that the kernel gives out: documents treat all of those alike.
      const packet = { from: to, to: from, protocol, port: 40_000, arrival: 'wire', phase: 'reply' } as const
      return { from, to, protocol, port: answering[protocol], packet }
    }),
  )
  const asNodePort = [callers.admin[0], callers.admin[3]].map((to): Try => {
    const from = sameFamily(own, to)
    const packet = { from: to, to: from, protocol: 'udp', port: nodePort, arrival: 'wire', phase: 'reply' } as const
    return { from, to, protocol: 'udp', port: answering.udp, sourcePort: nodePort, packet }
  })
  const itself = own.flatMap((to) =>
    portsOf(scene)
      .filter(isNoNodePort)
      .map((at) => tryOf(to, to, at, 'lo')),
  )
  return [...answers, ...asNodePort, ...itself]
}

function isNoNodePort({ port }: Service): boolean {
  return !nodePorts.includes(port)
}

/** Whether something of what the node only passes on for its pods is dropped there. */
export async function cutsPassing(kernel: Kernel): Promise<boolean> {
  await forgetConnections(kernel, ['node'])
  const across = pod.flatMap((inside) => [
    ...(['tcp', 'udp'] as const).flatMap((protocol): Probe[] => [
      { from: sameFamily(callers.distant, inside), to: inside, protocol, port: podPort },
      { from: inside, to: sameFamily(callers.admin, inside), protocol, port: answering[protocol] },
    ]),
  ])
  return (await kernel.probe(across)).includes('drop')
}
