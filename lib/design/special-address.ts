/** Addresses that no machine of a cluster can have. */
import { type Address, parseAddress } from '@/lib/net/address'
import { type Prefix, parsePrefix, prefixContains, prefixHasAddress } from '@/lib/net/prefix'

interface SpecialRange {
  readonly title: string
  readonly prefix: Prefix
}

function range(title: string, text: string): SpecialRange {
  const prefix = parsePrefix(text)
  if (prefix === undefined) throw new Error(`not a prefix: ${text}`)
  return { title, prefix }
}

/** @see https://www.iana.org/assignments/iana-ipv4-special-registry and iana-ipv6-special-registry */
const specialRanges: readonly SpecialRange[] = [
  range('an address of "this network"', '0.0.0.0/8'),
  range('a loopback address', '127.0.0.0/8'),
  range('a link-local address', '169.254.0.0/16'),
  range('a multicast address', '224.0.0.0/4'),
  range('a reserved address', '240.0.0.0/4'),
  range('the unspecified address', '::/128'),
  range('a loopback address', '::1/128'),
  range('an IPv4 address in IPv6 notation', '::ffff:0:0/96'),
  range('a link-local address', 'fe80::/10'),
  range('a multicast address', 'ff00::/8'),
]
const broadcast = parseAddress('255.255.255.255')

/** `a loopback address`, or undefined for one that a machine may have. */
export function specialAddress(address: Address): string | undefined {
  if (broadcast !== undefined && address.family === 4 && address.value === broadcast.value)
    return 'the broadcast address'
  return specialRanges.find(({ prefix }) => prefixHasAddress(prefix, address))?.title
}

/** The same for a prefix that lies in such a range as a whole. */
export function specialPrefix(prefix: Prefix): string | undefined {
  return specialRanges.find((special) => prefixContains(special.prefix, prefix))?.title
}

/** The first or last address of an IPv4 subnet, which is no host's; /31 and /32 have none (RFC 3021). */
export function networkEdge(prefix: Prefix, address: Address): string | undefined {
  if (prefix.family !== 4 || prefix.length >= 31 || !prefixHasAddress(prefix, address)) return undefined
  if (address.value === prefix.value) return 'the network address'
  return address.value === prefix.value + (1n << BigInt(32 - prefix.length)) - 1n ? 'the broadcast address' : undefined
}
