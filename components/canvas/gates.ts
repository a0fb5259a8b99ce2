/** Where the gates of the networks stand, and which of them the question in the header finds raised or fallen. */
import { useMemo } from 'react'
import { useDesign } from '@/components/state/design-store'
import { useQuestion } from '@/components/state/question'
import type { SentAnalysis } from '@/components/state/sent-analysis'
import type { Design, Place } from '@/lib/design/design'
import type { Answer } from '@/lib/query/answer'
import type { TargetAnalysis } from '@/lib/verify/analysis'

export type GateState = 'idle' | 'raised' | 'fallen'

/** Inside the machine, at its network card, at the edge of its network. */
export interface Gates {
  /** Chips of the machines that the question comes from. */
  readonly sources: ReadonlySet<string>
  /** The gate of a place before a member in a subnet; undefined where nothing filters there. */
  readonly stateAt: (place: Place, subnet: string, member?: string) => GateState | undefined
}

type Standing = Pick<TargetAnalysis, 'id' | 'place'>

export function gatesOf(targets: readonly Standing[], design: Design, answer: Answer | undefined): Gates {
  const standing = new Map<Place, ((subnet: string) => boolean)[]>()
  for (const { id, place } of targets) {
    if (place === undefined) continue
    const { subnets } = design.targets[id] ?? {}
    const stands = (subnet: string) => !Array.isArray(subnets) || subnets.includes(subnet)
    standing.set(place, [...(standing.get(place) ?? []), stands])
  }
  const asked = askedGates(design, answer)
  const sources = answer?.question.source.members.flatMap((name) => [`node:${name}`, `pool:${name}`]) ?? []
  return {
    sources: new Set(sources),
    stateAt: (place, subnet, member) => {
      const state = asked.get(`${place} ${place === 'router' ? subnet : member}`)
      if (state !== undefined) return state
      return standing.get(place)?.some((stands) => stands(subnet)) === true ? 'idle' : undefined
    },
  }
}

/** By place and member, or by place and subnet for a router, which a packet meets at the edge of where it goes. */
function askedGates(design: Design, answer: Answer | undefined): ReadonlyMap<string, GateState> {
  const asked = new Map<string, GateState>()
  for (const { place, verdict, points } of answer?.layers ?? []) {
    if (place === undefined || (verdict !== 'allow' && verdict !== 'deny')) continue
    const ends =
      place === 'router' ? subnetsOf(design, answer?.question.destination.members ?? []) : points.map(memberOf)
    for (const end of ends) {
      const key = `${place} ${end}`
      // One product that denies is a fallen gate, whatever another one says.
      if (asked.get(key) !== 'fallen') asked.set(key, verdict === 'allow' ? 'raised' : 'fallen')
    }
  }
  return asked
}

/** `node/cp-1`, `nic/cp-1/egress` → `cp-1`. */
function memberOf(point: string): string {
  return point.split('/')[1] ?? point
}

function subnetsOf(design: Design, members: readonly string[]): string[] {
  const machines = [...design.nodes, ...design.pools]
  return machines.filter(({ name }) => members.includes(name)).map(({ subnet }) => subnet)
}

const none: readonly Standing[] = []

export function useGates(analysis: SentAnalysis | undefined): Gates {
  const design = useDesign()
  const targets = analysis?.targets ?? none
  const reply = useQuestion((state) => state.reply)
  return useMemo(
    () => keptGates(targets, design, reply?.ok === true ? reply.answer : undefined),
    [targets, design, reply],
  )
}

/** The same gates as before as long as they stand where they stood, so that no lane is drawn again for them. */
let kept: { readonly described: string; readonly gates: Gates } | undefined

function keptGates(targets: readonly Standing[], design: Design, answer: Answer | undefined): Gates {
  const standing = targets.map(({ id, place }) => [place, design.targets[id]?.subnets])
  const sources = answer?.question.source.members
  const described = JSON.stringify([standing, [...askedGates(design, answer)], sources])
  if (kept?.described !== described) kept = { described, gates: gatesOf(targets, design, answer) }
  return kept.gates
}
