/** Services of a cloud that its filters let machines reach, whatever the rules say. */
import { allAddresses, setOfPrefixes } from '@/lib/net/address-set'
import type { Packet } from '@/lib/net/packet'
import { packetSetOfBoxes } from '@/lib/net/packet-set'
import { type Prefix, parsePrefix, prefixHasAddress } from '@/lib/net/prefix'
import { servicesOfPorts } from '@/lib/net/service'
import type { AlwaysOpen } from '../../target'

export interface NeverFiltered extends AlwaysOpen {
  readonly matches: (packet: Packet) => boolean
}

interface Service extends Pick<AlwaysOpen, 'id' | 'title' | 'source'> {
  readonly addresses: readonly string[]
  readonly protocols: readonly ('tcp' | 'udp')[]
  readonly port: number
}

export function neverFilter({ id, title, source, addresses, protocols, port }: Service): NeverFiltered {
  const prefixes = addresses.flatMap((text): Prefix[] => {
    const prefix = parsePrefix(text)
    return prefix === undefined ? [] : [prefix]
  })
  const ports = [{ from: port, to: port }]
  return {
    id,
    title,
    source,
    packets: packetSetOfBoxes([
      {
        arrivals: ['wire'],
        services: protocols.flatMap((protocol) => servicesOfPorts(protocol, ports)),
        sources: allAddresses,
        destinations: setOfPrefixes(prefixes),
      },
    ]),
    matches: (packet) =>
      packet.arrival === 'wire' &&
      protocols.some((protocol) => protocol === packet.protocol) &&
      packet.port === port &&
      prefixes.some((prefix) => prefixHasAddress(prefix, packet.destination)),
  }
}
