/** Addresses that read as "somebody out there": documentation ranges first (RFC 5737, RFC 3849). */
import { type Address, parseAddress } from './address'

export const strangerAddresses: readonly Address[] = [
  '203.0.113.9',
  '198.51.100.9',
  '192.0.2.9',
  '8.8.8.8',
  '2001:db8:ffff::9',
  '2600::9',
].flatMap((text) => parseAddress(text) ?? [])
