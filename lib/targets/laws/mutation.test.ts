/**
 * A fault in a file must be reported with a packet that really differs. Whether a fault changes any packet is decided
 * by the plain interpreter, asked about every cell of both files' bounds, never by the set engine that proves.
 */

import { readFileSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import type { Design, DesignInput } from '@/lib/design/design'
import type { Packet } from '@/lib/net/packet'
import { lastPort } from '@/lib/net/port-range'
import { type Prefix, parsePrefix } from '@/lib/net/prefix'
import { protocolNumber } from '@/lib/net/protocol'
import { protocolBlock } from '@/lib/net/service'
import { readAddress, singlePrefix } from '@/lib/net/text-cache'
import { parseWildcard } from '@/lib/net/wildcard'
import { decidePolicy } from '@/lib/policy/decide-policy'
import { servicesOfRule } from '@/lib/policy/intended'
import { targets } from '@/lib/targets/all'
import { type FileSet, isFilter } from '@/lib/targets/target'
import { cellsOf } from '@/lib/testing/cells'
import { drawn } from '@/lib/testing/draw'
import { faultOf } from '@/lib/testing/mutate'
import { sampleCount, seed } from '@/lib/testing/samples'
import { modelOf, proveSubject, readExample, type Subject, subjectOf } from '@/lib/testing/subject'

/** Designs whose files meet each kind of statement that a target writes; the target's folder names them. */
function designsOf(id: string): { name: string; design: Design }[] {
  const listed: unknown = JSON.parse(readFileSync(`lib/targets/${id}/law-designs.json`, 'utf8'))
  return lawDesigns
    .parse(listed)
    .map(({ example, change }) => ({ name: example, design: readExample(example, change) }))
}
const lawDesigns = z.array(
  z.strictObject({ example: z.string(), change: z.custom<Partial<DesignInput>>((value) => typeof value === 'object') }),
)

/** A packet that the box treats differently with the two sets of files, by the plain interpreter. */
function changedPacket(subject: Subject, files: FileSet): Packet | undefined {
  const { filter } = subject
  const bounds = {
    // A file may name a group of machines where the policy names their network: it cuts at their addresses.
    prefixes: [
      ...files.flatMap((file) => prefixesIn(file.text)),
      ...subject.site.members.flatMap((member) => member.sources),
    ],
    services: [...servicesIn(subject, files), ...policyServices(subject)],
  }
  for (const variant of [subject, ...subject.variants]) {
    const { site, work } = variant
    const [before, after] = [modelOf(subject, subject.files, variant), modelOf(subject, files, variant)]
    if (sameButForLines(before, after)) continue
    for (const at of work.points) {
      for (const packet of cellsOf(at, site, bounds)) {
        const a = filter.decide(before, at.point, site, packet).verdict
        if (a !== filter.decide(after, at.point, site, packet).verdict) return packet
      }
    }
  }
  return undefined
}

/** An interpreter that is given the same statements, wherever they stand, decides the same. */
function sameButForLines(a: unknown, b: unknown): boolean {
  const [before, after] = [a, b].map((model) =>
    JSON.stringify(model, (key, value: unknown) => {
      if (key === 'statements' || key === 'line') return undefined
      if (value instanceof Map || value instanceof Set) return [...value]
      return typeof value === 'bigint' ? String(value) : value
    }),
  )
  return before === after
}

/**
 * The numbers of the changed lines, as ports and as ICMP types; with switches those of all lines, because what one variant
 * opens, another may never have named.
 */
function servicesIn(subject: Subject, files: FileSet): number[] {
  const known = new Set(subject.variants.length > 0 ? [] : subject.files.flatMap(({ text }) => text.split('\n')))
  const lines = files.flatMap(({ text }) => text.split('\n').filter((line) => !known.has(line)))
  const numbers = new Set(
    lines.flatMap((line) => [...line.matchAll(/(?<![\w.:/])\d{1,5}(?![\w.:/])/g)].map(([digits]) => Number(digits))),
  )
  return [...numbers]
    .filter((number) => number <= lastPort)
    .flatMap((number) => [
      ...(['tcp', 'udp'] as const).map((protocol) => protocolNumber(protocol) * protocolBlock + number),
      ...(number > 255
        ? []
        : (['icmp', 'icmpv6'] as const).map((p) => protocolNumber(p) * protocolBlock + number * 256)),
    ])
}

/** Those of every rule: what a broken line opens at one point may be named at another. */
function policyServices(subject: Subject): number[] {
  return subject.policy.rules.flatMap(servicesOfRule).flatMap(({ first, last }) => [first, last])
}

/** Prefixes, single hosts, and addresses with the wildcard masks of access lists. */
function prefixesIn(text: string): Prefix[] {
  const masked = /(?<!host )\b(\d+(?:\.\d+){3}) (\d+(?:\.\d+){3})\b/g
  return [
    ...[...text.matchAll(/[0-9a-f.:]+\/\d+/g)].flatMap(([prefix]) => parsePrefix(prefix) ?? []),
    ...[...text.matchAll(masked)].flatMap(([, address = '', mask = '']) => parseWildcard(address, mask) ?? []),
    ...[...text.matchAll(/(?:\bhost |")([0-9a-f.:]{3,})(?=["\s])/g)].flatMap(([, host = '']) => {
      const address = readAddress(host)
      return address === undefined ? [] : [singlePrefix(address)]
    }),
  ]
}

function checkWitnesses(subject: Subject, files: FileSet): void {
  const { filter } = subject
  const proof = proveSubject(subject, files)
  expect(proof.witnesses.length).toBeGreaterThan(0)
  for (const witness of proof.witnesses) {
    const variant = [subject, ...subject.variants].find(({ site }) =>
      isDeepStrictEqual(site.variables, witness.binding ?? {}),
    )
    const at = variant?.work.points.find((candidate) => candidate.point.id === witness.point)
    if (variant === undefined || at === undefined) throw new Error(`witness at an unknown point ${witness.point}`)
    const model = modelOf(subject, files, variant)
    const actual = filter.decide(model, at.point, variant.site, witness.packet).verdict
    expect(actual, witness.sentence).not.toBe(decidePolicy(variant.work, at, witness.packet).verdict)
    expect([witness.intended, witness.actual]).toEqual([actual === 'allow' ? 'deny' : 'allow', actual])
  }
}

describe.each(targets.filter(isFilter))('$id', (filter) => {
  test('reports every single-token fault that changes a packet', { timeout: 3_600_000 }, () => {
    const count = { killed: 0, equivalent: 0, unparsed: 0 }
    const designs = designsOf(filter.id)
    const perDesign = Math.ceil(sampleCount(600, 4000) / designs.length)
    for (const { name, design } of designs) {
      const subject = subjectOf(filter, design)
      // A long file is as many times likelier to be hit.
      const lines = subject.files.flatMap((file) => file.text.split('\n').map(() => file))
      const faults = fc.sample(
        drawn((draw) => {
          const file = draw.pick(lines)
          return { path: file.path, fault: faultOf(file.text, draw) }
        }),
        { numRuns: perDesign, seed: seed() },
      )
      for (const { path, fault } of faults) {
        if (fault === undefined) continue
        const files = subject.files.map((file) => (file.path === path ? { ...file, text: fault.text } : file))
        const models = [subject, ...subject.variants].map((variant) => modelOf(subject, files, variant))
        const { verdict } = proveSubject(subject, files)
        if (models.includes(undefined)) {
          expect(verdict, `${name} ${path} ${fault.what}`).toBe('unread')
          count.unparsed++
        } else if (changedPacket(subject, files) === undefined) {
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
