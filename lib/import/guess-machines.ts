/**
 * Machines that no file describes, by the rules that name their addresses: only control planes need etcd, only workers
 * trustd. Whatever is made of them is assumed, and said to be.
 */
import type { Role } from '../design/design'
import { formatAddress } from '../net/address'
import {
  type AddressInterval,
  type AddressSet,
  allOfFamily,
  intersectSets,
  intervalsOfSet,
  noAddresses,
  setContains,
  setOfIntervals,
  subtractSets,
} from '../net/address-set'
import { formatPrefix, prefixesOfRange } from '../net/prefix'
import { servicesOfPorts } from '../net/service'
import { type Found, freeNames } from './draw-machines'
import { sourcesOfRole, type Wanted } from './reach-rows'

const tcp = (port: number) => servicesOfPorts('tcp', [{ from: port, to: port }])
/** Runs of addresses up to this long are machines one by one. */
const fewAddresses = 8n

/**
 * @param named members that a file is named after, by role, without an address
 * @param placed addresses of machines that a file describes
 * @param taken names of all machines that a file describes
 */
export function guessMachines(
  wanted: readonly Wanted[],
  named: readonly Found[],
  placed: AddressSet,
  taken: readonly string[],
): Found[] {
  const from = (role: Role, port: number): AddressSet => telling(sourcesOfRole(wanted, role, tcp(port)))
  const etcd = from('controlplane', 2380)
  const control = etcd === noAddresses ? from('worker', 50000) : etcd
  const workers = withoutHosts(from('controlplane', 50001), control)
  const others = (sources: AddressSet): AddressSet => withoutHosts(sources, placed)
  const nameFor = freeNames(taken)
  return [
    ...placeMachines(others(control), 'controlplane', named, nameFor),
    ...placeMachines(others(workers), 'worker', named, nameFor),
  ]
}

/** A network stays whole where others live in it. */
function withoutHosts(sources: AddressSet, others: AddressSet): AddressSet {
  const few = intervalsOfSet(sources).filter(isFew)
  return subtractSets(sources, intersectSets(setOfIntervals(few), others))
}

/** Everybody tells nothing. */
function telling(sources: AddressSet | undefined): AddressSet {
  if (sources === undefined || setContains(sources, allOfFamily[4]) || setContains(sources, allOfFamily[6])) {
    return noAddresses
  }
  return sources
}

function placeMachines(
  sources: AddressSet,
  role: Role,
  named: readonly Found[],
  nameFor: ReturnType<typeof freeNames>,
): Found[] {
  const mine = named.filter((one) => one.role === role)
  const intervals = intervalsOfSet(sources)
  const singles = intervals.filter(isFew)
  const hosts = { 4: addressesOf(singles, 4), 6: addressesOf(singles, 6) }
  const pairs = Math.max(hosts[4].length, hosts[6].length)
  const addresses = Array.from({ length: pairs }, (_, at) =>
    [hosts[4][at], hosts[6][at]].filter((text) => text !== undefined),
  )
  const prefix = role === 'controlplane' ? 'cp' : 'worker'
  const others = addresses.slice(0, Math.max(0, addresses.length - mine.length))
  const nodes = [
    ...others.map((own) => ({ name: nameFor(prefix), role, addresses: own })),
    ...mine.map((one, at) => ({ ...one, addresses: addresses[others.length + at] ?? [] })),
  ]
  return [
    ...nodes,
    ...poolOf(
      intervals.filter((one) => !isFew(one)),
      role,
      nodes,
      nameFor,
    ),
  ]
}

/** Longer runs are a pool: whole networks stand for machines whose addresses are not known. */
function poolOf(
  intervals: readonly AddressInterval[],
  role: Role,
  nodes: readonly Found[],
  nameFor: ReturnType<typeof freeNames>,
): Found[] {
  if (intervals.length === 0) return []
  const ranges: string[] = []
  const networks: string[] = []
  let count = 0n
  for (const { family, first, last } of intervals) {
    const [prefix, ...more] = prefixesOfRange(family, first, last)
    if (prefix !== undefined && more.length === 0) networks.push(formatPrefix(prefix))
    else {
      ranges.push(`${formatAddress({ family, value: first })}-${formatAddress({ family, value: last })}`)
      count += last - first + 1n
    }
  }
  const name = nameFor(role === 'controlplane' ? 'control-planes' : 'pool', true)
  const isOnlyNetworks = ranges.length === 0
  if (isOnlyNetworks && nodes.length > 0 && nodes.every((node) => node.addresses.length > 0)) {
    // A family of which the rules name the network alone: machines without an address of it.
    return [{ name, role, addresses: [], networks, count: nodes.length }]
  }
  const machines = count === 0n || count > 100_000n ? 1 : Number(count)
  return [{ name, role, addresses: [], networks, ...(ranges.length === 0 ? {} : { ranges }), count: machines }]
}

function isFew({ first, last }: AddressInterval): boolean {
  return last - first < fewAddresses
}

function addressesOf(intervals: readonly AddressInterval[], family: 4 | 6): string[] {
  return intervals
    .filter((one) => one.family === family)
    .flatMap(({ first, last }) =>
      Array.from({ length: Number(last - first + 1n) }, (_, at) =>
        formatAddress({ family, value: first + BigInt(at) }),
      ),
    )
}
