/**
 * One packet through the rules of a box, one after the other as the box would: no sets, nothing remembered. It names the lines
 * for questions and witnesses, and referees the evaluation by sets.
 * @see https://man.freebsd.org/cgi/man.cgi?query=pf.conf
 */
import { formatAddress } from '@/lib/net/address'
import { formatService, isPossible, type Packet } from '@/lib/net/packet'
import { prefixHasAddress } from '@/lib/net/prefix'
import { serviceOfPacket } from '@/lib/net/service'
import { allow, deny } from '../../decision/decision'
import type { Decision } from '../../target'
import { unnamedInterface } from './interfaces'
import { type End, isBeside, isOn, type RouterBox, type Stage } from './stage'

/** What the product decides before the rules of a person, on one interface. */
export type DecideEarly = (key: string, packet: Packet) => Decision | undefined

/** `keys`: the interfaces that a point stands for; it lets in what any of them does. */
export function decideOn(box: RouterBox, keys: readonly string[], packet: Packet, early: DecideEarly): Decision {
  let denied: Decision | undefined
  for (const key of keys) {
    const decision = decideOnOne(box, key, packet, early)
    if (decision.verdict === 'allow') return decision
    denied ??= decision
  }
  return denied ?? deny('no interface of the box takes it in')
}

function decideOnOne(box: RouterBox, key: string, packet: Packet, early: DecideEarly): Decision {
  if (!isPossible(packet)) return deny('no packet mixes the two families so')
  if (packet.arrival !== 'wire') return deny('it never comes to the box')
  if (box.isOff) return allow('the packet filter of the box is switched off')
  if (packet.phase === 'reply') return allow('it answers a packet that was let through')
  const decided = early(key, packet)
  if (decided !== undefined) return decided
  const where = key === unnamedInterface ? 'any interface' : key
  const tabs = box.tabsOf(key)
  const inwards = box.stages.filter((stage) => stage.inbound && isOn(stage, tabs))
  const entered = lastMatch(inwards, packet)
  if (entered === undefined) {
    return deny(`no rule lets ${formatAddress(packet.source)} in on ${where} for ${formatService(packet)}`)
  }
  if (entered.action === 'block') return deny(`${entered.name} blocks it${onTabs([entered], where)}`, [entered.at])
  // By which interface it leaves is not known: a block on any other than its own may meet it.
  const outwards = box.stages.filter(
    (stage) => stage.outbound && isBeside(stage, tabs) && (stage.on === undefined || stage.action === 'block'),
  )
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
