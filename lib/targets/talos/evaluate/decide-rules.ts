/** One user rule and one packet, by comparing numbers only. */
import { type Address, type Family, families, lastAddress } from '@/lib/net/address'
import type { Packet } from '@/lib/net/packet'
import { lastOfPrefix, type Prefix, prefixHasAddress } from '@/lib/net/prefix'
import type { Statement } from '../../target'
import type { InstalledRule } from '../config'

export function namesPort(rule: InstalledRule, { protocol, port }: Packet): boolean {
  if (rule.protocol === undefined || rule.protocol !== protocol || port === undefined) return false
  return rule.ports.some(({ range }) => port >= range.from && port <= range.to)
}

/** In one of the rule's subnets, and in none of its excepts, whichever subnet they stand beside. */
export function namesSource(rule: InstalledRule, source: Address): boolean {
  return subnetsOf(rule).some((prefix) => prefixHasAddress(prefix, source)) && !isExcepted(rule, source)
}

function isExcepted(rule: InstalledRule, source: Address): boolean {
  return exceptsOf(rule).some((prefix) => prefixHasAddress(prefix, source))
}

function subnetsOf(rule: InstalledRule): Prefix[] {
  return (rule.sources ?? []).flatMap(({ list }) => list.entries.map(({ prefix }) => prefix))
}

function exceptsOf(rule: InstalledRule): Prefix[] {
  return (rule.sources ?? []).flatMap(({ list }) => list.entries.flatMap(({ except }) => except ?? []))
}

/** The lines that name the packet: its subnets, then its port. */
export function linesNaming(rule: InstalledRule, packet: Packet): Statement[] {
  const subnets = (rule.sources ?? []).flatMap(({ file, line, list }) =>
    list.entries
      .filter(({ prefix }) => prefixHasAddress(prefix, packet.source))
      .map((entry) => ({ file, line: line + entry.line })),
  )
  const port = packet.port ?? -1
  const ports = rule.ports.filter(({ range }) => port >= range.from && port <= range.to).map(({ at }) => at)
  return [...subnets, ...ports]
}

/** The lines that cut the source out of the rule. */
export function linesExcepting(rule: InstalledRule, source: Address): Statement[] {
  return (rule.sources ?? []).flatMap(({ file, line, list }) =>
    list.entries
      .filter(({ except }) => except !== undefined && prefixHasAddress(except, source))
      .map((entry) => ({ file, line: line + entry.exceptLine })),
  )
}

/**
 * The line for which the kernel refuses the whole firewall before Talos 1.12.5: a set that ends at the last address. A
 * rule that matches nobody, or in accept mode leaves nobody out, is not loaded at all. Ports may end at the last.
 */
export function unloadableLine(rule: InstalledRule): Statement | undefined {
  const ends = families.some(
    (family) => namesSource(rule, { family, value: lastAddress[family] }) && leavesOut(rule, family),
  )
  return ends ? rule.at : undefined
}

/** Whether any address of the family is not named; the first of them stands where a prefix starts or ends. */
function leavesOut(rule: InstalledRule, family: Family): boolean {
  const starts = [0n]
  for (const prefix of [...subnetsOf(rule), ...exceptsOf(rule)]) {
    if (prefix.family === family) starts.push(prefix.value, lastOfPrefix(prefix) + 1n)
  }
  return starts.some((value) => value <= lastAddress[family] && !namesSource(rule, { family, value }))
}
