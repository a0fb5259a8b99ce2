/** Allow or deny, layer by layer, as the files of each box say it (SPEC 7). */
import type { Place } from '../design/design'
import { hasPacket } from '../net/packet-set'
import type { Point } from '../site/point'
import { pointsOnRoute } from '../site/route'
import type { Site } from '../site/site'
import type { AlwaysOpen, Statement } from '../targets/target'
import { answerByPolicy, type PolicyAnswer } from './policy-answer'
import type { FilterSource, LayerSource, QueryContext } from './query-context'
import type { Question } from './question'
import { siteWithoutGuess } from './unknown-machine'

export type LayerVerdict = 'allow' | 'deny' | 'unseen' | 'depends'

interface DecidingStatement extends Statement {
  /** The rule that the line stands for; null where the file is not as it was written. */
  readonly rule: string | null
}

export interface Layer {
  readonly target: string
  readonly title: string
  readonly place: Place | undefined
  readonly verdict: LayerVerdict
  /** The points that saw the packet. */
  readonly points: readonly string[]
  readonly statements: readonly DecidingStatement[]
  /** Let through by the product on its own account: no line of a file does, and none can take it back. */
  readonly byItself: boolean
  readonly because: string
}

/** A word of a question may stand for many machines, and a packet goes to one of them. */
export interface StandIn {
  readonly word: string
  /** The machine that the answer is about, or the address of a network that no machine has. */
  readonly asked: string
  readonly isMachine: boolean
  /** All that the word stands for. */
  readonly machines: number
  /** How many of the others were asked the same. */
  readonly compared: number
  readonly otherwise: readonly { readonly name: string; readonly verdict: Answer['verdict'] }[]
}

export interface Answer {
  readonly question: Question
  readonly verdict: Exclude<LayerVerdict, 'unseen'>
  /** No listed target sees the packet, so the policy alone decides. */
  readonly unseen: boolean
  /** Layers that see the packet differ. */
  readonly disagree: boolean
  readonly layers: readonly Layer[]
  readonly policy: PolicyAnswer
  /** Where words of the question stand for several machines; filled in by `answerForAll`. */
  readonly standIns?: readonly StandIn[]
}

export function answerQuestion(question: Question, context: QueryContext): Answer {
  const policy = answerByPolicy(question, context.policy, context.site)
  const layers = context.layers.map((source) => answerLayer(question, source, context))
  const seen = layers.map((layer) => layer.verdict).filter((verdict) => verdict !== 'unseen')
  const verdict = seen.includes('deny') ? 'deny' : seen.includes('depends') ? 'depends' : 'allow'
  return {
    question,
    verdict: seen.length === 0 ? policy.verdict : verdict,
    unseen: seen.length === 0,
    disagree: new Set(seen).size > 1,
    layers,
    policy,
  }
}

function answerLayer(question: Question, { target, title, filter }: LayerSource, context: QueryContext): Layer {
  const place = filter?.filter.meta.place
  const layer = (verdict: LayerVerdict, because: string, rest: Partial<Layer> = {}): Layer => ({
    target,
    title,
    place,
    verdict,
    points: [],
    statements: [],
    byItself: false,
    because,
    ...rest,
  })
  if (filter === undefined) return layer('unseen', `${title} filters no packets.`)
  if (filter.model === undefined) {
    const [why] = filter.problems
    return layer('depends', why === undefined ? 'Its files were not read.' : `Not read: ${why.at}: ${why.message}`)
  }
  const { source, destination, packet } = question
  // Whichever machine announces the address today, its filter is the one that meets the packet.
  const isAnnounced = destination.kind === 'announced'
  const meeting = isAnnounced ? context.site.members.map((member) => member.name) : destination.members
  const ends = { source: source.members, destination: meeting }
  const points = pointsOnRoute(filter.points, packet, ends, context.site)
  if (points.length === 0) return layer('unseen', 'The packet passes no point of this target.')
  // Whom a way in admits is the source, whom a way out admits the destination.
  const sites = {
    ingress: [context.site, ...siteWithoutGuess(source, context.site)],
    egress: [context.site, ...siteWithoutGuess(destination, context.site)],
  }
  const decided = points.map((point) =>
    sites[point.direction].map((site) => decideAt(question, point, site, filter, context)),
  )
  const decisions = decided.flat()
  const ids = points.map((point) => point.id)
  // Machines that share an address are alternatives; a way in and a way out must both be open.
  const directions = (['egress', 'ingress'] as const).map((direction) =>
    decided.filter((_, index) => points[index]?.direction === direction).flat(),
  )
  const verdicts = directions.filter((group) => group.length > 0).map(verdictOfAlternatives)
  const verdict = verdicts.includes('deny') ? 'deny' : verdicts.includes('depends') ? 'depends' : 'allow'
  const telling = decisions.filter((decision) => verdict === 'depends' || decision.verdict === verdict)
  const isUnknown = verdict === 'depends' && decided.some((both) => verdictOfAlternatives(both) === 'depends')
  const reasons = [...(isUnknown ? [unknownMachine] : []), ...new Set(telling.map((decision) => decision.because))]
  const byItself = verdict === 'allow' && telling.every((decision) => decision.byItself)
  return layer(verdict, reasons.join(' '), { points: ids, statements: uniqueStatements(telling), byItself })
}

const unknownMachine = 'It depends on which machine has the address, and the design does not say.'

interface PointDecision {
  readonly verdict: 'allow' | 'deny'
  readonly statements: readonly DecidingStatement[]
  readonly byItself: boolean
  readonly because: string
}

function decideAt(
  question: Question,
  point: Point,
  site: Site,
  source: FilterSource,
  { site: drawn, policy }: QueryContext,
): PointDecision {
  const { filter, model, files } = source
  const { packet } = question
  const decision = filter.decide(model, point, site, packet)
  const ruleAt = ({ file, line }: Statement): string | null => {
    const ids = files.get(file)?.lineRules[line - 1] ?? []
    const here = policy.rules.filter((rule) => ids.includes(rule.id))
    return here.find((rule) => rule.members.some((name) => name === point.member))?.id ?? ids[0] ?? null
  }
  const statements = decision.statements.map((statement) => ({ ...statement, rule: ruleAt(statement) }))
  const decided = { verdict: decision.verdict, statements, byItself: false, because: decision.because }
  if (statements.length > 0) return decided
  const open = filter.admits(model, point, drawn).always.find((entry: AlwaysOpen) => hasPacket(entry.packets, packet))
  return open === undefined ? decided : { verdict: 'allow', statements, byItself: true, because: open.title }
}

function verdictOfAlternatives(decisions: readonly PointDecision[]): Exclude<LayerVerdict, 'unseen'> {
  const verdicts = new Set(decisions.map((decision) => decision.verdict))
  return verdicts.size > 1 ? 'depends' : verdicts.has('deny') ? 'deny' : 'allow'
}

function uniqueStatements(decisions: readonly PointDecision[]): DecidingStatement[] {
  const byPlace = new Map(
    decisions.flatMap((decision) => decision.statements).map((one) => [`${one.file}:${one.line}`, one]),
  )
  return [...byPlace.values()]
}
