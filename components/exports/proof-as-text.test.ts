import { expect, test } from 'vitest'
import { soundDesign } from '@/lib/testing/lint-case'
import { analyseDesign } from '@/lib/verify/analyse'
import { proofAsText } from './proof-as-text'

test('a product without files is not called one whose files were not understood, nor one that enforces all its rules', () => {
  const { targets } = analyseDesign({ design: soundDesign({ targets: { pfsense: {} } }), edits: {} })
  const [target] = targets
  expect(target && proofAsText(target)).toBe(
    'pfSense: ? not proved. No file is written for it, so nothing is said about what it admits.\n',
  )
})

test('a proof says how much of the policy stands on the product', () => {
  const [target] = analyseDesign({ design: soundDesign({}), edits: {} }).targets
  expect(target && proofAsText(target)).toMatch(/^Talos ingress firewall: ═ equal\. .+\nIt enforces \d+ of \d+ rules/)
})
