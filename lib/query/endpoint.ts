/** Who a word of a question is, as one address of each family it has. */
import { type Principal, parsePrincipal } from '../design/principal'
import { type Result, success } from '../design/problem'
import { type Address, addressBits, type Family, families, formatAddress, parseAddress } from '../net/address'
import {
  type AddressSet,
  allOfFamily,
  lowestAddress,
  noAddresses,
  setHas,
  setOfAddresses,
  setOfPrefixes,
  subtractSets,
  unionAll,
} from '../net/address-set'
import { dropContained, type Prefix, parsePrefix, prefixHasAddress } from '../net/prefix'
import { strangerAddresses } from '../net/stranger'
import { readPrefixes, readSingles } from '../site/build-site'
import type { Member } from '../site/site'
import { nearestWord } from '../text/nearest'
import { refuse } from './refuse'
import type { Vocabulary } from './vocabulary'

export interface Endpoint {
  /** As the question wrote it. */
  readonly text: string
  readonly address: Address
  readonly kind: 'member' | 'pods' | 'announced' | 'outside'
  /** The members that have the address: several share the address of the API. */
  readonly members: readonly string[]
  /** One machine, so that a packet to itself never leaves it. */
  readonly isSingle: boolean
}

export type EndpointsByFamily = Partial<Readonly<Record<Family, Endpoint>>>

/** Who a word may not be, because the other end is them already. */
interface Avoided {
  readonly addresses: AddressSet
  readonly nodes: readonly string[]
}

const nobody: Avoided = { addresses: noAddresses, nodes: [] }

/** Another machine that the same word may stand for: `controlplane -> controlplane` is about two of them. */
export function findOtherEndpoints(text: string, taken: EndpointsByFamily, vocabulary: Vocabulary): EndpointsByFamily {
  const ends = Object.values(taken)
  const addresses = setOfAddresses(ends.map((end) => end.address))
  const nodes = ends.filter((end) => end.isSingle).flatMap((end) => end.members)
  return parseAddress(text) === undefined ? (endsOfName(text, vocabulary, { addresses, nodes }) ?? {}) : {}
}

export function findEndpoints(text: string, vocabulary: Vocabulary): Result<EndpointsByFamily> {
  const address = parseAddress(text)
  if (address !== undefined) return success({ [address.family]: endOfAddress(text, address, vocabulary) })
  const bare = text.startsWith('cidr:') ? text.slice('cidr:'.length) : text
  const prefix = parsePrefix(bare)
  if (prefix !== undefined) {
    const inside = formatAddress(freeAddress(prefix, vocabulary))
    return refuse(`${bare} is a whole network, and a question is about one packet.`, `Name one address: ${inside}.`)
  }
  const found = endsOfName(text, vocabulary, nobody)
  if (found === undefined) return refuseName(text, vocabulary)
  return Object.keys(found).length > 0
    ? success(found)
    : refuse(`${text} has no address in this design.`, 'Name an address, or give it one in the design.')
}

/** Fixed addresses first: a prefix that stands for machines of unknown address also holds those of its neighbours. */
function endOfAddress(text: string, address: Address, { design, site }: Vocabulary): Endpoint {
  const has = (prefixes: readonly Prefix[]): boolean => prefixes.some((prefix) => prefixHasAddress(prefix, address))
  const end = (kind: Endpoint['kind'], members: readonly Member[]): Endpoint => ({
    text,
    address,
    kind,
    members: members.map((member) => member.name),
    isSingle: members.length === 1 && members[0]?.kind === 'node',
  })
  const fixed = site.members.filter((member) => member.interfaces.some((nic) => has(nic.addresses)))
  if (fixed.length > 0) return end('member', fixed)
  const isShared = has(readSingles(design.kubernetes.vip === undefined ? [] : [design.kubernetes.vip]))
  if (isShared)
    return end(
      'member',
      site.members.filter((member) => member.role === 'controlplane'),
    )
  if (setHas(site.announced, address)) return end('announced', [])
  const outside = site.members.filter((member) => has(member.sources) && !setHas(member.own, address))
  if (outside.length > 0) return { ...end('outside', outside), isSingle: false }
  const standing = site.members.filter((member) => setHas(member.own, address))
  if (standing.length > 0) return { ...end('member', standing), isSingle: false }
  return end(has(site.podPrefixes) ? 'pods' : 'outside', [])
}

/** All machines that a word may be taken to stand for: those of a role or of a network. */
export function membersMeant(text: string, { site }: Vocabulary): readonly Member[] {
  const kind = parsePrincipal(text)?.kind
  if (kind === 'nodes') return site.members
  if (kind === 'controlplane' || kind === 'worker') return site.members.filter(({ role }) => role === kind)
  const name = text.startsWith('subnet:') ? text.slice('subnet:'.length) : text
  return site.subnets.some((subnet) => subnet.name === name)
    ? site.members.filter(({ interfaces }) => interfaces.some(({ subnet }) => subnet === name))
    : []
}

/** As `findEndpoints`, but that packets to a network are for one of its machines where it has some. */
export function findDestinations(text: string, vocabulary: Vocabulary): Result<EndpointsByFamily> {
  const { site } = vocabulary
  const name = text.startsWith('subnet:') ? text.slice('subnet:'.length) : text
  const isSubnet = site.subnets.some((subnet) => subnet.name === name)
  const isMachine = !text.startsWith('subnet:') && site.members.some((member) => member.name === name)
  const there = site.members.flatMap((member): Member[] => {
    const interfaces = member.interfaces.filter((nic) => nic.subnet === name)
    return interfaces.length === 0 ? [] : [{ ...member, interfaces }]
  })
  return isSubnet && !isMachine && there.length > 0 && parsePrincipal(name) === undefined
    ? success(endsOfMembers(text, there, vocabulary, nobody))
    : findEndpoints(text, vocabulary)
}

/** Undefined when the design has no such name. */
function endsOfName(text: string, vocabulary: Vocabulary, avoided: Avoided): EndpointsByFamily | undefined {
  const principal = parsePrincipal(text)
  const word = principal === undefined ? undefined : endsOfPrincipal(text, principal, vocabulary, avoided)
  return word !== undefined && Object.keys(word).length > 0
    ? word
    : (endsOfDrawnName(text, vocabulary, avoided) ?? word)
}

function endsOfDrawnName(text: string, vocabulary: Vocabulary, avoided: Avoided): EndpointsByFamily | undefined {
  const { design, site } = vocabulary
  const member = site.members.find((candidate) => candidate.name === text)
  if (member !== undefined) return endsOfMember(text, member, vocabulary, avoided)
  const subnet = site.subnets.find((candidate) => candidate.name === text)
  if (subnet !== undefined) return endsOfPrefixes(text, subnet.prefixes, vocabulary)
  const service = [...design.loadBalancers, ...design.loadBalancerIPs].find((candidate) => candidate.name === text)
  if (service !== undefined) return endsOfPrefixes(text, dropContained(readSingles(service.addresses)), vocabulary)
  const admin = design.admin.find((candidate) => candidate.name === text)
  if (admin !== undefined) return endsOfPrefixes(text, readPrefixes([admin.cidr]), vocabulary)
  return text.toLowerCase() === 'internet' ? endsOfInternet(text, vocabulary) : undefined
}

function endsOfPrincipal(
  text: string,
  principal: Principal,
  vocabulary: Vocabulary,
  avoided: Avoided,
): EndpointsByFamily | undefined {
  const { design, site } = vocabulary
  const firstOf = (members: readonly Member[]) => endsOfMembers(text, members, vocabulary, avoided)
  switch (principal.kind) {
    case 'controlplane':
    case 'worker':
      return firstOf(site.members.filter((member) => member.role === principal.kind))
    case 'nodes':
      return firstOf(site.members)
    case 'pods':
      return endsOfPrefixes(text, site.podPrefixes, vocabulary)
    case 'admin': {
      const entries = [...design.admin].sort((a, b) => (a.name < b.name ? -1 : 1))
      return endsOfPrefixes(text, readPrefixes(entries.map((entry) => entry.cidr)), vocabulary)
    }
    case 'lb': {
      const balancers = [...design.loadBalancers].sort((a, b) => (a.name < b.name ? -1 : 1))
      return endsOfPrefixes(text, readSingles(balancers.flatMap((balancer) => balancer.addresses)), vocabulary)
    }
    case 'cluster':
      return endsOfPrefixes(text, site.clusterPrefixes, vocabulary)
    case 'anywhere':
      return endsOfInternet(text, vocabulary)
    case 'admin-entry': {
      const entry = design.admin.find((candidate) => candidate.name === principal.name)
      return entry === undefined ? undefined : endsOfPrefixes(text, readPrefixes([entry.cidr]), vocabulary)
    }
    case 'subnet': {
      const subnet = site.subnets.find((candidate) => candidate.name === principal.name)
      return subnet === undefined ? undefined : endsOfPrefixes(text, subnet.prefixes, vocabulary)
    }
    case 'node':
    case 'pool': {
      const member = site.members.find((one) => one.kind === principal.kind && one.name === principal.name)
      return member === undefined ? undefined : endsOfMember(text, member, vocabulary, avoided)
    }
    default:
      return undefined
  }
}

/** Of the first of them that has an address of the family. */
function endsOfMembers(
  text: string,
  members: readonly Member[],
  vocabulary: Vocabulary,
  avoided: Avoided,
): EndpointsByFamily {
  let ends: EndpointsByFamily = {}
  for (const member of members) {
    ends = { ...endsOfMember(text, member, vocabulary, avoided), ...ends }
    if (families.every((family) => ends[family] !== undefined)) break
  }
  return ends
}

/** Its first address of each family; where it has none, a free one of the prefix that stands for it. */
function endsOfMember(text: string, member: Member, vocabulary: Vocabulary, avoided: Avoided): EndpointsByFamily {
  const ends: { [family in Family]?: Endpoint } = {}
  if (avoided.nodes.includes(member.name)) return ends
  for (const family of families) {
    const ofFamily = (prefixes: readonly Prefix[]): readonly Prefix[] => prefixes.filter((one) => one.family === family)
    const fixed = member.interfaces.flatMap((nic) => ofFamily(nic.addresses))
    const [standIn] = member.interfaces.flatMap((nic) => ofFamily(nic.standIns))
    const address =
      fixed.length > 0
        ? firstAddress(fixed, member, avoided)
        : standIn === undefined
          ? undefined
          : freeAddress(standIn, vocabulary, avoided)
    if (address === undefined) continue
    ends[family] = { text, address, kind: 'member', members: [member.name], isSingle: member.kind === 'node' }
  }
  return ends
}

/** The machines of a pool have no order of their own; a node's addresses are in the order drawn. */
function firstAddress(fixed: readonly Prefix[], member: Member, { addresses }: Avoided): Address | undefined {
  if (member.kind === 'pool') return lowestAddress(subtractSets(setOfPrefixes(fixed), addresses))
  const [first] = fixed
  return first === undefined ? undefined : { family: first.family, value: first.value }
}

function endsOfPrefixes(text: string, prefixes: readonly Prefix[], vocabulary: Vocabulary): EndpointsByFamily {
  const ends: { [family in Family]?: Endpoint } = {}
  for (const family of families) {
    const first = prefixes.find((prefix) => prefix.family === family)
    if (first === undefined) continue
    const address = first.length === 0 ? stranger(family, vocabulary) : freeAddress(first, vocabulary)
    ends[family] = endOfAddress(text, address, vocabulary)
  }
  return ends
}

function endsOfInternet(text: string, vocabulary: Vocabulary): EndpointsByFamily {
  return {
    4: endOfAddress(text, stranger(4, vocabulary), vocabulary),
    6: endOfAddress(text, stranger(6, vocabulary), vocabulary),
  }
}

/** The lowest address of the prefix that is nobody's and not the network's own. */
function freeAddress(prefix: Prefix, { taken }: Vocabulary, { addresses } = nobody): Address {
  const network = { family: prefix.family, value: prefix.value }
  if (prefix.length >= addressBits[prefix.family] - 1) return network
  const used = unionAll([taken, addresses, setOfAddresses([network])])
  return lowestAddress(subtractSets(setOfPrefixes([prefix]), used)) ?? network
}

/** An address that no part of the design names. */
function stranger(family: Family, { named }: Vocabulary): Address {
  const known = strangerAddresses.find((address) => address.family === family && !setHas(named, address))
  return known ?? lowestAddress(subtractSets(allOfFamily[family], named)) ?? { family, value: 0n }
}

function refuseName(text: string, { design, site }: Vocabulary): Result<EndpointsByFamily> {
  const names = [
    ...site.members.map((member) => member.name),
    ...site.subnets.map((subnet) => subnet.name),
    ...[...design.loadBalancers, ...design.loadBalancerIPs, ...design.admin].map((entry) => entry.name),
    ...['controlplane', 'worker', 'nodes', 'pods', 'admin', 'lb', 'cluster', 'anywhere', 'internet'],
  ]
  const meant = nearestWord(text, names)
  const isNumeric = /^[\d.]+$/.test(text) || /^[\da-f:]*:[\da-f:.]*$/i.test(text)
  if (isNumeric) return refuse(`${text} is not an address.`, 'Write one like 10.0.0.11 or 2001:db8::11.')
  return refuse(
    `Nothing in this design is called "${text}".`,
    meant === undefined
      ? 'Name an address, a node, a pool, a subnet, an admin entry, controlplane, worker, pods or internet.'
      : `Did you mean "${meant}"?`,
  )
}
