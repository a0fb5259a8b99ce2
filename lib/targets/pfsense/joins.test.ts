/** Any design behind a box that joins some of its networks, two on one interface at times; bare, and merged into a backup. */
import { expect, test } from 'vitest'
import type { Design } from '@/lib/design/design'
import { buildSite } from '@/lib/site/build-site'
import { arbitraryDesign } from '@/lib/testing/arbitrary-design'
import { arbitraryPair } from '@/lib/testing/arbitrary-pair'
import { type Draw, drawn } from '@/lib/testing/draw'
import { backupFor, type Joined } from '@/lib/testing/pfsense-backup-for'
import { checkProperty } from '@/lib/testing/property'
import { sampleCount } from '@/lib/testing/samples'
import { proveSubject, type Subject, subjectOf } from '@/lib/testing/subject'
import { findTarget } from '../all'
import type { Filter } from '../target'
import { pfsense } from './target'

const filter = findTarget(pfsense.id) as Filter

function drawJoins(draw: Draw): Joined {
  return joinsOf(draw.value(arbitraryDesign), draw)
}

function joinsOf(design: Design, draw: Draw): Joined {
  const homes = buildSite(design).subnets.filter(({ holdsMembers }) => holdsMembers)
  const first = draw.pick(homes).name
  const others = design.subnets.map(({ name }) => name).filter((name) => name !== first && draw.chance(60))
  const interfaces = Object.fromEntries(
    [first, ...others].map((name, index) => [name, draw.chance(15) ? 'opt1' : `opt${index + 1}`]),
  )
  return { design: { ...design, targets: { [pfsense.id]: { interfaces } } }, interfaces }
}

function said(subject: Subject): unknown {
  const { verdict, witnesses, problems } = proveSubject(subject)
  const errors = problems.filter(({ severity }) => severity === 'error').map(({ at, message }) => `${at}: ${message}`)
  return { verdict, said: [...witnesses.map(({ point, sentence }) => `${point}: ${sentence}`), ...errors] }
}

test('whatever networks the box joins, it admits what the policy admits there', () => {
  const count = { partial: 0, shared: 0 }
  checkProperty(drawn(drawJoins), sampleCount(80, 2000), ({ design, interfaces }) => {
    if (Object.keys(interfaces).length < design.subnets.length) count.partial++
    if (new Set(Object.values(interfaces)).size < Object.keys(interfaces).length) count.shared++
    expect(said(subjectOf(filter, design))).toEqual({ verdict: 'equal', said: [] })
  })
  expect(Math.min(count.partial, count.shared)).toBeGreaterThan(5)
})

test('merged into a backup with rules of its own it is the same; merging again changes no byte', () => {
  checkProperty(drawn(drawJoins), sampleCount(40, 1000), (joined) => {
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
    const { design, interfaces } = joinsOf(before, draw)
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
