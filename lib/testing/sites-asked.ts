/** The sites by which a question is answered: an address that no machine has for certain may be nobody's. */
import { parseAddress } from '../net/address'
import { setHas } from '../net/address-set'
import { prefixHasAddress } from '../net/prefix'
import type { Endpoint } from '../query/endpoint'
import type { Question } from '../query/question'
import type { Point } from '../site/point'
import type { Site } from '../site/site'

/** The drawn one, and where nobody is sure who asks (or, on the way out, who is asked) the one where it is nobody. */
export function sitesAsked({ source, destination }: Question, direction: Point['direction'], site: Site): Site[] {
  const end: Endpoint = direction === 'ingress' ? source : destination
  const isWritten = parseAddress(end.text) !== undefined
  const isFixed = site.members.some(({ interfaces }) =>
    interfaces.some(({ addresses }) => addresses.some((prefix) => prefixHasAddress(prefix, end.address))),
  )
  const holders = site.members.filter(({ own, name }) => setHas(own, end.address) && end.members.includes(name))
  if (!isWritten || isFixed || holders.length === 0) return [site]
  const members = site.members.map((member) =>
    holders.includes(member)
      ? { ...member, interfaces: member.interfaces.map((nic) => ({ ...nic, standIns: [] })) }
      : member,
  )
  return [site, { ...site, members }]
}
