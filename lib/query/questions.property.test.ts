/**
 * Questions as people write them, at every kind of end and service: each layer must say what its own interpreter
 * decides about files that were read back for this test alone, and name the lines that decide.
 */
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Design } from '@/lib/design/design'
import { formatAddress } from '@/lib/net/address'
import { lowestAddress } from '@/lib/net/address-set'
import { formatPacket } from '@/lib/net/packet'
import { hasPacket } from '@/lib/net/packet-set'
import { formatProtocol, hasPorts } from '@/lib/net/protocol'
import type { Rule } from '@/lib/policy/rule'
import { buildSite } from '@/lib/site/build-site'
import type { Point } from '@/lib/site/point'
import { pointsOnRoute } from '@/lib/site/route'
import type { Site } from '@/lib/site/site'
import { targets } from '@/lib/targets/all'
import { isFilter } from '@/lib/targets/target'
import { arbitraryDesign } from '@/lib/testing/arbitrary-design'
import { boundaryAddresses } from '@/lib/testing/cells'
import { type Draw, drawn } from '@/lib/testing/draw'
import { checkProperty } from '@/lib/testing/property'
import { sampleCount } from '@/lib/testing/samples'
import { sitesAsked } from '@/lib/testing/sites-asked'
import { appliedFiles, modelOf, type Subject } from '@/lib/testing/subject'
import { piecesOf, verdictWithout } from '@/lib/testing/without-statements'
import { analyseDesign } from '@/lib/verify/analyse'
import { answerQuestion, type Layer } from './answer'
import { makeQueryContext, type QueryContext } from './query-context'
import { parseQuestion, type Question } from './question'

type Box = Pick<Subject, 'filter' | 'site' | 'files'> & { readonly points: readonly Point[]; readonly model: unknown }

const filters = targets.filter(isFilter)

/** The design for every product at once. Where the default is to accept, a line restricts rather than admits. */
function forEveryTarget(any: Design): Design {
  const design: Design = { ...any, talos: { ...any.talos, defaultAction: 'block' } }
  const site = buildSite(design)
  const options = filters.map((filter) => [filter.id, filter.suggestOptions?.(site) ?? {}])
  return { ...design, targets: Object.fromEntries(options) as Design['targets'] }
}

function boxesOf(design: Design, context: QueryContext, analysis: ReturnType<typeof analyseDesign>): Map<string, Box> {
  const { site } = context
  return new Map(
    filters.flatMap((filter): [string, Box][] => {
      const written = analysis.targets.find(({ id }) => id === filter.id)
      const options = filter.options.parse(design.targets[filter.id])
      const files = appliedFiles({ files: written?.files ?? [], gaps: [], problems: [] })
      const box = { filter, site, files }
      return [[filter.id, { ...box, points: filter.points(site, options), model: modelOf(box) }]]
    }),
  )
}

/** Half of the questions stay close to some rule, where an answer is most easily wrong. */
function drawQuestion(draw: Draw, { design, policy, site }: QueryContext): string {
  const rules = policy.rules.filter(({ direction }) => direction === 'ingress')
  const near = draw.chance(70) && rules.length > 0 ? draw.pick(rules) : undefined
  const bounds = boundaryAddresses(near?.sources[draw.pick(['guest', 'nic', 'router'] as const)] ?? []).map(
    formatAddress,
  )
  const names = [...site.members, ...site.subnets, ...design.loadBalancers].map(({ name }) => name)
  const words = ['internet', 'admin', 'nodes', 'pods', 'controlplane', 'worker', 'lb', ...names]
  const from = draw.chance(60) ? draw.pick(bounds) : draw.pick(words)
  const members = near === undefined ? site.members : site.members.filter(({ name }) => near.members.includes(name))
  const member = draw.pick(members.length === 0 ? site.members : members)
  const own = lowestAddress(member.own)
  const announced = design.loadBalancerIPs.map(({ name }) => name)
  const to = draw.chance(15)
    ? draw.pick(['controlplane', 'worker', 'pods', 'internet', ...announced])
    : draw.chance(50) && own !== undefined
      ? formatAddress(own)
      : member.name
  return `${from} -> ${to} ${near === undefined ? draw.pick(['tcp/22', 'udp/53', 'icmp/8', 'esp', 'etcd']) : serviceNear(draw, near)}`
}

function serviceNear(draw: Draw, { protocol, ports, listener }: Rule): string {
  if (protocol === 'any') return draw.pick(['tcp/443', 'udp/53'])
  const [range] = ports
  if (!hasPorts(protocol) || range === undefined) return /\s/.test(listener) ? formatProtocol(protocol) : listener
  const number = draw.pick([range.from, range.from, range.to, range.to, range.from - 1, range.to + 1])
  return `${String(protocol)}/${Math.min(65_535, Math.max(0, number))}`
}

/** What the interpreter says, point by point: a way out and a way in must both be open. */
function dullVerdict(question: Question, box: Box, site: Site): Layer['verdict'] {
  const { packet, source, destination } = question
  if (box.model === undefined) return 'depends'
  const meeting = destination.kind === 'announced' ? site.members.map(({ name }) => name) : destination.members
  const route = pointsOnRoute(box.points, packet, { source: source.members, destination: meeting }, site)
  if (route.length === 0) return 'unseen'
  const said = (direction: Point['direction']) =>
    route
      .filter((point) => point.direction === direction)
      .flatMap((point) =>
        sitesAsked(question, direction, site).map((one) => box.filter.decide(box.model, point, one, packet).verdict),
      )
  const ways = [said('egress'), said('ingress')].filter((verdicts) => verdicts.length > 0)
  if (ways.some((verdicts) => verdicts.every((verdict) => verdict === 'deny'))) return 'deny'
  return ways.some((verdicts) => verdicts.includes('deny')) ? 'depends' : 'allow'
}

/** False where the product admits the packet by itself, or none of the lines can be taken away. */
function checkLines({ packet }: Question, layer: Layer, box: Box, point: Point): boolean {
  // What the product admits by itself stays open whatever the lines say.
  const { always } = box.filter.admits(box.model, point, box.site)
  if (always.some(({ packets }) => hasPacket(packets, packet))) return false
  const told = (removed: Parameters<typeof verdictWithout>[3]): string => verdictWithout(box, point, packet, removed)
  const pieces = piecesOf(box, layer.statements)
  if (pieces.length === 0) return false
  const where = `${layer.target} ${point.id} ${formatPacket(packet)}`
  expect(told(pieces.flat()), `${where} without all of ${JSON.stringify(layer.statements)}`).toBe('deny')
  // A port and a source are needed both; two sources stand in for each other.
  const alternatives = pieces.filter((piece) => told(piece) === 'allow')
  for (const kept of alternatives) {
    const others = alternatives.filter((piece) => piece !== kept).flat()
    expect(told(others), `${where} with ${JSON.stringify(kept)} alone`).toBe('allow')
  }
  return true
}

test('query answers as the interpreter does, and names the lines that decide', { timeout: 3_600_000 }, () => {
  const seen = { questions: 0, refused: 0, allow: 0, deny: 0, depends: 0, unseen: 0, byLines: 0 }
  const run = fc.tuple(arbitraryDesign(), fc.nat(1_000_000))
  checkProperty(run, sampleCount(15, 400), ([any, start]) => {
    const design = forEveryTarget(any)
    const analysis = analyseDesign({ design, edits: {} })
    const context = makeQueryContext({ design, analysis })
    const boxes = boxesOf(design, context, analysis)
    const texts = fc.sample(
      drawn((draw) => drawQuestion(draw, context)),
      { seed: start, numRuns: 40 },
    )
    let tried = 0
    for (const text of texts) {
      const question = parseQuestion(text, context)
      if (!question.ok) {
        seen.refused++
        continue
      }
      seen.questions++
      const answer = answerQuestion(question.value, context)
      const dull = answer.layers.map((layer) => {
        const box = boxes.get(layer.target)
        if (box === undefined) throw new Error(`${layer.target} is no filter`)
        const verdict = dullVerdict(question.value, box, context.site)
        expect(layer.verdict, `${text}: ${layer.target}`).toBe(verdict)
        const [point, ...more] = box.points.filter(({ id }) => layer.points.includes(id))
        const isByLines = verdict === 'allow' && layer.statements.length > 0
        if (isByLines && point !== undefined && more.length === 0 && tried < 12) {
          if (checkLines(question.value, layer, box, point)) tried++
        }
        return verdict
      })
      const met = dull.filter((verdict) => verdict !== 'unseen')
      const verdict = met.includes('deny') ? 'deny' : met.includes('depends') ? 'depends' : 'allow'
      expect(answer.unseen).toBe(met.length === 0)
      expect(answer.verdict, text).toBe(met.length === 0 ? answer.policy.verdict : verdict)
      expect(answer.disagree, text).toBe(new Set(met).size > 1)
      seen[met.length === 0 ? 'unseen' : verdict]++
    }
    seen.byLines += tried
  })
  console.log(`questions: ${JSON.stringify(seen)}`)
  expect(seen.questions).toBeGreaterThan(sampleCount(300, 10_000))
  expect(seen.byLines).toBeGreaterThan(sampleCount(60, 3_000))
})
