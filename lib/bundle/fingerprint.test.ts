import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { exampleNames, readExample } from '@/lib/testing/subject'
import { analyseDesign } from '@/lib/verify/analyse'
import { fingerprintOf } from './fingerprint'
import { makeBundle } from './make-bundle'

test.each(exampleNames)('paper names %s by what anybody can work out from its bundle', (name) => {
  const design = { ...readExample(name), targets: {} }
  const files = makeBundle({ design, analysis: analyseDesign({ design, edits: {} }) })
  const text = files.find(({ path }) => path === 'design.yaml')?.text ?? ''
  expect(fingerprintOf(design)).toBe(createHash('sha256').update(text).digest('hex'))
  const turned = { ...design, nodes: [...design.nodes].reverse(), subnets: [...design.subnets].reverse() }
  expect(fingerprintOf(turned)).toBe(fingerprintOf(design))
})
