import type { Design } from '@/lib/design/design'
import { formatPacket } from '@/lib/net/packet'
import { type Fault, planChange } from '@/lib/plan/plan'
import { planMarkdown, summarisePlan } from '@/lib/plan/words'
import type { Comparison, ComparisonTask, FaultWords, PlanWords } from './comparison-task'
import { differenceOf } from './difference'
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
  return {
    kind: 'compared',
    difference: differenceOf({ design: before }, { design: after }),
    plan: wordPlan(before, after),
  }
}

function wordPlan(before: Design, after: Design): PlanWords {
  const plan = planChange(before, after)
  if (!plan.ok) return { ok: false, problems: plan.problems }
  const { steps, shorter, unmet } = plan.value
  return {
    ok: true,
    summary: summarisePlan(plan.value),
    steps,
    shorter: shorter.map(wordFault),
    unmet: unmet.map(wordFault),
    markdown: planMarkdown(`${before.name} → ${after.name}`, plan.value),
  }
}

function wordFault({ sentence, packet }: Fault): FaultWords {
  return { sentence, packet: formatPacket(packet) }
}
