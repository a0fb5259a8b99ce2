/** One packet, statement after statement as the product asks them: the same semantics again, dull, without sets. */
import type { Decision } from '@/lib/targets/target'

export function decide(): Decision {
  return { verdict: 'deny', statements: [], because: 'nothing is decided yet: write decide.ts' }
}
