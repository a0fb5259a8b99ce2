/** Packets around what a list names: on either side of each address and port that stands in its text. */
import { formatAddress, parseAddress } from '@/lib/net/address'
import type { TriedListPacket } from './cases'

export type PlannedPacket = Omit<TriedListPacket, 'passes'>

const always = { 4: ['10.7.1.2', '192.0.2.9', '198.51.100.1'], 6: ['2001:db8::5', '2001:db8:1::9'] } as const
/** Ports that have a name somewhere. */
const named = [
  ...[
    7, 9, 13, 19, 20, 21, 22, 23, 25, 37, 42, 43, 49, 53, 67, 68, 69, 70, 79, 80, 88, 101, 109, 110, 111, 113, 119, 123,
  ],
  ...[
    135, 137, 138, 139, 143, 161, 162, 177, 179, 194, 195, 389, 434, 443, 496, 500, 512, 513, 514, 515, 517, 520, 521,
  ],
  ...[540, 543, 544, 554, 636, 1723, 1812, 1813, 2049, 4500, 5060, 15001, 15002],
]
const ports = [7, 22, 53, 80, 443, 514, 1024, 65535]
const protocolNumbers = [6, 17, 1, 58, 50, 47, 51, 89, 103, 132, 112, 4, 88, 94, 2]

/** Some `most` of them, evenly over all. */
export function packetsFor(text: string, family: 4 | 6, most: number): readonly PlannedPacket[] {
  const addresses = [...new Set([...addressesIn(text, family), ...always[family]])].slice(0, 14)
  const written = [...text.matchAll(/(?<![\d.:/a-f])\d{1,5}(?![\d.:/])/g)].map(([number]) => Number(number))
  const isNamed = /(?:eq|neq|gt|lt|range) [a-z]/.test(text)
  const near = [...new Set(written)].flatMap((port) => [port - 1, port, port + 1]).concat(isNamed ? named : [])
  const numbers = [...new Set([...near, ...ports])].filter((port) => port > 0 && port < 65536)
  const isAbout = (protocol: number): boolean => !(family === 4 ? protocol === 58 : protocol === 1)
  const services = protocolNumbers
    .filter(isAbout)
    .flatMap((protocol): Pick<PlannedPacket, 'protocol' | 'port' | 'icmpType' | 'icmpCode'>[] => {
      if (protocol === 6 || protocol === 17)
        return numbers.map((port) => ({ protocol, port, icmpType: 0, icmpCode: 0 }))
      if (protocol !== 1 && protocol !== 58) return [{ protocol, port: 0, icmpType: 0, icmpCode: 0 }]
      const types =
        family === 4 ? [0, 3, 4, 5, 8, 9, 10, 11, 12, 13, 14, 17, 18] : [1, 2, 3, 4, 128, 129, 133, 134, 135, 136]
      return types.flatMap((icmpType) =>
        [0, 1, 3, 4, 13].map((icmpCode) => ({ protocol, port: 0, icmpType, icmpCode })),
      )
    })
  // Few, as the sets of what passes are worked out for each anew.
  const from = numbers.filter((_, index) => index % Math.ceil(numbers.length / 5) === 0)
  return Array.from({ length: Math.max(most, services.length) }, (_, index) => {
    const service = services[index % services.length] ?? { protocol: 6, port: 80, icmpType: 0, icmpCode: 0 }
    const source = addresses[(7 * index + Math.floor(index / services.length)) % addresses.length] ?? ''
    const destination = addresses[(5 * index + Math.floor(index / addresses.length)) % addresses.length] ?? ''
    const port = from[(index + Math.floor(index / from.length)) % from.length] ?? 1024
    return { ...service, source, destination, from: port, to: port, pass: 'every', interface: 'Vlan9', way: 'out' }
  })
}

/** The same from several ports at once: from every one of them, or from some. */
export function fromSeveral(packets: readonly PlannedPacket[]): readonly PlannedPacket[] {
  return packets
    .filter(({ protocol }) => protocol === 6 || protocol === 17)
    .flatMap((packet, index) => {
      const first = Math.max(1, packet.from - 1)
      const range = { from: first, to: Math.min(65535, first + 2) }
      return [{ ...packet, ...range, pass: index % 2 === 0 ? 'every' : 'some' } as const]
    })
}

function addressesIn(text: string, family: 4 | 6): string[] {
  const pattern = family === 4 ? /\d+(?:\.\d+){3}/g : /[\da-f]*:[\da-f:]+/g
  return [...text.matchAll(pattern)].flatMap(([found]) => {
    const address = parseAddress(found)
    if (address === undefined) return []
    const last = family === 4 ? 2n ** 32n - 1n : 2n ** 128n - 1n
    return [address.value - 1n, address.value, address.value + 1n, address.value + 256n]
      .filter((value) => value >= 0n && value <= last)
      .map((value) => formatAddress({ family, value }))
  })
}
