/** What there is to say about a design: problems now, advice later, in the same shape. */
import type { Advice } from '@/components/state/engine-task'
import type { SentAnalysis } from '@/components/state/sent-analysis'
import type { Problem } from '@/lib/design/problem'
import { formatPacket } from '@/lib/net/packet'
import type { TargetAnalysis } from '@/lib/verify/analysis'
import { wordDiffers, wordUnread } from './difference-words'

/** `fix`: wrong; `harden`: weaker than it could be; `know`: how the product behaves. */
export const findingGroups = ['fix', 'harden', 'know'] as const
export type FindingGroup = (typeof findingGroups)[number]

export type FindingPlace =
  | { readonly kind: 'design'; readonly path: string }
  | { readonly kind: 'file'; readonly file: string; readonly line: number }
  | { readonly kind: 'target'; readonly target: string }
  | { readonly kind: 'rule'; readonly id: string }

export interface Finding {
  readonly id: string
  readonly group: FindingGroup
  readonly sentence: string
  readonly suggestion?: string
  readonly place: FindingPlace
  /** A packet that shows it, as a question. */
  readonly question?: string
  /** Advice of a rule: it has a code, and can be accepted or fixed. */
  readonly advice?: Advice
}

/** Worst first within a group: what a file admits too much, then errors, then the rest, in the order found. */
export function findFindings(
  analysis: Pick<SentAnalysis, 'problems' | 'targets'>,
  advice: readonly Advice[],
): Finding[] {
  const proved = analysis.targets.flatMap(differences)
  const own = analysis.targets.flatMap((target) => target.problems)
  const keyOf = ({ at, message }: Pick<Problem, 'at' | 'message'>): string => `${at} ${message.replace(/\.$/, '')}`
  const known = new Set(advice.map(keyOf))
  const told = [...analysis.problems, ...own].filter((problem) => {
    const key = keyOf(problem)
    return !known.has(key) && known.add(key).size > 0
  })
  return [...proved, ...told.map(fromProblem), ...advice.map(fromAdvice)].sort((a, b) => rank(a) - rank(b))
}

const groupOfSeverity: Readonly<Record<Advice['severity'], FindingGroup>> = {
  error: 'fix',
  warning: 'harden',
  info: 'know',
}

function fromAdvice(advice: Advice): Finding {
  const { code, severity, message, at, fix, question } = advice
  return {
    id: `${code} ${at} ${message}`,
    group: groupOfSeverity[severity],
    sentence: `${message}.`,
    place: at.startsWith('rules/') ? { kind: 'rule', id: at.slice('rules/'.length) } : { kind: 'design', path: at },
    advice,
    ...(fix === undefined ? {} : { suggestion: fix.label }),
    ...(question === undefined ? {} : { question }),
  }
}

function rank(finding: Finding): number {
  return findingGroups.indexOf(finding.group)
}

function differences(target: TargetAnalysis): Finding[] {
  const { verdict, witnesses, problems } = target.proof
  if (verdict === 'unread') {
    const [problem] = problems.filter((one) => one.severity === 'error')
    // Each stands in the list by itself.
    if (target.problems.some(({ at, message }) => at === problem?.at && message === problem.message)) return []
    const sentence = wordUnread(target.title, problem?.message)
    return [
      withSuggestion(
        { id: `unread ${target.id}`, group: 'fix', sentence, place: placeOf(problem?.at, target) },
        problem,
      ),
    ]
  }
  const [first] = [...witnesses].sort((a, b) => Number(a.kind === 'missing') - Number(b.kind === 'missing'))
  if (first === undefined) return []
  const [statement] = first.statements
  return [
    {
      id: `proof ${target.id}`,
      group: 'fix',
      sentence: wordDiffers(target.title, first.sentence, witnesses.length - 1),
      place:
        statement === undefined
          ? { kind: 'target', target: target.id }
          : { kind: 'file', file: statement.file, line: statement.line },
      question: formatPacket(first.packet),
    },
  ]
}

function fromProblem(problem: Problem): Finding {
  const base: Finding = {
    id: `${problem.at} ${problem.message}`,
    group: problem.severity === 'error' ? 'fix' : 'know',
    sentence: problem.message,
    place: placeOf(problem.at, undefined),
  }
  return withSuggestion(base, problem)
}

function withSuggestion(finding: Finding, problem: Problem | undefined): Finding {
  return problem?.suggestion === undefined ? finding : { ...finding, suggestion: problem.suggestion }
}

/** `worker.patch.yaml:14` is a line of a file; everything else a path of the design. */
function placeOf(at: string | undefined, target: TargetAnalysis | undefined): FindingPlace {
  const match = /^(.*\.[a-z]+):(\d+)$/.exec(at ?? '')
  if (match?.[1] !== undefined) return { kind: 'file', file: match[1], line: Number(match[2]) }
  if (target !== undefined) return { kind: 'target', target: target.id }
  return { kind: 'design', path: at ?? '' }
}
