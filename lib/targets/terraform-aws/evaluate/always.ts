/**
 * What AWS lets out whatever the groups say.
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html
 */
import { allAddresses, setOfPrefixes } from '@/lib/net/address-set'
import type { Packet } from '@/lib/net/packet'
import { packetSetOfBoxes } from '@/lib/net/packet-set'
import { type Prefix, parsePrefix, prefixHasAddress } from '@/lib/net/prefix'
import { servicesOfPorts } from '@/lib/net/service'
import type { AlwaysOpen } from '../../target'

interface NeverFiltered extends AlwaysOpen {
  readonly matches: (packet: Packet) => boolean
}

function never(
  id: string,
  title: string,
  addresses: readonly string[],
  protocols: readonly ('tcp' | 'udp')[],
  port: number,
): NeverFiltered {
  const prefixes = addresses.flatMap((text): Prefix[] => {
    const prefix = parsePrefix(text)
    return prefix === undefined ? [] : [prefix]
  })
  const ports = [{ from: port, to: port }]
  return {
    id,
    title,
    source: 'https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html',
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

export const neverFiltered: readonly NeverFiltered[] = [
  never('aws-dns', 'The DNS resolver of AWS', ['169.254.169.253/32', 'fd00:ec2::253/128'], ['tcp', 'udp'], 53),
  never('aws-metadata', 'The instance metadata of AWS', ['169.254.169.254/32', 'fd00:ec2::254/128'], ['tcp'], 80),
  never('aws-time', 'The time service of AWS', ['169.254.169.123/32', 'fd00:ec2::123/128'], ['udp'], 123),
]
