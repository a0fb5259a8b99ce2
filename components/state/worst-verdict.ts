import type { Verdict } from '@/lib/verify/proof'

const fromWorst: readonly Verdict[] = ['different', 'wider', 'narrower', 'unread', 'equal', 'none']

/** The verdict to show for all targets together: the worst of them. */
export function worstVerdict(verdicts: readonly Verdict[]): Verdict | undefined {
  return fromWorst.find((verdict) => verdicts.includes(verdict))
}

const warnings: Readonly<Record<Verdict, string>> = {
  equal: '',
  none: '',
  wider: ' (wider than the design)',
  narrower: ' (narrower than the design)',
  different: ' (different from the design)',
  unread: ' (not proved)',
}

/** What a button that downloads says: no file whose proof failed leaves without a word on the button itself. */
export function downloadLabel(what: string, verdict: Verdict | undefined): string {
  return `${what}${verdict === undefined ? '' : warnings[verdict]}`
}
