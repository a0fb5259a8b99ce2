/** Every rule that some variant of the files needs, each once as EC2 counts them, with the variants that need it. */

import { formatPrefix } from '@/lib/net/prefix'
import { onPrincipal } from '@/lib/policy/draft'
import type { Rule } from '@/lib/policy/rule'
import type { Work } from '@/lib/policy/work'
import type { Presence } from '../switches'
import { groupsNamed, type Peer, type PeerContext, peersOf } from './peers'
import { type Service, serviceKey, servicesOf } from './services'

export interface Slot {
  readonly group: string
  readonly direction: Rule['direction']
  readonly service: Service
  readonly peer: Peer
  readonly presence: Presence
  /** The rules that it stands for: the first gives it its name. */
  readonly rules: readonly Rule[]
}

interface Draft extends Omit<Slot, 'presence' | 'rules'> {
  readonly presence: boolean[]
  readonly rules: Map<string, Rule>
}

/** `works`: one for each variant, in their order; what `own`, the design itself, needs comes first. */
export function collectSlots(
  works: readonly Work[],
  own: number,
  contextOf: (work: Work) => PeerContext,
): readonly Slot[] {
  const drafts = new Map<string, Draft>()
  const entries = [...works.entries()].sort(([a], [b]) => Number(b === own) - Number(a === own))
  for (const [variant, work] of entries) {
    const context = contextOf(work)
    for (const rule of rulesAt(work)) {
      const peers = peersOf(rule, context)
      for (const group of groupsNamed(onPrincipal(rule.on), context.groups)) {
        for (const service of servicesOf(rule)) {
          for (const peer of peers) add(drafts, { group, service, peer, rule, variant, variants: works.length })
        }
      }
    }
  }
  return [...drafts.values()].map((draft) => ({ ...draft, rules: [...draft.rules.values()] }))
}

interface Addition {
  readonly group: string
  readonly service: Service
  readonly peer: Peer
  readonly rule: Rule
  readonly variant: number
  readonly variants: number
}

function add(drafts: Map<string, Draft>, { group, service, peer, rule, variant, variants }: Addition): void {
  const { direction } = rule
  const key = `${group} ${direction} ${serviceKey(service)} ${peerKey(peer)}`
  let draft = drafts.get(key)
  if (draft === undefined) {
    draft = { group, direction, service, peer, presence: new Array<boolean>(variants).fill(false), rules: new Map() }
    drafts.set(key, draft)
  }
  draft.presence[variant] = true
  if (!draft.rules.has(rule.id)) draft.rules.set(rule.id, rule)
}

function peerKey(peer: Peer): string {
  return peer.kind === 'prefix' ? formatPrefix(peer.prefix) : peer.kind === 'group' ? `group ${peer.group}` : peer.kind
}

/** The rules at the target's points, each once, in the order of the policy. */
function rulesAt(work: Work): readonly Rule[] {
  const lists = new Set(work.points.map((at) => at.rules))
  const here = new Set([...lists].flat())
  return work.policy.rules.filter((rule) => here.has(rule))
}
