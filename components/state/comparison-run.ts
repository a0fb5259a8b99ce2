import type { Design } from '@/lib/design/design'
import { type Result, success } from '@/lib/design/problem'
import { importFiles } from '@/lib/import/import-files'
import { looksLikeDesign } from '@/lib/import/looks-like-design'
import type { Imported } from '@/lib/import/note'
import { nameByContent, openGiven } from '@/lib/import/open-given'
import { formatPacket } from '@/lib/net/packet'
import { type Fault, planChange } from '@/lib/plan/plan'
import { planMarkdown, summarisePlan } from '@/lib/plan/words'
import type { ComparedSource, Comparison, ComparisonTask, FaultWords, PlanWords } from './comparison-task'
import { differenceOf } from './difference'
import { readSource } from './read-source'

/** A throw becomes an answer: the page must not wait for ever. */
export function runComparison({ before, after }: ComparisonTask): Comparison {
  try {
    const [old, now] = [readCompared(before), readCompared(after)]
    if (!old.ok) return { kind: 'refused', side: 'before', problems: old.problems }
    if (!now.ok) return { kind: 'refused', side: 'after', problems: now.problems }
    return compare(old.value, now.value)
  } catch (error) {
    return { kind: 'failed', message: error instanceof Error ? error.message : String(error) }
  }
}

type Read = Pick<Imported, 'design' | 'assumed'>

/** What is no design is read as what boxes run. */
function readCompared(source: ComparedSource): Result<Read> {
  if (source.kind === 'files') {
    const opened = openGiven(source.files)
    return opened.ok ? importFiles(opened.value.files) : opened
  }
  if (source.kind === 'text' && !looksLikeDesign(source.text)) {
    return importFiles([{ path: nameByContent(source.name, source.text), text: source.text }])
  }
  const read = readSource(source)
  return read.ok ? success({ design: read.value, assumed: [] }, read.problems) : read
}

function compare(before: Read, after: Read): Comparison {
  return {
    kind: 'compared',
    difference: differenceOf({ design: before.design }, { design: after.design }),
    plan: wordPlan(before.design, after.design),
    assumed: { before: wordAssumed(before), after: wordAssumed(after) },
  }
}

function wordAssumed({ assumed }: Read): string[] {
  return assumed.map(({ path, text }) => `${path.join('/')}: ${text}`)
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
