import type { Design } from '@/lib/design/design'
import { diffDesigns, summariseDiff } from '@/lib/diff/diff'
import { decidedAt, diffMarkdown, serviceOfClass } from '@/lib/diff/markdown'
import { listNames, type PacketClass } from '@/lib/diff/packet-class'
import { formatPacket } from '@/lib/net/packet'
import { type Fault, planChange } from '@/lib/plan/plan'
import { planMarkdown, summarisePlan } from '@/lib/plan/words'
import type { Comparison, ComparisonTask, FaultWords, PacketWords, PlanWords } from './comparison-task'
import { readSource } from './read-source'

/** A throw becomes an answer: the page must not wait for ever. */
export function runComparison({ before, after }: ComparisonTask): Comparison {
  try {
    const [old, now] = [readSource(before), readSource(after)]
    if (!old.ok) return { kind: 'refused', side: 'before', problems: old.problems }
    if (!now.ok) return { kind: 'refused', side: 'after', problems: now.problems }
    return compare(old.value, now.value)
  } catch (error) {
    return { kind: 'failed', message: error instanceof Error ? error.message : String(error) }
  }
}

function compare(before: Design, after: Design): Comparison {
  const diff = diffDesigns({ design: before }, { design: after })
  const title = `${before.name} → ${after.name}`
  return {
    kind: 'compared',
    names: [before.name, after.name],
    summary: summariseDiff(diff),
    gained: diff.packets.gained.map(wordClass),
    lost: diff.packets.lost.map(wordClass),
    rules: diff.rules,
    files: diff.files,
    fields: diff.fields,
    markdown: diffMarkdown(title, diff),
    plan: wordPlan(before, after, title),
  }
}

function wordClass(one: PacketClass): PacketWords {
  return {
    from: listNames(one.from),
    to: listNames(one.to),
    service: serviceOfClass(one),
    decided: decidedAt(one),
    internet: one.internet,
  }
}

function wordPlan(before: Design, after: Design, title: string): PlanWords {
  const plan = planChange(before, after)
  if (!plan.ok) return { ok: false, problems: plan.problems }
  const { steps, shorter, unmet } = plan.value
  return {
    ok: true,
    summary: summarisePlan(plan.value),
    steps,
    shorter: shorter.map(wordFault),
    unmet: unmet.map(wordFault),
    markdown: planMarkdown(title, plan.value),
  }
}

function wordFault({ sentence, packet }: Fault): FaultWords {
  return { sentence, packet: formatPacket(packet) }
}
