/** Protocols between the same ends that are let through whole, said once: a hundred lines of numbers say nothing. */
import type { AddressSet } from '../net/address-set'
import { lowestAddress } from '../net/address-set'
import { type Protocol, protocolFromNumber } from '../net/protocol'
import { protocolBlock, type ServiceInterval } from '../net/service'

export interface ClassBox {
  readonly protocol: number
  readonly sources: AddressSet
  readonly destinations: AddressSet
  readonly services: readonly ServiceInterval[]
}

/** Packets of one protocol, or whole ones of every protocol but some. */
export interface FoldedBox {
  readonly box: ClassBox
  /** Defined where it stands for many protocols: those that it does not stand for. */
  readonly except?: readonly Protocol[]
}

/** Fewer are told one by one. */
const fewest = 10

/** All of one place and one pair of ends. */
export function foldProtocols(boxes: readonly ClassBox[]): FoldedBox[] {
  const whole = boxes.filter(isWhole)
  const [first] = whole
  if (first === undefined || whole.length < fewest) return boxes.map((box) => ({ box }))
  const folded = new Set(whole.map(({ protocol }) => protocol))
  const family = lowestAddress(first.sources)?.family ?? 4
  const except = Array.from({ length: 256 }, (_, number) => number)
    .filter((number) => !folded.has(number))
    .map(protocolFromNumber)
    // No packet of one family speaks the ICMP of the other.
    .filter((protocol) => protocol !== (family === 4 ? 'icmpv6' : 'icmp'))
  return [...boxes.filter((box) => !isWhole(box)).map((box) => ({ box })), { box: first, except }]
}

export function isWhole({ protocol, services }: ClassBox): boolean {
  const [only, ...more] = services
  const start = protocol * protocolBlock
  return more.length === 0 && only?.first === start && only.last === start + protocolBlock - 1
}
