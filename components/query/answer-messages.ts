/** Every sentence of an answer, and of what may follow it; loaded with the first one that is opened. */
import type { Place } from '@/lib/design/design'
import type { LayerVerdict } from '@/lib/query/answer'
import { verdictWords } from '@/lib/query/verdict-words'

const gates: Readonly<Record<Place, string>> = { router: 'router', nic: 'network card', guest: 'node' }

export const answerMessages = {
  verdict: (verdict: LayerVerdict, unseen: boolean): string =>
    unseen
      ? `${capital(verdictWords[verdict])} by the design alone: no file sees this packet`
      : capital(verdictWords[verdict]),
  disagree: 'The layers that see this packet disagree.',
  disagreement: (allowing: readonly string[], denying: readonly string[]): string =>
    `${list(denying)} ${denying.length === 1 ? 'denies' : 'deny'}, ${list(allowing)} ${allowing.length === 1 ? 'allows' : 'allow'}.`,
  source: 'From',
  destination: 'To',
  route: 'The way of the packet',
  gate: (title: string, place: Place | undefined): string =>
    place === undefined ? title : `${title}, at the ${gates[place]}`,
  raised: 'lets it through',
  fallen: 'stops it',
  half: 'may stop it',
  away: 'not on its way',
  arrives: 'arrives',
  stopped: 'does not arrive',
  mayArrive: 'may arrive',
  line: (file: string, line: number): string => `${file}:${line}`,
  policy: 'The design',
  policyAllows: 'allows it',
  policyDenies: 'denies it',
  /** It passes all the same. */
  policyDoesNotAsk: 'does not ask for it',
  differs: (byThemselves: readonly string[]): string =>
    byThemselves.length === 0
      ? 'The files say otherwise than the design.'
      : `No file says so: ${list(byThemselves)} let${byThemselves.length === 1 ? 's' : ''} it through without a rule, and no rule there can stop it.`,
  copy: 'Copy the answer',
} as const

export const allowMessages = {
  title: (passes: boolean): string =>
    passes ? 'What would put this packet into the design' : 'What would allow this packet',
  show: 'Allow this…',
  ask: 'Put it into the design…',
  ways: (passes: boolean): string => `Ways to ${passes ? 'put it into the design' : 'allow it'}, the narrowest first`,
  packets: (passes: boolean) =>
    passes
      ? { gained: 'The design would ask for', lost: 'The design would no longer ask for' }
      : { gained: 'Would get through', lost: 'Would get through no longer' },
  working: 'Working out what each way would open',
  none: 'No single edit lets exactly this packet through. Change the nearest rule by hand, or the machine it is for.',
} as const

export const expectMessages = {
  keep: (verdict: 'allow' | 'deny'): string => `Expect this: ${verdictWords[verdict]}`,
  kept: (verdict: 'allow' | 'deny'): string => `Expected: ${verdictWords[verdict]}`,
  remove: 'Expect no longer',
  differs: (want: 'allow' | 'deny'): string => `The design expects this packet to be ${verdictWords[want]}.`,
  step: (question: string): string => `Expect an answer to ${question}`,
  removeStep: (question: string): string => `Expect no answer to ${question}`,
} as const

export const packetMessages = {
  noPacket: 'No packet changes.',
  plus: 'gained',
  minus: 'lost',
  more: (amount: number): string => `and ${amount} more`,
  names: (names: readonly string[]): string =>
    names.length <= 4 ? list(names) : `${names.slice(0, 3).join(', ')} and ${names.length - 3} more`,
} as const

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1)
}

function list(names: readonly string[]): string {
  return names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}
