/** The card of a point, and who can send to it. */
import { setOfPrefixes } from '@/lib/net/address-set'
import { parsePrefix } from '@/lib/net/prefix'
import type { Point } from '@/lib/site/point'

/** No packet begins at such an address (RFC 1122); the product drops them before any rule. */
export const impossibleSources = setOfPrefixes(
  ['224.0.0.0/4', '255.255.255.255/32'].flatMap((text) => parsePrefix(text) ?? []),
)

export function pointId(member: string, vmid: number): string {
  return `vm/${member}/${vmid}`
}

export function vmidOfPoint(at: Point): number {
  return Number(/^vm\/[^/]+\/(\d+)(?:\/egress)?$/.exec(at.id)?.[1])
}
