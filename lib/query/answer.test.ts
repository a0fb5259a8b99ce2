import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Design, DesignInput } from '@/lib/design/design'
import { lowestAddress } from '@/lib/net/address-set'
import { formatPacket, type Packet } from '@/lib/net/packet'
import { hasPacket } from '@/lib/net/packet-set'
import { packetFieldsOfService } from '@/lib/net/service'
import { decidePolicy } from '@/lib/policy/decide-policy'
import { workAt } from '@/lib/policy/work'
import type { Point } from '@/lib/site/point'
import { arbitraryDesign } from '@/lib/testing/arbitrary-design'
import { boundaryAddresses, boundaryServices } from '@/lib/testing/cells'
import { type Draw, drawn } from '@/lib/testing/draw'
import { checkProperty } from '@/lib/testing/property'
import { sampleCount } from '@/lib/testing/samples'
import { sitesAsked } from '@/lib/testing/sites-asked'
import { exampleNames, readExample } from '@/lib/testing/subject'
import { analyseDesign } from '@/lib/verify/analyse'
import { type Answer, answerQuestion } from './answer'
import { checkExpectations } from './expectations'
import { makeQueryContext, type QueryContext } from './query-context'
import { parseQuestion } from './question'

function contextOf(design: Design, edits: Readonly<Record<string, string>> = {}): QueryContext {
  return makeQueryContext({ design, edits, analysis: analyseDesign({ design, edits }) })
}

function ask(text: string, context: QueryContext): Answer {
  const question = parseQuestion(text, context)
  if (!question.ok) throw new Error(question.problems.map((problem) => problem.message).join(' '))
  return answerQuestion(question.value, context)
}

describe('the questions of the examples keep their answers', () => {
  test.each(exampleNames)('%s', (name) => {
    const checked = checkExpectations(contextOf(readExample(name)))
    expect(checked.filter((one) => !one.met)).toEqual([])
  })
})

test('a box that lets a packet through on its own account is told from one whose files do', () => {
  const context = contextOf({ ...readExample('seed-001-talos-docs'), targets: { talos: {} } })
  const layersOf = (text: string) => ask(text, context).layers.map(({ verdict, byItself }) => [verdict, byItself])
  expect(layersOf('internet -> cp-1 icmp/8')).toEqual([['allow', true]])
  expect(layersOf('worker -> cp-1 kubernetes-api')).toEqual([['allow', false]])
  expect(layersOf('internet -> cp-1 etcd')).toEqual([['deny', false]])
})

describe('dual-stack-onprem', () => {
  const context = contextOf(readExample('dual-stack-onprem'))
  test.each([
    // Admins, by the table of the standard posture.
    ['198.51.100.7 -> cp-1 apid', 'allow'],
    ['198.51.100.7 -> gpu-1 apid', 'deny'],
    ['office-v6 -> cp-2 kubernetes-api', 'allow'],
    ['internet -> cp-1 kubernetes-api', 'deny'],
    // The cluster itself.
    ['worker -> controlplane trustd', 'allow'],
    ['worker -> controlplane etcd', 'deny'],
    ['controlplane -> controlplane etcd', 'allow'],
    ['controlplane -> worker apid', 'allow'],
    ['worker -> gpu-1 apid', 'deny'],
    ['general -> gpu-1 udp/4789', 'allow'],
    ['internet -> gpu-1 udp/4789', 'deny'],
    // The user's own.
    ['10.9.4.4 -> gpu-1 postgres', 'allow'],
    ['10.9.4.4 -> general tcp/5432', 'deny'],
    ['edge -> general tcp/30100', 'allow'],
    ['edge -> general tcp/30101', 'deny'],
    ['internet -> ingress tcp/443', 'allow'],
  ])('%s: %s', (text, want) => {
    const answer = ask(text, context)
    expect(answer.verdict).toBe(want)
    expect(answer.policy.verdict).toBe(want)
    expect(answer.disagree).toBe(false)
  })

  test.each([
    ['198.51.100.7 -> gpu-1 apid', 'apid/worker', 'source'],
    ['198.51.100.7 -> cp-1 tcp/2379', 'etcd/controlplane', 'source'],
    ['10.9.4.4 -> general tcp/5432', 'postgres/node:gpu-1', 'destination'],
    ['10.9.4.4 -> gpu-1 tcp/5433', 'postgres/node:gpu-1', 'port'],
    ['10.9.4.4 -> gpu-1 udp/5433', 'postgres/node:gpu-1', 'protocol'],
  ])('%s: nearest is %s, and its %s fails', (text, rule, fails) => {
    expect(ask(text, context).policy.nearest).toMatchObject({ rule, fails })
  })

  test('a packet that no target sees is decided by the policy, and marked', () => {
    const answer = ask(
      'cp-1 -> internet tcp/443',
      contextOf(readExample('dual-stack-onprem', { targets: { talos: {} } })),
    )
    expect(answer).toMatchObject({ verdict: 'allow', unseen: true, policy: { verdict: 'allow' } })
    expect(answer.layers.map((layer) => layer.verdict)).toEqual(['unseen'])
  })

  test('what the product admits by itself is allowed, and named', () => {
    const layer = ask('internet -> cp-1 icmp/8', context).layers.find(({ target }) => target === 'talos')
    expect(layer).toMatchObject({ verdict: 'allow', statements: [] })
    expect(layer?.because).toMatch(/ICMP/)
  })
})

describe('restricted egress', () => {
  const change: Partial<DesignInput> = { egress: { mode: 'restricted', dns: ['10.20.0.53'] }, targets: { talos: {} } }
  const context = contextOf(readExample('dual-stack-onprem', change))
  test.each([
    ['cp-1 -> 10.20.0.53 udp/53', 'allow'],
    ['cp-1 -> internet udp/53', 'deny'],
    ['cp-1 -> internet tcp/443', 'allow'],
    ['cp-1 -> internet tcp/25', 'deny'],
  ])('%s: %s, by the policy alone', (text, want) => {
    expect(ask(text, context)).toMatchObject({ verdict: want, unseen: true })
  })
})

test('a question about a changed file is answered from the change', () => {
  const design = readExample('seed-002-segmented')
  const files = analyseDesign({ design, edits: {} }).targets.flatMap((target) => target.files)
  const file = files.find((one) => one.use === 'apply' && one.text.includes('- 50000'))
  if (file === undefined) throw new Error('no file opens the Talos API')
  const context = contextOf(design, { [file.path]: file.text.replace('- 50000', '- 50009') })
  const answer = ask('controlplane -> controlplane tcp/50009', context)
  expect(answer).toMatchObject({ verdict: 'allow', policy: { verdict: 'deny' } })
  const layer = answer.layers.find(({ target }) => target === 'talos')
  expect(layer?.statements[0]).toMatchObject({ file: file.path, rule: null })
})

test('a file that cannot be read makes its layer depend', () => {
  const design = readExample('seed-001-talos-docs')
  const context = contextOf(design, { 'talos/worker.patch.yaml': 'nonsense: [' })
  const answer = ask('internet -> worker tcp/22', context)
  expect(answer.verdict).toBe('depends')
  expect(answer.layers[0]?.because).toContain('talos/worker.patch.yaml')
})

describe('an address in a network whose machines have no fixed ones', () => {
  const context = contextOf(readExample('seed-000-aws'))
  test.each([
    // trustd admits the group of workers: whether one of them has the address, nobody knows.
    ['10.0.2.7 -> control-plane tcp/50001', 'depends'],
    ['workers -> control-plane tcp/50001', 'allow'],
    // The kubelet admits the whole network besides.
    ['10.0.2.7 -> control-plane tcp/10250', 'allow'],
    ['10.0.2.7 -> control-plane tcp/2379', 'deny'],
    ['10.0.9.9 -> control-plane tcp/50001', 'deny'],
  ])('%s: %s', (text, want) => {
    expect(ask(text, context).verdict).toBe(want)
  })

  test('a filter that knows prefixes alone is certain', () => {
    const alone = contextOf(readExample('seed-000-aws', { targets: { talos: {} } }))
    expect(ask('10.0.2.7 -> control-plane tcp/50001', alone).verdict).toBe('allow')
  })
})

/** Packets at the bounds of a machine's rules, where an answer is most easily wrong. */
function drawPacket(draw: Draw, context: QueryContext): Packet | undefined {
  const points = context.layers.flatMap((layer) => layer.filter?.points ?? [])
  const at = workAt(context.policy, [draw.pick(points)], context.site).points[0]
  const destination = at === undefined ? undefined : lowestAddress(at.point.destinations)
  if (at === undefined || destination === undefined) return undefined
  const named = at.rules.flatMap((rule) => rule.sources[at.point.place])
  const family = [...named, ...context.site.podPrefixes].filter((prefix) => prefix.family === destination.family)
  const source = draw.pick(boundaryAddresses(family).filter((address) => address.family === destination.family))
  const service = packetFieldsOfService(draw.pick(boundaryServices(at, context.site)))
  const isStray = service.protocol === (destination.family === 4 ? 'icmpv6' : 'icmp')
  return isStray ? undefined : { source, destination, ...service, arrival: 'wire', phase: 'new' }
}

/** Machines that share an address are alternatives; what leaves one machine and enters another passes both. */
function verdictOfWays(
  points: readonly Point[],
  decisions: readonly (readonly { readonly verdict: string }[])[],
): string {
  const ways = (['egress', 'ingress'] as const).map(
    (way) =>
      new Set(
        decisions
          .filter((_, index) => points[index]?.direction === way)
          .flatMap((all) => all.map(({ verdict }) => verdict)),
      ),
  )
  if (ways.some((verdicts) => verdicts.size === 1 && verdicts.has('deny'))) return 'deny'
  return ways.some((verdicts) => verdicts.size > 1) ? 'depends' : 'allow'
}

test('every layer says what its target decides, and differs from the policy only with a reason', () => {
  const seen = { allow: 0, deny: 0, always: 0, gap: 0 }
  const arbitrary = fc.tuple(arbitraryDesign(), fc.nat(1_000_000))
  checkProperty(arbitrary, sampleCount(25, 500), ([any, start]) => {
    const design: Design = { ...any, egress: 'open' }
    const analysis = analyseDesign({ design, edits: {} })
    const context = makeQueryContext({ design, analysis })
    const gaps = analysis.targets.flatMap((target) => target.proof.gaps)
    const packets = fc.sample(
      drawn((draw) => drawPacket(draw, context)),
      { seed: start, numRuns: 20 },
    )
    for (const drawnPacket of packets) {
      if (drawnPacket === undefined) continue
      const text = formatPacket(drawnPacket)
      const question = parseQuestion(text, context)
      if (!question.ok) throw new Error(`${text}: ${question.problems.map((problem) => problem.message).join()}`)
      const { packet } = question.value
      expect(formatPacket(packet)).toBe(text)
      const answer = answerQuestion(question.value, context)
      for (const [index, layer] of answer.layers.entries()) {
        const source = context.layers[index]?.filter
        if (source === undefined || layer.verdict === 'unseen') continue
        const seeing = source.points.filter((point) => layer.points.includes(point.id))
        const decisions = seeing.map((point) =>
          sitesAsked(question.value, point.direction, context.site).map((site) =>
            source.filter.decide(source.model, point, site, packet),
          ),
        )
        expect(layer.verdict, text).toBe(verdictOfWays(seeing, decisions))
        seen[decisions[0]?.[0]?.verdict ?? 'deny']++
        // The policy knows prefixes, and no groups.
        if (decisions.some((all) => new Set(all.map(({ verdict: one }) => one)).size > 1)) continue
        // What the policy admits depends on the place: only inside a node does its default action count.
        const work = workAt(context.policy, seeing, context.site)
        const intended = work.points.map((at) => [decidePolicy(work, at, packet)])
        if (layer.verdict === verdictOfWays(seeing, intended)) continue
        // The policy and a file that is proved equal part only where the product has the last word, or a gap is said.
        if (layer.verdict === 'allow') {
          expect(layer.statements, text).toEqual([])
          seen.always++
        } else {
          const isExcused = gaps.some((gap) => hasPacket(gap.packets, packet))
          expect(isExcused, text).toBe(true)
          seen.gap++
        }
      }
    }
  })
  console.log(`layers: ${JSON.stringify(seen)}`)
  expect(seen.allow).toBeGreaterThan(20)
  expect(seen.deny).toBeGreaterThan(20)
})
