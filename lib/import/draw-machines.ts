/** Machines and their networks: addresses with the length of their network draw it, the others the smallest that fits. */
import type { DesignInput, Role } from '../design/design'
import { type Address, formatAddress, parseAddress } from '../net/address'
import {
  comparePrefixes,
  dropContained,
  formatPrefix,
  networkOf,
  type Prefix,
  parsePrefix,
  prefixContains,
  prefixHasAddress,
} from '../net/prefix'

/** Of a wish with a number, or without one where there is but one of the kind. */
export function freeNames(taken: readonly string[]): (wish: string, isOnly?: boolean) => string {
  const known = new Set(taken)
  return (wish, isOnly = false) => {
    let name = isOnly ? wish : `${wish}-1`
    for (let number = 2; known.has(name); number++) name = `${wish}-${number}`
    known.add(name)
    return name
  }
}

/** A machine, or several alike, whether a file describes it or the rules of others name its addresses. */
export interface Found {
  readonly name: string
  readonly role: Role
  /** `10.0.0.11/24`, `10.0.0.11`; the first of a family is the primary one. */
  readonly addresses: readonly string[]
  /** Of a pool: runs of addresses, and how many machines. */
  readonly ranges?: readonly string[]
  readonly count?: number
  /** Networks that stand for its unknown addresses. */
  readonly networks?: readonly string[]
}

interface Machines {
  readonly subnets: NonNullable<DesignInput['subnets']>
  readonly nodes: NonNullable<DesignInput['nodes']>
  readonly pools: NonNullable<DesignInput['pools']>
  /** Subnets whose networks nobody wrote down, by name. */
  readonly invented: readonly string[]
  /** The subnet of machines where nothing says where they are. */
  readonly nowhere: string
}

/** What an address without a network is taken to live in. */
const usualLength = { 4: 24, 6: 64 } as const

export interface NamedNetwork {
  readonly name: string
  readonly prefixes: readonly Prefix[]
}

interface Spot {
  readonly address: Address
  readonly network: Prefix | undefined
}

/** @param given networks that a file names */
export function drawMachines(found: readonly Found[], given: readonly NamedNetwork[] = []): Machines {
  const spots = found.map((one) => spotsOf(one))
  const said = [...spots.flat(), ...found.flatMap(networkSpots)].flatMap(({ network }) => network ?? [])
  const written = [...said, ...given.flatMap(({ prefixes }) => prefixes)]
  const known = dropContained(written)
  const lost = spots.flat().filter(({ address }) => !known.some((prefix) => prefixHasAddress(prefix, address)))
  const guessed = dropContained(lost.map(({ address }) => networkOf(address, usualLength[address.family])))
  const networks = dropContained([...known, ...guessed])
  const links = joinNetworks(networks, found, spots, given)
  const named = nameSubnets(links, found, spots, given)
  const nowhere = freeNames(found.map(({ name }) => name))('machines', true)
  const fallback = named[0]?.name ?? nowhere
  const subnetOf = (address: Address): string =>
    named.find(({ prefixes }) => prefixes.some((prefix) => prefixHasAddress(prefix, address)))?.name ?? fallback
  const knownHome = (one: Found, at: number): string | undefined => {
    const somewhere = spots[at]?.[0]?.address ?? parsePrefix(one.networks?.[0] ?? '')
    return somewhere === undefined ? undefined : subnetOf(somewhere)
  }
  /** A machine of which nothing says where it is stands among the others of its role. */
  const homeOf = (one: Found, at: number): string => knownHome(one, at) ?? firstHomes.get(one.role) ?? fallback
  const firstHomes = new Map<Found['role'], string>()
  for (const [at, one] of found.entries()) {
    const home = firstHomes.has(one.role) ? undefined : knownHome(one, at)
    if (home !== undefined) firstHomes.set(one.role, home)
  }
  const isPool = (one: Found): boolean => one.ranges !== undefined || one.networks !== undefined
  return {
    subnets: named.map(({ name, prefixes }) => ({ name, cidrs: prefixes.map(formatPrefix) })),
    nodes: found.flatMap((one, at) => (isPool(one) ? [] : [drawNode(one, spots[at] ?? [], homeOf(one, at), subnetOf)])),
    pools: found.flatMap((one, at) => {
      const { name, role, ranges = [], count = 1 } = one
      return isPool(one) ? [{ name, role, subnet: homeOf(one, at), count, addresses: [...ranges] }] : []
    }),
    invented: named
      .filter(({ prefixes }) => prefixes.some((prefix) => guessed.includes(prefix)))
      .map(({ name }) => name),
    nowhere,
  }
}

function spotsOf({ addresses, ranges = [] }: Found): Spot[] {
  const texts = [...addresses, ...ranges.flatMap((range) => range.split('-'))]
  return texts.flatMap((text) => {
    const [host = '', length] = text.split('/')
    const address = parseAddress(host)
    if (address === undefined) return []
    const network = length === undefined ? undefined : parsePrefix(text)
    const isHost = network === undefined || network.length === (address.family === 4 ? 32 : 128)
    return [{ address, network: isHost ? undefined : network }]
  })
}

function networkSpots({ networks = [] }: Found): { readonly network: Prefix | undefined }[] {
  return networks.map((text) => ({ network: parsePrefix(text) }))
}

/** The IPv4 and the IPv6 network of a machine's primary addresses are one subnet. */
function joinNetworks(
  networks: readonly Prefix[],
  found: readonly Found[],
  spots: readonly Spot[][],
  given: readonly NamedNetwork[],
): Prefix[][] {
  const groups = new Map(networks.map((prefix) => [prefix, [prefix]]))
  const join = (left: Prefix | undefined, right: Prefix | undefined): void => {
    const [one, other] = [left, right].map((prefix) => {
      const around = prefix === undefined ? undefined : networks.find((network) => prefixContains(network, prefix))
      return around === undefined ? undefined : groups.get(around)
    })
    if (one === undefined || other === undefined || one === other) return
    const joined = [...one, ...other].sort(comparePrefixes)
    for (const prefix of joined) groups.set(prefix, joined)
  }
  for (const { prefixes } of given) for (const prefix of prefixes) join(prefixes[0], prefix)
  const holding = (address: Address | undefined): Prefix | undefined =>
    address === undefined ? undefined : networks.find((prefix) => prefixHasAddress(prefix, address))
  for (const [at, one] of found.entries()) {
    const firsts = [4, 6].map((family) => {
      const spot = spots[at]?.find(({ address }) => address.family === family)?.address
      const wide = (one.networks ?? []).map(parsePrefix).find((prefix) => prefix?.family === family)
      return holding(spot ?? wide)
    })
    join(firsts[0], firsts[1])
  }
  return [...new Set(groups.values())]
}

function nameSubnets(
  groups: readonly Prefix[][],
  found: readonly Found[],
  spots: readonly Spot[][],
  given: readonly NamedNetwork[],
): NamedNetwork[] {
  const nameFor = freeNames(found.map(({ name }) => name))
  return groups.map((prefixes) => {
    const has = (address: Address | undefined): boolean =>
      address !== undefined && prefixes.some((prefix) => prefixHasAddress(prefix, address))
    const homes = found.filter((one, at) => has(spots[at]?.[0]?.address ?? parsePrefix(one.networks?.[0] ?? '')))
    const here = new Set(homes.map(({ role }) => role))
    const said = given.find((one) => one.prefixes.some((prefix) => prefixes.some((own) => prefixContains(own, prefix))))
    const usual = here.size === 2 ? 'machines' : here.has('controlplane') ? 'control' : 'workers'
    return { name: nameFor(said?.name ?? (here.size === 0 ? 'net' : usual), true), prefixes }
  })
}

function drawNode(one: Found, spots: readonly Spot[], home: string, subnetOf: (address: Address) => string) {
  const bySubnet = new Map<string, string[]>([[home, []]])
  for (const { address } of spots) {
    const subnet = subnetOf(address)
    bySubnet.set(subnet, [...(bySubnet.get(subnet) ?? []), formatAddress(address)])
  }
  const [primary, ...nics] = [...bySubnet].map(([subnet, addresses]) => ({ subnet, addresses }))
  const { subnet, addresses } = primary ?? { subnet: home, addresses: [] }
  return { name: one.name, role: one.role, subnet, addresses, nics }
}
