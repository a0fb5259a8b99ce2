/** Any design behind a box that joins some of its networks, two on one interface at times; bare, and merged into a backup. */
import { expect, test } from 'vitest'
import type { Design } from '@/lib/design/design'
import { countJoins, drawJoins, joinsOf, saidOf as said } from '@/lib/testing/arbitrary-joins'
import { arbitraryPair } from '@/lib/testing/arbitrary-pair'
import { drawn } from '@/lib/testing/draw'
import { backupFor } from '@/lib/testing/pfsense-backup-for'
import { checkProperty } from '@/lib/testing/property'
import { sampleCount } from '@/lib/testing/samples'
import { type Subject, subjectOf } from '@/lib/testing/subject'
import { findTarget } from '../all'
import type { Filter } from '../target'
import { pfsense } from './target'

const filter = findTarget(pfsense.id) as Filter

const joins = drawn((draw) => drawJoins(draw, pfsense.id))

test('whatever networks the box joins, it admits what the policy admits there', () => {
  const count = countJoins()
  checkProperty(joins, sampleCount(80, 2000), (joined) => {
    count.add(joined)
    expect(said(subjectOf(filter, joined.design))).toEqual({ verdict: 'equal', said: [] })
  })
  expect(count.least()).toBeGreaterThan(5)
})

test('merged into a backup with rules of its own it is the same; merging again changes no byte', () => {
  checkProperty(joins, sampleCount(40, 1000), (joined) => {
    const base = { base: [{ path: 'config.xml', text: backupFor(joined) }] }
    const subject = subjectOf(filter, joined.design, base)
    expect(subject.output.problems.filter(({ severity }) => severity === 'error')).toEqual([])
    expect(subject.files.map(({ path }) => path)).toEqual(['pfsense/config-merged.xml'])
    expect(said(subject)).toEqual({ verdict: 'equal', said: [] })
    const text = subject.files[0]?.text ?? ''
    const again = subjectOf(filter, joined.design, { base: [{ path: 'config.xml', text }] })
    expect(again.files[0]?.text).toBe(text)
  })
})

test('merged over a box that runs another design it is as if that had never been there', () => {
  const count = { different: 0 }
  const pairs = drawn((draw) => {
    const { before, after } = draw.value(() => arbitraryPair('1.14'))
    const { design, interfaces } = joinsOf(before, draw, pfsense.id)
    return { before: { design, interfaces }, after: { ...after, targets: design.targets } }
  })
  const merge = (design: Design, text: string): Subject =>
    subjectOf(filter, design, { base: [{ path: 'config.xml', text }] })
  checkProperty(pairs, sampleCount(20, 500), ({ before, after }) => {
    const box = backupFor(before)
    const running = merge(before.design, box).files[0]?.text ?? ''
    const subject = merge(after, running)
    expect(said(subject)).toEqual({ verdict: 'equal', said: [] })
    expect(subject.files[0]?.text).toBe(merge(after, box).files[0]?.text)
    if (subject.files[0]?.text !== running) count.different++
  })
  expect(count.different).toBeGreaterThan(10)
})
