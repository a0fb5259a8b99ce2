import { allAddresses, setOfPrefixes, setsMeet } from '../net/address-set'
import type { Arrival } from '../net/packet'
import { type Row, restrictRow, rowOfParts, wholeRow } from '../net/packet-row'
import { noPackets, type PacketSet, packetSetOfRows, subtractPackets, unionPackets } from '../net/packet-set'
import { packetsTo } from '../net/row-packets'
import { allServices } from '../net/service'
import { comparedArrivals } from '../policy/intended'
import type { Point } from '../site/point'
import type { Site } from '../site/site'
import { rememberOf } from '../text/remember'

/** Every new packet that passes the point; pods of the node itself have pod addresses. */
export function universeAt(point: Point, site: Site): PacketSet {
  const row = universeRow(point, site)
  const passing = point.sources === undefined ? row : restrictRow(row, point.sources)
  const packets = packetsTo(point.destinations, passing)
  return point.place === 'router' ? subtractPackets(packets, withinSubnets(point, site)) : packets
}

/** What never comes to a router: packets within one subnet. Of many subnets few are a point's sources. */
function withinSubnets({ sources = allAddresses, destinations }: Point, site: Site): PacketSet {
  const here = subnetsOf(site).filter(({ inside }) => setsMeet(inside, sources) && setsMeet(inside, destinations))
  return here.reduce((packets, { within }) => unionPackets(packets, within), noPackets)
}

const subnetsOf = rememberOf((site: Site) =>
  site.subnets.map(({ prefixes }) => {
    const inside = setOfPrefixes(prefixes)
    return { inside, within: packetSetOfRows([{ destinations: inside, row: wholeRow(inside) }]) }
  }),
)

const rows = new WeakMap<Site, Map<string, Row>>()

function universeRow(point: Point, site: Site): Row {
  let known = rows.get(site)
  if (known === undefined) {
    known = new Map()
    rows.set(site, known)
  }
  const found = known.get(point.place)
  if (found !== undefined) return found
  const pods = setOfPrefixes(site.podPrefixes)
  const row = rowOfParts(
    comparedArrivals(point.place).map((arrival: Arrival) => ({
      arrivals: [arrival],
      services: allServices,
      sources: arrival === 'pod' ? pods : allAddresses,
    })),
  )
  known.set(point.place, row)
  return row
}
