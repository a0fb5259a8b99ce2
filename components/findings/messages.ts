import { type Exposure, wordExposure, wordNothing, wordReaches } from '@/lib/verify/exposure'

/** Every sentence of the findings. */

const number = new Intl.NumberFormat('en-GB')

export const findingMessages = {
  label: 'Findings',
  groups: { fix: 'Fix', harden: 'Harden', know: 'Know', accepted: 'Accepted' },
  groupNotes: {
    fix: 'Wrong, or not what the design says.',
    harden: 'Weaker than it could be.',
    know: 'How the product behaves. Not counted at the tab.',
    accepted: 'Said in the design, with a reason.',
  },
  none: 'Nothing to fix. The design is consistent, and every file says what the design says.',
  copied: 'Copied the finding.',
  copyFailed: 'The browser refused to copy.',
  others: 'What admins, pods and other networks reach',
  exposed: (exposure: Exposure, unread: boolean): string =>
    unread
      ? `By the design, from the internet: ${wordReaches(exposure) || wordNothing(exposure)}. What the files admit is not known.`
      : wordExposure(exposure),
  checklist: 'Before production',
  checklistNote: (done: number, all: number): string => `${number.format(done)} of ${number.format(all)}`,
  checklistStates: {
    proved: 'proved by the files',
    refuted: 'not so',
    unproved: 'not proved: see the files',
  },
  ticked: (title: string, done: boolean): string => (done ? `Tick: ${title}` : `Take the tick off: ${title}`),
  go: (place: string): string => `Go to ${place}`,
  accept: 'Accept…',
  acceptLabel: (code: string): string => `Accept ${code}…`,
  acceptNow: 'Accept',
  accepted: (reason: string): string => `Accepted: ${reason}`,
  acceptedStep: (code: string): string => `Accept ${code}`,
  reasonLabel: (code: string): string => `Why ${code} is acceptable`,
  reasonHint: 'Why this is acceptable',
  cancel: 'Cancel',
  takeBack: 'Take back',
  takeBackLabel: (code: string): string => `Accept ${code} no longer`,
  ask: 'Ask',
  askLabel: (question: string): string => `Ask about ${question}`,
} as const
