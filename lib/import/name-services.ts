/** Services as a reader takes them in: what is let through whole is said once, not by two hundred numbers. */
import type { Family } from '../net/address'
import { formatProtocol, hasPorts, protocolFromNumber, protocolNumber } from '../net/protocol'
import { protocolBlock, type ServiceInterval } from '../net/service'

/** Fewer whole protocols are told one by one. */
const fewest = 10
/** Left-out protocols that are still named. */
const mostNamed = 4
const protocols = Array.from({ length: 256 }, (_, number) => number)

export const everyProtocol = 'every protocol'

/** The ICMP that no packet of the other family carries. */
const icmpOf: Readonly<Record<Family, number>> = { 4: protocolNumber('icmp'), 6: protocolNumber('icmpv6') }

/**
 * `tcp/6443`, `udp/30000-32767`, `esp`, `every protocol but gre`; each interval lies in one protocol. `families` are
 * those of the packets.
 */
export function nameServices(services: readonly ServiceInterval[], families: readonly Family[]): string[] {
  const whole = new Set(services.filter(isWhole).map(protocolOf))
  if (whole.size < fewest) return services.map(serviceName)
  const single = services.filter((one) => !whole.has(protocolOf(one)))
  const told = new Set([...whole, ...single.map(protocolOf)])
  const foreign = ([4, 6] as const).filter((family) => !families.includes(family)).map((family) => icmpOf[family])
  const without = protocols.filter((protocol) => !told.has(protocol) && !foreign.includes(protocol))
  return [...single.map(serviceName), ...wordWhole([...whole], without, single.length > 0)]
}

function wordWhole(whole: readonly number[], without: readonly number[], isBesideOthers: boolean): string[] {
  if (without.length > mostNamed) {
    const named = whole.map(protocolFromNumber).filter((protocol) => typeof protocol !== 'number')
    return [...named, `${whole.length - named.length} more protocols`]
  }
  const every = isBesideOthers ? 'every other protocol' : everyProtocol
  const names = without.map((number) => formatProtocol(protocolFromNumber(number)))
  return [names.length === 0 ? every : `${every} but ${names.join(', ')}`]
}

/** Nobody listens on port 0, so a protocol without it is whole. */
function isWhole({ first, last }: ServiceInterval): boolean {
  const lowest = hasPorts(protocolFromNumber(protocolOf({ first, last }))) ? 1 : 0
  return first % protocolBlock <= lowest && last % protocolBlock === protocolBlock - 1
}

function protocolOf({ first }: ServiceInterval): number {
  return Math.floor(first / protocolBlock)
}

function serviceName({ first, last }: ServiceInterval): string {
  const protocol = protocolFromNumber(protocolOf({ first, last }))
  const [from, to] = [first % protocolBlock, last % protocolBlock]
  const isAll = from === 0 && to === protocolBlock - 1
  if (!hasPorts(protocol) || isAll) return formatProtocol(protocol)
  return `${formatProtocol(protocol)}/${from}${to === from ? '' : `-${to}`}`
}
