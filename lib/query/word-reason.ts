import { asSentence } from '../design/word-problem'

/** What begins a sentence and names nothing. */
const noName = /^(an?|before|every|it|its|no|the|this|what|where)\s/

/** Why a box decides as it does, as a sentence; the name of a rule or an interface keeps the letter that it begins with. */
export function wordReason(because: string): string {
  if (noName.test(because)) return asSentence(because)
  return because.endsWith('.') ? because : `${because}.`
}
