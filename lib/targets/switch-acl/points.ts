/** Where the switch filters: at the interface by which packets leave to a network of machines, and on request where they enter. */
import {
  type AddressSet,
  allAddresses,
  noAddresses,
  setOfPrefixes,
  subtractSets,
  unionSets,
} from '@/lib/net/address-set'
import { parsePrefix } from '@/lib/net/prefix'
import type { Point } from '@/lib/site/point'
import { type InterfaceKeys, type RouterView, routerView } from '@/lib/site/router-points'
import type { Site, SiteSubnet } from '@/lib/site/site'
import type { SwitchOptions } from './options'

/** The interface of every network that the switch routes: as named, or by the VLAN of the design. */
export function interfaceKeys(site: Site, { interfaces, subnets }: SwitchOptions): InterfaceKeys {
  const found = site.subnets.flatMap(({ name, vlan }): [string, string][] => {
    if (subnets !== undefined && !subnets.includes(name)) return []
    const key = Object.hasOwn(interfaces, name) ? interfaces[name] : vlan === undefined ? undefined : `Vlan${vlan}`
    return key === undefined ? [] : [[name, key]]
  })
  return Object.fromEntries(found)
}

/** One interface with machines behind it. */
export interface SwitchInterface {
  readonly key: string
  readonly homes: readonly SiteSubnet[]
  /** What leaves by it for machines: their networks, and what stands behind machines in no network of its own. */
  readonly inside: AddressSet
  /** What its machines send from. */
  readonly senders: AddressSet
}

export function switchInterfaces(site: Site, options: SwitchOptions): readonly SwitchInterface[] {
  const view: RouterView = routerView(site, interfaceKeys(site, options))
  const networks = setOfPrefixes(view.memberSubnets.flatMap((subnet) => subnet.prefixes))
  // A shared, announced or routed pod address is behind some machine, and its packets may leave by any of the interfaces.
  const elsewhere = subtractSets(view.inside, networks)
  return view.interfaces.flatMap(({ key, subnets, senders }) => {
    const homes = subnets.filter(({ holdsMembers }) => holdsMembers)
    if (homes.length === 0) return []
    const inside = unionSets(setOfPrefixes(homes.flatMap((subnet) => subnet.prefixes)), elsewhere)
    return [{ key, homes, inside, senders }]
  })
}

/** What no router passes on: link-local addresses and groups (RFC 3927, RFC 4291, RFC 5771), and the broadcast. */
export const unroutedTexts = [
  '169.254.0.0/16',
  '224.0.0.0/24',
  '255.255.255.255/32',
  'fe80::/10',
  'ff01::/16',
  'ff02::/16',
] as const
const routed = subtractSets(allAddresses, setOfPrefixes(unroutedTexts.flatMap((text) => parsePrefix(text) ?? [])))

export function switchPoints(site: Site, options: SwitchOptions): readonly Point[] {
  const base = { place: 'router', stateless: true, prefixesPerNetwork: options.prefixes } as const
  return switchInterfaces(site, options).flatMap(({ key, inside, senders }): Point[] => {
    const here = { ...base, interfaces: { only: [key] } }
    const id = `interface/${key}`
    const out: Point = { ...here, id, direction: 'ingress', destinations: inside, sources: routed }
    if (!options.inbound || senders === noAddresses) return [out]
    return [out, { ...here, id: `${id}/in`, direction: 'egress', destinations: routed, sources: senders }]
  })
}

/** What must be true beyond the files. */
export function switchAssumptions(site: Site): readonly string[] {
  return [
    'A list forgets who began a conversation. Segments of TCP with ACK or RST pass as answers and stand outside the comparison: a scan with such segments comes through, a connection does not.',
    'Answers over UDP are compared by the port they come from: who sends from the port of a named server reaches any port of the machines.',
    'Whole packets and first fragments are compared: of later fragments a line with ports sees the addresses alone.',
    'What passes within one network, and what the switch itself sends, never meets these lists.',
    'No other list stands on these interfaces or ports, no VLAN map, and no line changes what is routed by them.',
    'The model filters what leaves by these interfaces, in both families, and has room for the lists: otherwise it refuses to apply them, and says so.',
    ...(site.podsRouted ? ['The switch has routes to the pod networks through the machines.'] : []),
  ]
}
