/**
 * Where a router with interfaces on some of the subnets decides: every interface as packets come in. What enters the
 * cluster's networks is judged by the rules for whom it is for, on whichever interface it comes; what machines send to the
 * rest of the world, on the interface of their own network (SPEC 4).
 */
import {
  type AddressSet,
  allAddresses,
  intersectSets,
  noAddresses,
  setOfPrefixes,
  subtractSets,
  unionAll,
  unionSets,
} from '../net/address-set'
import { type Prefix, parsePrefix } from '../net/prefix'
import type { Point } from './point'
import type { Site, SiteSubnet } from './site'

/** Subnet to the router's name of the interface that joins it; subnets left out are behind somebody else. */
export type InterfaceKeys = Readonly<Record<string, string>>

/** One interface of the router with the subnets that it joins. */
interface JoinedInterface {
  readonly key: string
  readonly subnets: readonly SiteSubnet[]
  /** All addresses of its subnets. */
  readonly addresses: AddressSet
  /** What the machines behind it send from: their own addresses, and pods where they are routed. */
  readonly senders: AddressSet
}

export interface RouterView {
  /** By key, in numeric order. */
  readonly interfaces: readonly JoinedInterface[]
  /** What stands behind the router: joined subnets with machines, announced addresses, routed pods. */
  readonly inside: AddressSet
  /** Subnets with machines that the router joins. */
  readonly memberSubnets: readonly SiteSubnet[]
}

export function routerView(site: Site, keys: InterfaceKeys): RouterView {
  const joined = site.subnets.filter((subnet) => Object.hasOwn(keys, subnet.name))
  const names = [...new Set(joined.map((subnet) => keys[subnet.name] ?? ''))].sort(compareKeys)
  const memberSubnets = joined.filter((subnet) => subnet.holdsMembers)
  const own = unionAll(site.members.map((member) => member.own))
  const pods = site.podsRouted ? setOfPrefixes(site.podPrefixes) : noAddresses
  const interfaces = names.map((key): JoinedInterface => {
    const subnets = joined.filter((subnet) => keys[subnet.name] === key)
    const homes = prefixesOf(subnets.filter((subnet) => subnet.holdsMembers))
    const senders = homes.length === 0 ? noAddresses : unionSets(intersectSets(own, setOfPrefixes(homes)), pods)
    return { key, subnets, addresses: setOfPrefixes(prefixesOf(subnets)), senders }
  })
  if (memberSubnets.length === 0) return { interfaces, inside: noAddresses, memberSubnets }
  // A shared or announced address outside of every subnet is routed to the cluster; one inside a subnet of another
  // router's is not for this one to judge.
  const elsewhere = setOfPrefixes(prefixesOf(site.subnets.filter((subnet) => !joined.includes(subnet))))
  const everySubnet = setOfPrefixes(prefixesOf(site.subnets))
  const inside = unionAll([
    setOfPrefixes(prefixesOf(memberSubnets)),
    subtractSets(own, everySubnet),
    subtractSets(site.announced, elsewhere),
    pods,
  ])
  return { interfaces, inside, memberSubnets }
}

/** All but link-local addresses, which no router forwards (RFC 3927, RFC 4291). */
const routed = subtractSets(
  allAddresses,
  setOfPrefixes(['169.254.0.0/16', 'fe80::/10'].flatMap((text) => parsePrefix(text) ?? [])),
)

export function routerPoints(site: Site, keys: InterfaceKeys): readonly Point[] {
  const { interfaces, inside: drawn } = routerView(site, keys)
  const inside = intersectSets(drawn, routed)
  if (inside === noAddresses) return []
  const joined = unionAll(interfaces.map(({ addresses }) => addresses))
  // Whoever is in no joined subnet may come in anywhere.
  const strangers = subtractSets(routed, joined)
  const outside = subtractSets(routed, inside)
  const base = { place: 'router' } as const
  const known = interfaces.map(({ key }) => key)
  return [
    ...interfaces.flatMap(({ key, addresses, senders }): Point[] => {
      const here = { ...base, interfaces: { only: [key] } }
      const sources = unionSets(addresses, strangers)
      const ingress: Point = { ...here, id: `interface/${key}`, direction: 'ingress', destinations: inside, sources }
      if (senders === noAddresses) return [ingress]
      const egress: Point = {
        ...here,
        id: `interface/${key}/egress`,
        direction: 'egress',
        destinations: outside,
        sources: senders,
      }
      return [ingress, egress]
    }),
    {
      ...base,
      id: 'interface/other',
      direction: 'ingress',
      interfaces: { except: known },
      destinations: inside,
      sources: strangers,
    },
  ]
}

function prefixesOf(subnets: readonly SiteSubnet[]): Prefix[] {
  return subnets.flatMap((subnet) => subnet.prefixes)
}

/** `opt2` before `opt10`. */
function compareKeys(a: string, b: string): number {
  const [first, second] = [a, b].map((key) => Number(/\d+$/.exec(key)?.[0] ?? -1))
  const [stem, other] = [a, b].map((key) => key.replace(/\d+$/, ''))
  if (stem !== other) return (stem ?? '') < (other ?? '') ? -1 : 1
  return (first ?? 0) - (second ?? 0) || (a < b ? -1 : a > b ? 1 : 0)
}
