/** Addresses in a network whose machines have no fixed ones: whether a machine has it, and which, nobody knows. */
import { type Address, parseAddress } from '../net/address'
import { prefixHasAddress } from '../net/prefix'
import type { Member, Site } from '../site/site'
import type { Endpoint } from './endpoint'

/**
 * The site where no machine without fixed addresses has this one; none where the question names no such address. What
 * a product says of both sites is certain; where they differ, it depends on who has the address (SPEC 6).
 */
export function siteWithoutGuess({ text, address, kind, isSingle }: Endpoint, site: Site): readonly Site[] {
  if (kind !== 'member' || isSingle || parseAddress(text) === undefined) return []
  if (!site.members.some((member) => standsFor(member, address))) return []
  return [{ ...site, members: site.members.map((member) => withoutStandIn(member, address)) }]
}

/** Whether its network, and no address of its own, holds it. */
function standsFor({ interfaces }: Member, address: Address): boolean {
  const has = (prefixes: Member['sources']): boolean => prefixes.some((prefix) => prefixHasAddress(prefix, address))
  return interfaces.some(({ standIns }) => has(standIns)) && !interfaces.some(({ addresses }) => has(addresses))
}

function withoutStandIn(member: Member, address: Address): Member {
  if (!standsFor(member, address)) return member
  const isOther = (prefix: Member['sources'][number]): boolean => !prefixHasAddress(prefix, address)
  return {
    ...member,
    interfaces: member.interfaces.map((nic) => ({ ...nic, standIns: nic.standIns.filter(isOther) })),
    sources: member.sources.filter(isOther),
  }
}
