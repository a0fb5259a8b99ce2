/** Which packets come by the public interface of a server: the only ones that a firewall of Hetzner meets. */
import {
  type AddressSet,
  allAddresses,
  allOfFamily,
  intersectSets,
  setOfPrefixes,
  subtractSets,
  unionAll,
  unionSets,
} from '@/lib/net/address-set'
import { type Prefix, parsePrefix } from '@/lib/net/prefix'
import type { Site } from '@/lib/site/site'
import type { HetznerOptions } from './options'

/** Addresses that nobody routes over the internet: RFC 1918, RFC 6598, RFC 4193, and a machine's own (RFC 1122). */
const privateSpace = setOfPrefixes(
  ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', '127.0.0.0/8', 'fc00::/7', '::1/128'].flatMap(
    (text): Prefix[] => {
      const prefix = parsePrefix(text)
      return prefix === undefined ? [] : [prefix]
    },
  ),
)

export interface PublicSide {
  /** Ends of packets that pass a public interface. */
  readonly visible: AddressSet
  /** Where servers may send, of the families in play: of another one the policy says nothing. */
  readonly sent: AddressSet
  /** Ends of those that never do: private networks, pods and services. */
  readonly hidden: AddressSet
  /** Hidden, and no address of any machine: what is only for these says nothing about the public interface. */
  readonly elsewhere: AddressSet
}

const known = new WeakMap<Site, Map<string, PublicSide>>()

/** The same sets for the same site and options. */
export function publicSide(site: Site, options: Pick<HetznerOptions, 'private'>): PublicSide {
  const here = known.get(site) ?? new Map<string, PublicSide>()
  known.set(site, here)
  const key = options.private?.join(' ') ?? ''
  const side = here.get(key) ?? makeSide(site, options.private ?? [])
  here.set(key, side)
  return side
}

function makeSide(site: Site, named: readonly string[]): PublicSide {
  const subnets = site.subnets.filter(({ name }) => named.includes(name))
  const prefixes = [...subnets.flatMap((subnet) => subnet.prefixes), ...site.podPrefixes, ...site.servicePrefixes]
  const hidden = unionSets(privateSpace, setOfPrefixes(prefixes))
  const machines = unionAll(site.members.map(({ own }) => own))
  const visible = subtractSets(allAddresses, hidden)
  const inPlay = unionAll(site.families.map((family) => allOfFamily[family]))
  return { hidden, visible, sent: intersectSets(visible, inPlay), elsewhere: subtractSets(hidden, machines) }
}
