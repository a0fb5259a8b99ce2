/** The sentences of the frame around the views. */
import type { Verdict } from '@/lib/verify/proof'

export const verdictWords: Readonly<Record<Verdict, string>> = {
  equal: 'equal',
  wider: 'wider than the design',
  narrower: 'narrower than the design',
  different: 'wider and narrower than the design',
  unread: 'not proved',
  none: 'filters nothing',
}

export const messages = {
  purpose: 'Draw the network of a Talos cluster; get firewall files for every box, each proved.',
  tagline: 'Change anything; the files follow.',
  start: 'Start from a template…',
  readRunning: 'Read what runs now…',
  preview: 'Shared design',
  previewNote: 'Your own designs are untouched. A change keeps a copy.',
  fragment: 'Everything after # stays in the browser; nothing is uploaded.',
  savedAt: (time: string) => `Saved ${time}`,
  pending: 'Saving…',
  unsaved: 'Not kept yet',
  reference: 'Reference',
  updating: 'Updating',
  allEqual: 'all targets equal',
  nodes: (count: number) => plural(count, 'node', 'nodes'),
  rules: (count: number) => plural(count, 'rule', 'rules'),
  failed: (reason: string) => `The last change could not be worked out, so what you see is older: ${reason}`,
  proved: (equal: number, all: number) =>
    all === 1
      ? equal === 1
        ? 'proved equal'
        : 'not equal'
      : `${equal} of ${plural(all, 'target', 'targets')} proved equal`,
  link: (characters: number) => `link ${plural(characters, 'character', 'characters')}`,
  compiled: (milliseconds: number) => `compiled in ${Math.max(1, Math.round(milliseconds))} ms`,
  problems: (count: number) => plural(count, 'problem', 'problems'),
}

export const printMessages = {
  fingerprint: 'Fingerprint of the design:',
  noFingerprint: 'not worked out yet, print again',
  fingerprintNote: 'SHA-256 of design.yaml in the bundle: the same design has the same, whoever prints it.',
  enforced: (enforced: number, rules: number) => `${enforced} of ${plural(rules, 'rule', 'rules')} enforced there`,
  networks: 'Networks',
  reach: 'Who reaches what',
  ruleHeads: ['Service', 'For', 'Other end', 'Because', 'Enforced by'],
  nobody: 'no file',
  findings: 'Findings',
  findingHeads: ['', 'Finding', 'What to do', 'Owner', 'Date'],
  expectations: 'Questions that must keep their answers',
  want: (want: 'allow' | 'deny') => (want === 'allow' ? 'allowed' : 'denied'),
} as const

const number = new Intl.NumberFormat('en-GB')

function plural(count: number, one: string, many: string): string {
  return `${number.format(count)} ${count === 1 ? one : many}`
}

export function clockTime(at: number): string {
  return new Date(at).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })
}

/** `today 12:04`, `19 Nov 12:04`. */
export function dayAndTime(at: number, now: number): string {
  const day = new Date(at)
  const sameDay = day.toDateString() === new Date(now).toDateString()
  const date = day.toLocaleDateString('en-GB', { day: 'numeric', month: 'short' })
  return `${sameDay ? 'today' : date} ${clockTime(at)}`
}
