/** Questions to a router that holds some files, asked of both of its evaluators at once. */
import { expect } from 'vitest'
import type { Design } from '@/lib/design/design'
import { allAddresses } from '@/lib/net/address-set'
import { hasPacket, unionPackets } from '@/lib/net/packet-set'
import { answerQuestion } from '@/lib/query/answer'
import { makeQueryContext } from '@/lib/query/query-context'
import { parseQuestion } from '@/lib/query/question'
import type { Point } from '@/lib/site/point'
import type { Site } from '@/lib/site/site'
import type { Filter } from '@/lib/targets/target'
import { analyseDesign } from '@/lib/verify/analyse'
import { packetOf } from './packet-text'

type Evaluator<Model> = Pick<Filter<unknown, Model>, 'admits' | 'decide' | 'uninterpreted'>

/** `allow` or `deny`, by both evaluators; `unknown` where a rule that is not read may decide. */
export function routerVerdict<Model>(
  { admits, decide, uninterpreted }: Evaluator<Model>,
  model: Model | undefined,
  site: Site,
  text: string,
  key: string,
): 'allow' | 'deny' | 'unknown' {
  if (model === undefined) throw new Error('the box holds nothing')
  const point: Point = {
    id: `interface/${key}`,
    place: 'router',
    direction: 'ingress',
    destinations: allAddresses,
    interfaces: { only: [key] },
  }
  const packet = packetOf(text)
  const { verdict } = decide(model, point, site, packet)
  const { ruled, always } = admits(model, point, site)
  const set = always.reduce((packets, entry) => unionPackets(packets, entry.packets), ruled)
  const isOpen = (uninterpreted?.(model, point, site) ?? []).some((entry) => hasPacket(entry.packets, packet))
  if (isOpen) return 'unknown'
  expect(hasPacket(set, packet) ? 'allow' : 'deny', `${text} by sets and by steps`).toBe(verdict)
  return verdict
}

/** What the layer of one target answers to a question about a design. */
export function routerLayer(id: string, design: Design): (text: string) => string {
  const context = makeQueryContext({ design, analysis: analyseDesign({ design, edits: {} }) })
  return (text) => {
    const question = parseQuestion(text, context)
    if (!question.ok) throw new Error(question.problems.map(({ message }) => message).join(' '))
    return answerQuestion(question.value, context).layers.find(({ target }) => target === id)?.verdict ?? 'none'
  }
}
