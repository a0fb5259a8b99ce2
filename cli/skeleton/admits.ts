/** The packets that the box lets through, as sets: the product's semantics once, and fast. */
import { noPackets } from '@/lib/net/packet-set'
import type { Admitted } from '@/lib/targets/target'

export function admits(): Admitted {
  return { ruled: noPackets, always: [] }
}
