/** Everything the policy of a design lets through at one place, over all machines at once. */
import type { Place } from '../design/design'
import { type AddressSet, allAddresses, unionAll, unionSets } from '../net/address-set'
import type { Row } from '../net/packet-row'
import { type PacketSet, packetSetOfRows } from '../net/packet-set'
import { intendedPackets } from '../policy/intended'
import type { Policy } from '../policy/rule'
import { workAt } from '../policy/work'
import type { Point } from '../site/point'
import type { Site } from '../site/site'

export interface Sieve {
  readonly place: Place
  readonly direction: 'ingress' | 'egress'
}

/** Inside the nodes what comes in is decided; the boxes before them decide both ways. */
export const sieves: readonly Sieve[] = [
  { place: 'guest', direction: 'ingress' },
  { place: 'nic', direction: 'ingress' },
  { place: 'nic', direction: 'egress' },
  { place: 'router', direction: 'ingress' },
  { place: 'router', direction: 'egress' },
]

export function admittedAt({ place, direction }: Sieve, policy: Policy, site: Site): PacketSet {
  const everything = { id: place, place, direction, destinations: allAddresses }
  const points: readonly Point[] =
    place === 'guest'
      ? site.members.map((member) => ({
          ...everything,
          id: `${member.kind}/${member.name}`,
          member: member.name,
          destinations: unionSets(member.own, site.announced),
        }))
      : [everything]
  // Thousands of machines share a handful of rows.
  const byRow = new Map<Row, AddressSet[]>()
  const work = workAt(policy, points, site)
  for (const at of work.points) {
    for (const { row, destinations } of intendedPackets(work, at, site).entries) {
      const sets = byRow.get(row)
      if (sets === undefined) byRow.set(row, [destinations])
      else sets.push(destinations)
    }
  }
  return packetSetOfRows([...byRow].map(([row, sets]) => ({ row, destinations: unionAll(sets) })))
}
