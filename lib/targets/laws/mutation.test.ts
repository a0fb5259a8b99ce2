/**
 * A fault in a file must be reported with a packet that really differs. Whether a fault changes any packet is decided
 * by the plain interpreter, asked about every cell of both files' bounds, never by the set engine that proves.
 */

import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Packet } from '@/lib/net/packet'
import { type Prefix, parsePrefix } from '@/lib/net/prefix'
import { decidePolicy } from '@/lib/policy/decide-policy'
import { targets } from '@/lib/targets/all'
import { type FileSet, isFilter } from '@/lib/targets/target'
import { cellsOf } from '@/lib/testing/cells'
import { drawn } from '@/lib/testing/draw'
import { faultOf } from '@/lib/testing/mutate'
import { sampleCount, seed } from '@/lib/testing/samples'
import { modelOf, proveSubject, readExample, type Subject, subjectOf } from '@/lib/testing/subject'

const designs = [
  ['seed-001-talos-docs', {}],
  ['seed-002-segmented', {}],
  ['two-nics', {}],
  ['seed-001-talos-docs', { talos: { version: '1.13', defaultAction: 'accept' as const } }],
] as const

/** A packet that the box treats differently with the two sets of files, by the plain interpreter. */
function changedPacket(
  subject: Subject,
  before: unknown,
  after: unknown,
  extra: readonly Prefix[],
): Packet | undefined {
  const { filter, site, work } = subject
  for (const at of work.points) {
    for (const packet of cellsOf(at, site, extra)) {
      const a = filter.decide(before, at.point, site, packet).verdict
      if (a !== filter.decide(after, at.point, site, packet).verdict) return packet
    }
  }
  return undefined
}

function prefixesIn(text: string): Prefix[] {
  return [...text.matchAll(/[0-9a-f.:]+\/\d+/g)].flatMap((match) => parsePrefix(match[0]) ?? [])
}

function checkWitnesses(subject: Subject, files: FileSet): void {
  const { filter, site, work } = subject
  const model = modelOf(subject, files)
  const proof = proveSubject(subject, files)
  expect(proof.witnesses.length).toBeGreaterThan(0)
  for (const witness of proof.witnesses) {
    const at = work.points.find((candidate) => candidate.point.id === witness.point)
    if (at === undefined) throw new Error(`witness at an unknown point ${witness.point}`)
    const actual = filter.decide(model, at.point, site, witness.packet).verdict
    expect(actual, witness.sentence).not.toBe(decidePolicy(work, at, witness.packet).verdict)
    expect([witness.intended, witness.actual]).toEqual([actual === 'allow' ? 'deny' : 'allow', actual])
  }
}

describe.each(targets.filter(isFilter))('$id', (filter) => {
  test('reports every single-token fault that changes a packet', { timeout: 900_000 }, () => {
    const count = { killed: 0, equivalent: 0, unparsed: 0 }
    const perDesign = sampleCount(160, 1000)
    for (const [name, change] of designs) {
      const subject = subjectOf(filter, readExample(name, change))
      const sound = modelOf(subject)
      const faults = fc.sample(
        drawn((draw) => {
          const file = draw.pick(subject.files)
          return { path: file.path, fault: faultOf(file.text, draw) }
        }),
        { numRuns: perDesign, seed: seed() },
      )
      for (const { path, fault } of faults) {
        if (fault === undefined) continue
        const files = subject.files.map((file) => (file.path === path ? { ...file, text: fault.text } : file))
        const broken = modelOf(subject, files)
        const { verdict } = proveSubject(subject, files)
        if (broken === undefined) {
          expect(verdict, `${name} ${path} ${fault.what}`).toBe('unread')
          count.unparsed++
        } else if (changedPacket(subject, sound, broken, prefixesIn(fault.text)) === undefined) {
          expect(verdict, `${name} ${path} ${fault.what} changes no packet`).toBe('equal')
          count.equivalent++
        } else {
          expect(['wider', 'narrower', 'different'], `${name} ${path} ${fault.what}`).toContain(verdict)
          checkWitnesses(subject, files)
          count.killed++
        }
      }
    }
    console.log(
      `${filter.id}: faults killed ${count.killed}, equivalent ${count.equivalent}, unparsed ${count.unparsed}`,
    )
    expect(count.killed + count.equivalent + count.unparsed).toBeGreaterThanOrEqual(200)
  })
})
