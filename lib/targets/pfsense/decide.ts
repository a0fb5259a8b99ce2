/**
 * One packet through the rules of the box, one after the other as pf would: no sets, nothing remembered. It names the lines
 * for questions and witnesses, and referees `admits`.
 * @see https://github.com/pfsense/pfsense/blob/master/src/etc/inc/filter.inc
 */
import { formatAddress } from '@/lib/net/address'
import { formatService, type Packet } from '@/lib/net/packet'
import { parsePrefix, prefixHasAddress } from '@/lib/net/prefix'
import { serviceOfPacket } from '@/lib/net/service'
import type { Point } from '@/lib/site/point'
import type { Site } from '@/lib/site/site'
import type { Decision, Statement } from '../target'
import { interfacesAt, unnamedInterface } from './evaluate/interfaces'
import { rulesetOf } from './evaluate/ruleset'
import { type End, isOn, type Ruleset, type Stage, tabsOf } from './evaluate/stage'
import type { PfModel } from './model'

export function decide(model: PfModel, at: Point, _site: Site, packet: Packet): Decision {
  const ruleset = rulesetOf(model)
  let denied: Decision | undefined
  for (const key of interfacesAt(ruleset, at)) {
    const decision = decideOn(ruleset, key, packet)
    if (decision.verdict === 'allow') return decision
    denied ??= decision
  }
  return denied ?? deny('no interface of the box takes it in')
}

function allow(because: string, statements: readonly Statement[] = []): Decision {
  return { verdict: 'allow', statements, because }
}

function deny(because: string, statements: readonly Statement[] = []): Decision {
  return { verdict: 'deny', statements, because }
}

function decideOn(ruleset: Ruleset, key: string, packet: Packet): Decision {
  const { box, stages } = ruleset
  if (packet.source.family !== packet.destination.family) return deny('no packet mixes the two families so')
  if (packet.protocol === (packet.source.family === 4 ? 'icmpv6' : 'icmp')) return deny('no packet mixes the two so')
  if (packet.arrival !== 'wire') return deny('it never comes to the box')
  if (box?.filterDisabled === true) return allow('the packet filter of the box is switched off')
  if (packet.phase === 'reply') return allow('it answers a packet that was let through')
  const early = decideEarly(ruleset, key, packet)
  if (early !== undefined) return early
  const where = key === unnamedInterface ? 'any interface' : key
  const tabs = tabsOf(key, box)
  const inwards = stages.filter((stage) => stage.inbound && isOn(stage, tabs))
  const entered = lastMatch(inwards, packet)
  if (entered === undefined) {
    return deny(`no rule lets ${formatAddress(packet.source)} in on ${where} for ${formatService(packet)}`)
  }
  if (entered.action === 'block') return deny(`${entered.name} blocks it${onTabs([entered], where)}`, [entered.at])
  // By which interface it leaves is not known: a block on any other than its own may meet it.
  const outwards = stages.filter((stage) => {
    const isElsewhere = stage.on === undefined || [...stage.on].some((tab) => !tabs.has(tab))
    return stage.outbound && isElsewhere && (stage.on === undefined || stage.action === 'block')
  })
  const left = lastMatch(outwards, packet)
  if (left?.action === 'block') return deny(`${left.name} blocks it on its way out`, [left.at])
  const letting = passesOf(inwards, packet)
  const names = [...new Set(letting.map(({ name }) => name))].join(' and ')
  return allow(
    `${names} ${letting.length === 1 ? 'lets' : 'let'} it in${onTabs(letting, where)}`,
    letting.map(({ at }) => at),
  )
}

/** Rules for every interface say the same of each. */
function onTabs(stages: readonly Stage[], where: string): string {
  return stages.every(({ on }) => on === undefined) ? '' : ` on ${where}`
}

/** Every rule that lets the packet in: the first decides, and those behind it would if it were gone. */
function passesOf(stages: readonly Stage[], packet: Packet): Stage[] {
  const found: Stage[] = []
  for (const stage of stages) {
    if (stage.unknown !== undefined || !matches(stage, packet)) continue
    if (stage.action === 'pass') found.push(stage)
    else if (stage.quick) break
  }
  return found
}

/** What pfSense decides before the rules of a person. */
function decideEarly({ box }: Ruleset, key: string, { source, destination, ...packet }: Packet): Decision | undefined {
  if (box?.v6Allowed === false && source.family === 6) return deny('IPv6 is switched off on the box')
  const linkLocal = parsePrefix('169.254.0.0/16')
  if (box?.linkLocalAllowed !== true && linkLocal !== undefined) {
    const isHere = prefixHasAddress(linkLocal, source) || prefixHasAddress(linkLocal, destination)
    if (isHere) return deny('pfSense drops IPv4 link-local addresses')
  }
  if (packet.protocol === 'icmpv6' && [1, 2, 135, 136].includes(packet.icmpType ?? 0)) {
    return allow('pfSense always lets these ICMPv6 messages through')
  }
  if ((packet.protocol === 'tcp' || packet.protocol === 'udp') && packet.port === 0) {
    return deny('pfSense drops packets to port 0')
  }
  if (box?.interfaces.get(key)?.blocksPrivate === true) {
    const texts = ['10.0.0.0/8', '127.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7']
    const found = texts.some((text) => {
      const prefix = parsePrefix(text)
      return prefix !== undefined && prefixHasAddress(prefix, source)
    })
    const at = box.interfaces.get(key)?.at
    if (found) return deny(`${key} blocks private networks`, at === undefined ? [] : [at])
  }
  return undefined
}

function lastMatch(stages: readonly Stage[], packet: Packet): Stage | undefined {
  let last: Stage | undefined
  for (const stage of stages) {
    if (stage.unknown !== undefined || !matches(stage, packet)) continue
    if (stage.quick) return stage
    last = stage
  }
  return last
}

function matches(stage: Stage, packet: Packet): boolean {
  const { family } = packet.source
  if (!stage.families.includes(family)) return false
  const service = serviceOfPacket(packet)
  return (
    stage.services[family].some(({ first, last }) => service >= first && service <= last) &&
    isIn(stage.source, packet.source) &&
    isIn(stage.destination, packet.destination)
  )
}

function isIn({ negated, prefixes }: End, address: Packet['source']): boolean {
  if (prefixes === undefined) return true
  return prefixes.some((prefix) => prefixHasAddress(prefix, address)) !== negated
}
