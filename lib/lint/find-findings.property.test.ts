import { expect, it } from 'vitest'
import { arbitraryDesign } from '../testing/arbitrary-design'
import { checkProperty } from '../testing/property'
import { sampleCount } from '../testing/samples'
import { analyseDesign } from '../verify/analyse'
import { findFindings } from './find-findings'

it('says of any design the same twice, each finding with words and a source', () => {
  checkProperty(arbitraryDesign(), sampleCount(20, 600), (design) => {
    const analysis = analyseDesign({ design, edits: {} })
    const told = findFindings(design, analysis, '2026-11-20').map(({ fix, ...rest }) => ({ ...rest, fix: fix?.label }))
    const again = findFindings(design, analysis, '2026-11-20').map(({ fix, ...rest }) => ({ ...rest, fix: fix?.label }))
    expect(again).toEqual(told)
    expect(told.filter(({ message, source }) => message === '' || source === '')).toEqual([])
  })
})
