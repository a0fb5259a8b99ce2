/** The rules that a packet meets at one card, in order, groups unfolded and names followed. */
import type { Point } from '@/lib/site/point'
import type { Statement } from '../../target'
import type { ClusterConfig, GuestConfig, MatchRule, Rule, Service } from '../model'
import { type Addresses, type Names, resolveEnd } from './resolve'

export interface Stage {
  readonly at: Statement
  /** The line that brings the group in. */
  readonly via: Statement | undefined
  readonly action: 'allow' | 'deny'
  readonly services: readonly Service[]
  /** Everybody where undefined. */
  readonly source: Addresses | undefined
  readonly destination: Addresses | undefined
  /** Why it is not known which of these packets it matches. */
  readonly unknown: string | undefined
}

const noCluster = {}
const known = new WeakMap<object, WeakMap<GuestConfig, Map<string, readonly Stage[]>>>()

/** `cards`: how many the machine has, as the design draws it; the first is net0. */
export function stagesOf(
  cluster: ClusterConfig | undefined,
  guest: GuestConfig,
  direction: Point['direction'],
  cards: number,
): readonly Stage[] {
  const guests = known.get(cluster ?? noCluster) ?? new WeakMap<GuestConfig, Map<string, readonly Stage[]>>()
  known.set(cluster ?? noCluster, guests)
  const here = guests.get(guest) ?? new Map<string, readonly Stage[]>()
  guests.set(guest, here)
  const key = `${direction} ${cards}`
  const found = here.get(key) ?? unfold(cluster, guest, direction, cards)
  here.set(key, found)
  return found
}

function unfold(
  cluster: ClusterConfig | undefined,
  guest: GuestConfig,
  direction: Point['direction'],
  cards: number,
): readonly Stage[] {
  const wanted = direction === 'ingress' ? 'in' : 'out'
  const walk = (rules: readonly Rule[], names: Names, via: Statement | undefined, doubt: string | undefined): Stage[] =>
    rules.flatMap((rule) => {
      const on = doubt ?? doubtOfCard(rule.card, cards)
      if (rule.kind === 'match') return rule.direction === wanted ? [stageOf(rule, names, via, on)] : []
      const group = cluster?.groups.get(rule.group)
      return group === undefined ? [] : walk(group.rules, { cluster, guest: undefined }, rule.at, on)
    })
  return walk(guest.rules, { cluster, guest }, undefined, undefined)
}

function doubtOfCard(card: string | undefined, cards: number): string | undefined {
  if (card === undefined || (card === 'net0' && cards === 1)) return undefined
  return `it is for the card ${card} alone, and which addresses that has no file says`
}

function stageOf(rule: MatchRule, names: Names, via: Statement | undefined, doubt: string | undefined): Stage {
  let unknown = doubt
  const [source, destination] = [rule.source, rule.destination].map((end) => {
    if (end === undefined) return undefined
    const found = resolveEnd(end, names)
    if (found.kind === 'unknown') unknown ??= found.why
    return found.kind === 'addresses' ? found.addresses : undefined
  })
  if (rule.services.some(({ asksSourcePort }) => asksSourcePort)) unknown ??= 'it asks for a source port'
  const action = rule.action === 'ACCEPT' ? 'allow' : 'deny'
  return { at: rule.at, via, action, services: rule.services, source, destination, unknown }
}
