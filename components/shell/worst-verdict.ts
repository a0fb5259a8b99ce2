import type { Verdict } from '@/lib/verify/proof'

const fromWorst: readonly Verdict[] = ['different', 'wider', 'narrower', 'unread', 'equal', 'none']

/** The verdict to show for all targets together: the worst of them. */
export function worstVerdict(verdicts: readonly Verdict[]): Verdict | undefined {
  return fromWorst.find((verdict) => verdicts.includes(verdict))
}
