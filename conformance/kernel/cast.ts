/**
 * Who stands in the laboratory for a design: two machines of each file, a pod behind each, hosts outside with the addresses
 * at which the rules begin to decide otherwise, and whoever comes over a tunnel.
 */
import { isAtLeast } from '@/lib/design/talos-version'
import { type Address, addressBits, families, formatAddress } from '@/lib/net/address'
import { intervalsOfSet, setHas } from '@/lib/net/address-set'
import { lastOfPrefix, type Prefix, parsePrefix, prefixHasAddress } from '@/lib/net/prefix'
import type { PointWork } from '@/lib/policy/work'
import type { Member, Site } from '@/lib/site/site'
import { boundaryAddresses } from '@/lib/testing/cells'
import type { Subject } from '@/lib/testing/subject'
import type { KernelHost } from './kernel'
import type { Chooser } from './random'

export interface Machine {
  readonly name: string
  readonly at: PointWork
  /** The path of its file. */
  readonly path: string
  readonly addresses: readonly Address[]
  /** Of the pod behind it. */
  readonly pod: readonly Address[]
  /** Its own on the network of its pods, the name server's among them. */
  readonly gateways: readonly Address[]
  /** Where answers to what it began come to: ports that rules name, as far as there are any. */
  readonly answersAt: { readonly tcp: number; readonly udp: number }
}

/** A host whose packets come to machines over a tunnel; the name is that of the card and of the arrival. */
export interface Tunnel {
  readonly arrival: 'kubespan' | 'siderolink'
  readonly addresses: readonly Address[]
}

export interface Cast {
  readonly machines: readonly Machine[]
  /** Addresses outside, each on one of the hosts `admin`, `internet` and `outsider`. */
  readonly outside: readonly Address[]
  readonly tunnels: readonly Tunnel[]
  readonly hosts: readonly KernelHost[]
}

const machinesPerFile = 2
const mostMachines = 8
const outsidePerFamily = 12
/** What hosts outside answer on, and pods behind a NodePort. */
export const outsidePorts = { tcp: 443, udp: 123 } as const
export const podPort = 8080

export function castFor(subject: Subject, chooser: Chooser): Cast {
  const { site, work, output } = subject
  const points = new Map(work.points.map((at) => [at.point.id, at]))
  const taken = new Set(
    site.members.flatMap((member) => member.sources.map(({ value, family }) => `${family} ${value}`)),
  )
  const perFile = output.files.map(({ path, points: ids = [] }) =>
    chooser
      .shuffle(ids.flatMap((id) => points.get(id) ?? []))
      .flatMap((at) => machinesAt(at, site, taken))
      .slice(0, machinesPerFile)
      .map((machine) => ({ ...machine, path })),
  )
  const wanted = Array.from({ length: machinesPerFile }, (_, round) => perFile.flatMap((list) => list[round] ?? []))
  const machines = giveShared(wanted.flat().slice(0, mostMachines), site).map(
    (machine, index): Machine => ({
      ...machine,
      name: `machine-${index}`,
      ...podAt(site, index),
      answersAt: {
        tcp: answerPort(machine.at, 'tcp', chooser),
        udp: answerPort(machine.at, 'udp', chooser),
      },
    }),
  )
  const outside = outsideOf(machines, subject, chooser)
  const tunnels = tunnelsOf(site)
  return { machines, outside, tunnels, hosts: [...hostsOf(machines, outside, subject), ...tunnels.map(tunnelHost)] }
}

type Bare = Pick<Machine, 'at' | 'addresses'>

/** The machines that a point stands for, at most two; a family without an address takes one of the subnet. */
function machinesAt(at: PointWork, site: Site, taken: Set<string>): Bare[] {
  const member = site.members.find(({ name }) => name === at.point.member)
  if (member === undefined) return []
  const count = member.kind === 'node' ? 1 : Math.min(machinesPerFile, member.count.max)
  return Array.from({ length: count }, (_, index) => ({ at, addresses: addressesOf(member, index, taken) })).filter(
    ({ addresses }) => addresses.length > 0,
  )
}

function addressesOf(member: Member, index: number, taken: Set<string>): Address[] {
  return member.interfaces.flatMap(({ addresses, standIns }) => {
    const fixed =
      member.kind === 'node' ? addresses.map(addressOf) : families.flatMap((family) => nthOf(addresses, family, index))
    return [...fixed, ...standIns.map((prefix) => freeAddress(prefix, taken))]
  })
}

/** The address with this index among those of the family. */
function nthOf(prefixes: readonly Prefix[], family: 4 | 6, index: number): Address[] {
  let left = BigInt(index)
  for (const prefix of prefixes) {
    if (prefix.family !== family) continue
    const size = lastOfPrefix(prefix) - prefix.value + 1n
    if (left < size) return [{ family, value: prefix.value + left }]
    left -= size
  }
  return []
}

/** Far from where subnets begin, where people put gateways and balancers. */
function freeAddress(prefix: Prefix, taken: Set<string>): Address {
  for (let offset = 40n; ; offset++) {
    const key = `${prefix.family} ${prefix.value + offset}`
    if (taken.has(key)) continue
    taken.add(key)
    return { family: prefix.family, value: prefix.value + offset }
  }
}

/** The first control plane holds the shared address, as one always does. */
function giveShared<T extends Bare>(machines: readonly T[], site: Site): T[] {
  const controlplanes = site.members.filter(({ role }) => role === 'controlplane')
  const first = machines.findIndex(({ at }) => controlplanes.some(({ name }) => name === at.point.member))
  const own = controlplanes[0]
  if (own === undefined || first < 0) return [...machines]
  const shared = own.own.bounds.length === 0 ? [] : sharedAddresses(controlplanes)
  return machines.map((machine, index) =>
    index === first ? { ...machine, addresses: [...machine.addresses, ...shared] } : machine,
  )
}

/** In the own addresses of every control plane and on no interface of any. */
function sharedAddresses(controlplanes: readonly Member[]): Address[] {
  const [first, ...others] = controlplanes
  if (first === undefined) return []
  const onInterface = (address: Address): boolean =>
    controlplanes.some(({ interfaces }) =>
      interfaces.some(({ addresses, standIns }) =>
        [...addresses, ...standIns].some((p) => prefixHasAddress(p, address)),
      ),
    )
  const firsts = intervalsOfSet(first.own).map(({ family, first: value }): Address => ({ family, value }))
  return firsts.filter((address) => !onInterface(address) && others.every(({ own }) => setHas(own, address)))
}

const nameServer = { 4: '169.254.116.108/32', 6: 'fd54:616c:6f73:0:204f:5320:444e:531/128' } as const

/** Sixteen addresses of the pods' network for each machine. */
function podAt(site: Site, index: number): Pick<Machine, 'pod' | 'gateways'> {
  const inside = (offset: number): Address[] =>
    site.podPrefixes.map(({ family, value }) => ({ family, value: value + BigInt(16 * (index + 1) + offset) }))
  const hasV6 = isAtLeast(site.talosVersion, '1.14')
  const names = site.podPrefixes.flatMap(({ family }) => {
    const prefix = parsePrefix(nameServer[family])
    // Of IPv6 there is one since 1.14.
    return prefix === undefined || (family === 6 && !hasV6) ? [] : [addressOf(prefix)]
  })
  return { pod: inside(5), gateways: [...inside(1), ...names] }
}

/** One that rules name where there is one: where the default is to accept, answers to it are dropped too. */
function answerPort({ rules, closed }: PointWork, protocol: 'tcp' | 'udp', chooser: Chooser): number {
  const named = [...rules, ...closed]
    .filter((rule) => rule.protocol === protocol)
    .flatMap(({ ports }) => ports.flatMap((range) => [range.from, range.to]))
    .filter((port) => port > 0 && port !== 53)
  return chooser.pick(named) ?? unnamedPort
}

const unnamedPort = 61_001

const tunnelAddresses = {
  kubespan: ['198.51.100.177/32', '2001:db8:ffff::177/128'],
  siderolink: ['198.51.100.178/32', '2001:db8:ffff::178/128'],
} as const

function tunnelsOf({ kubespan, management }: Site): Tunnel[] {
  const present = [
    ...(kubespan ? (['kubespan'] as const) : []),
    ...(management === 'omni' ? (['siderolink'] as const) : []),
  ]
  return present.map((arrival) => ({
    arrival,
    addresses: tunnelAddresses[arrival].flatMap((text) => parsePrefix(text) ?? []).map(addressOf),
  }))
}

function tunnelHost({ arrival, addresses }: Tunnel): KernelHost {
  return { name: `over-${arrival}`, addresses: addresses.map(formatAddress), enters: arrival }
}

function addressOf({ family, value }: Prefix): Address {
  return { family, value }
}

const strangers = [
  '203.0.113.9/32',
  '198.51.100.9/32',
  '192.0.2.9/32',
  '2001:db8:ffff::9/128',
  '2001:4860:4860::8888/128',
]

function outsideOf(machines: readonly Machine[], { site, policy }: Subject, chooser: Chooser): Address[] {
  const named = machines.flatMap(({ at }) => [...at.rules, ...at.closed].flatMap(({ sources }) => sources.guest))
  const inUse = new Set(
    machines.flatMap(({ addresses, pod, gateways }) => [...addresses, ...pod, ...gateways].map(formatAddress)),
  )
  for (const { addresses } of tunnelsOf(site)) for (const address of addresses) inUse.add(formatAddress(address))
  const isFree = (address: Address): boolean =>
    isUsable(address) && !inUse.has(formatAddress(address)) && !setHas(site.announced, address)
  const always = [
    ...strangers.flatMap((text) => parsePrefix(text) ?? []),
    ...policy.admin.map(({ prefix }) => prefix),
    ...site.loadBalancers.flatMap(({ sources }) => sources.slice(0, 1)),
  ].map(addressOf)
  const bounds = boundaryAddresses([...new Set(named), ...site.podPrefixes, ...site.servicePrefixes])
  return families.flatMap((family) => {
    const ofFamily = (list: readonly Address[]): Address[] => list.filter((one) => one.family === family && isFree(one))
    const chosen = [...ofFamily(always).slice(0, 5), ...chooser.shuffle(ofFamily(bounds))]
    return [...new Map(chosen.map((one) => [one.value, one])).values()].slice(0, outsidePerFamily)
  })
}

/** Addresses that the kernel takes on an interface and routes like any other. */
function isUsable({ family, value }: Address): boolean {
  const head = Number(value >> BigInt(addressBits[family] - 8))
  if (family === 6) return (head >= 0x20 && head <= 0x3f) || head === 0xfc || head === 0xfd
  return head > 0 && head < 224 && head !== 127 && value >> 16n !== 0xa9fen
}

function hostsOf(machines: readonly Machine[], outside: readonly Address[], { policy, site }: Subject): KernelHost[] {
  const names = ['admin', 'internet', 'outsider'] as const
  const isAdmin = (address: Address): boolean => policy.admin.some(({ prefix }) => prefixHasAddress(prefix, address))
  const isStranger = (address: Address): boolean => strangers.some((text) => text === textOf(address))
  const homeOf = (address: Address): (typeof names)[number] =>
    isAdmin(address) ? 'admin' : isStranger(address) ? 'internet' : 'outsider'
  return [
    ...machines.flatMap((machine): KernelHost[] => {
      const { name, addresses, pod, gateways } = machine
      const host = { name, addresses: addresses.map(formatAddress), listens: listensOf(machine) }
      if (pod.length === 0) return [host]
      return [
        { ...host, gateways: gateways.map(formatAddress) },
        {
          name: `${name}-pod`,
          addresses: pod.map(formatAddress),
          behind: name,
          listens: { tcp: [podPort], udp: [podPort] },
        },
      ]
    }),
    ...names.map((name) => ({
      name,
      addresses: outside.filter((address) => homeOf(address) === name).map(formatAddress),
      listens: { tcp: [outsidePorts.tcp], udp: [outsidePorts.udp] },
    })),
  ].filter(({ addresses }) => addresses.length > 0 || site.members.length === 0)
}

function textOf({ family, value }: Address): string {
  return `${formatAddress({ family, value })}/${addressBits[family]}`
}

/** The first port of each listener; others answer too, by refusing. */
function listensOf({ at, answersAt }: Machine): NonNullable<KernelHost['listens']> {
  const ports = (protocol: 'tcp' | 'udp'): number[] => {
    const firsts = [...at.rules, ...at.closed]
      .filter((rule) => rule.protocol === protocol)
      .flatMap(({ ports: all }) => all)
    const wanted = new Set([...firsts.map(({ from }) => from), 53])
    return [...wanted].filter((port) => port > 0 && port !== answersAt[protocol])
  }
  return { tcp: ports('tcp'), udp: ports('udp') }
}
