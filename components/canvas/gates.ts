/** Where the gates of the networks stand, and which of them the question in the header finds raised or fallen. */
import { useMemo } from 'react'
import { useAnalysis } from '@/components/state/engine'
import { useQuestion } from '@/components/state/question'
import type { Answer } from '@/lib/query/answer'

export type GateState = 'idle' | 'raised' | 'fallen'

export interface Gates {
  /** Whether some product filters inside each machine. */
  readonly insideNodes: boolean
  /** By chip: `node:cp-1`. */
  readonly asked: ReadonlyMap<string, GateState>
  /** Chips of the machines that the question comes from. */
  readonly sources: ReadonlySet<string>
}

/** A point of a machine is called `node/cp-1`, its chip `node:cp-1`. */
function chipOfPoint(point: string): string {
  return point.replace('/', ':')
}

function gatesOf(answer: Answer | undefined, insideNodes: boolean): Gates {
  const asked = new Map<string, GateState>()
  for (const layer of answer?.layers ?? []) {
    if (layer.place !== 'guest' || (layer.verdict !== 'allow' && layer.verdict !== 'deny')) continue
    for (const point of layer.points) {
      const chip = chipOfPoint(point)
      // One product that denies is a fallen gate, whatever another one says.
      if (asked.get(chip) !== 'fallen') asked.set(chip, layer.verdict === 'allow' ? 'raised' : 'fallen')
    }
  }
  const sources = answer?.question.source.members.flatMap((name) => [`node:${name}`, `pool:${name}`]) ?? []
  return { insideNodes, asked, sources: new Set(sources) }
}

export function useGates(): Gates {
  const insideNodes = useAnalysis()?.targets.some((target) => target.place === 'guest') === true
  const reply = useQuestion((state) => state.reply)
  return useMemo(() => gatesOf(reply?.ok === true ? reply.answer : undefined, insideNodes), [reply, insideNodes])
}
