/** A document with a fault in it: Talos and our reader must take it alike, or we say that we do not interpret it. */
import type { Site } from '@/lib/site/site'
import { disagree } from '../verdict'
import type { Judge } from './check-bundle'
import { compareTexts } from './check-table'

/** What we refuse to interpret on purpose, by our own message; each leads to `unread`, never to a false `equal`. */
const knownRefusals: readonly { readonly says: RegExp; readonly only?: RegExp; readonly why: string }[] = [
  { says: /a rule for icmp/, why: 'ICMP rules compare ports with a checksum' },
  { says: /closes one of two entries that touch/, why: 'adjacent ports are lost before 1.7.6' },
  { says: /is not read: |has no apiVersion/, only: /[&*!]/, why: 'anchors, aliases and tags' },
  {
    says: /is read in different ways|the character U\+[0-9A-F]+ may not stand/,
    why: 'characters and lines that YAML readers disagree about',
  },
  { says: /a tab stands/, only: /\t/, why: 'tabs between tokens' },
  {
    says: /is not a port or range/,
    only: /- \d*\.\d|- \d+\.|- [-+]?[\d._]+e/i,
    why: 'fractions that old YAML cuts to whole ports',
  },
  // From 1.14 a patch may name a document twice, and only what they come to is validated.
  {
    says: /overlaps with|runs backwards|the subnet is empty|list of ports is empty/,
    only: /^name: (.*)$[\s\S]*^name: \1$/m,
    why: 'faults that a later document of the same patch mends',
  },
  // A delete marker for what Talos does not know is skipped from 1.14, and one with a repeated key is taken.
  {
    says: /Talos knows no|Talos takes the|no kind|no apiVersion|which rule to delete|has no name|is written twice/,
    only: /\$patch/,
    why: 'odd delete markers',
  },
]

/** The reason in general words where Talos takes the text and we refuse to interpret it; that is never a false "equal". */
export async function checkMutation(
  judge: Judge,
  site: Site,
  patches: readonly string[],
  where: string,
): Promise<string | undefined> {
  const { comparison } = await compareTexts(judge, site, patches)
  judge.tally.cases++
  if (comparison.verdict === 'agree') return undefined
  if (comparison.verdict === 'differ') {
    disagree(judge.tally, where, `${comparison.what}\n${patches.at(-1)}`)
    return undefined
  }
  const text = patches.at(-1) ?? ''
  // Before 1.12 many a broken file with an empty document in front is an empty JSON patch.
  if (comparison.idle) return 'Talos takes it and changes nothing'
  const known = knownRefusals.find(({ says, only }) => says.test(comparison.what) && (only?.test(text) ?? true))
  if (known !== undefined) return known.why
  disagree(judge.tally, where, `Talos takes it, our reader does not: ${comparison.what}\n${text}`)
  return undefined
}
