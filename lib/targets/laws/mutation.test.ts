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
import { intersectPackets, isEmptyPacketSet } from '@/lib/net/packet-set'
import { lastPort } from '@/lib/net/port-range'
import { type Prefix, parsePrefix } from '@/lib/net/prefix'
import { protocolNumber } from '@/lib/net/protocol'
import { protocolBlock } from '@/lib/net/service'
import { readAddress, singlePrefix } from '@/lib/net/text-cache'
import { parseWildcard } from '@/lib/net/wildcard'
import { decidePolicy } from '@/lib/policy/decide-policy'
import { servicesOfRule } from '@/lib/policy/intended'
import type { PointWork } from '@/lib/policy/work'
import { targets } from '@/lib/targets/all'
import { type FileSet, isFilter } from '@/lib/targets/target'
import { cellsOf } from '@/lib/testing/cells'
import { drawn } from '@/lib/testing/draw'
import { faultOf } from '@/lib/testing/mutate'
import { sampleCount, seed } from '@/lib/testing/samples'
import { modelOf, proveSubject, readExample, type Subject, subjectOf } from '@/lib/testing/subject'
import type { Proof } from '@/lib/verify/proof'
import { universeAt } from '@/lib/verify/universe'
import type { Variant } from '@/lib/verify/variants'

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

/** The site, as each value of the files' switches makes it, with the model of the files before the fault and after it. */
interface Compared {
  readonly variant: Variant
  readonly before: unknown
  readonly after: unknown
}

/**
 * Whether the box treats any packet differently with the two models, by the plain interpreter. The packets that the
 * proof names are asked about first, which saves the search where it is right; it is not believed.
 */
function changesPacket(subject: Subject, files: FileSet, pairs: readonly Compared[], { witnesses }: Proof): boolean {
  const { filter } = subject
  const differs = ({ variant, before, after }: Compared, { point }: PointWork, packet: Packet) =>
    filter.decide(before, point, variant.site, packet).verdict !==
    filter.decide(after, point, variant.site, packet).verdict
  for (const pair of pairs) {
    for (const at of pair.variant.work.points) {
      if (witnesses.some(({ point, packet }) => point === at.point.id && differs(pair, at, packet))) return true
    }
  }
  const bounds = {
    // A file may name a group of machines where the policy names their network: it cuts at their addresses.
    prefixes: [
      ...files.flatMap((file) => prefixesIn(file.text)),
      ...subject.site.members.flatMap((member) => member.sources),
    ],
    services: [...servicesIn(subject, files), ...policyServices(subject)],
  }
  return pairs.some((pair) => {
    const { site, work } = pair.variant
    if (sameButForLines(pair.before, pair.after)) return false
    return work.points.some((at) => {
      for (const packet of cellsOf(at, site, bounds)) if (differs(pair, at, packet)) return true
      return false
    })
  })
}

/** Whether the target cannot tell what becomes of some packet of a point: then there is no verdict, whatever else differs. */
function isUntold({ filter }: Subject, { variant: { site, work }, after }: Compared): boolean {
  return work.points.some(({ point }) => {
    const universe = universeAt(point, site)
    const untold = filter.uninterpreted?.(after, point, site) ?? []
    return untold.some(({ packets }) => !isEmptyPacketSet(intersectPackets(packets, universe)))
  })
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

function checkWitnesses({ filter }: Subject, pairs: readonly Compared[], { witnesses }: Proof): void {
  expect(witnesses.length).toBeGreaterThan(0)
  for (const witness of witnesses) {
    const pair = pairs.find(({ variant }) => isDeepStrictEqual(variant.site.variables, witness.binding ?? {}))
    const at = pair?.variant.work.points.find((candidate) => candidate.point.id === witness.point)
    if (pair === undefined || at === undefined) throw new Error(`witness at an unknown point ${witness.point}`)
    const { site, work } = pair.variant
    const actual = filter.decide(pair.after, at.point, site, witness.packet).verdict
    expect(actual, witness.sentence).not.toBe(decidePolicy(work, at, witness.packet).verdict)
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
      const before = [subject, ...subject.variants].map((variant) => ({
        variant,
        before: modelOf(subject, subject.files, variant),
      }))
      for (const { path, fault } of faults) {
        if (fault === undefined) continue
        const files = subject.files.map((file) => (file.path === path ? { ...file, text: fault.text } : file))
        const pairs = before.map((pair) => ({ ...pair, after: modelOf(subject, files, pair.variant) }))
        const proof = proveSubject(subject, files)
        const about = `${name} ${path} ${fault.what}`
        if (pairs.some(({ after }) => after === undefined)) {
          expect(proof.verdict, about).toBe('unread')
          count.unparsed++
        } else if (pairs.some((pair) => isUntold(subject, pair))) {
          expect(proof.verdict, about).toBe('unread')
          const places = proof.problems.map(({ at }) => at.split(':')[0])
          expect(places, `${about}: the file is named`).toContain(path)
          count.unparsed++
        } else if (changesPacket(subject, files, pairs, proof)) {
          expect(['wider', 'narrower', 'different'], about).toContain(proof.verdict)
          checkWitnesses(subject, pairs, proof)
          count.killed++
        } else {
          expect(proof.verdict, `${about} changes no packet`).toBe('equal')
          count.equivalent++
        }
      }
    }
    console.log(
      `${filter.id}: faults killed ${count.killed}, equivalent ${count.equivalent}, unparsed ${count.unparsed}`,
    )
    expect(count.killed + count.equivalent + count.unparsed).toBeGreaterThanOrEqual(200)
  })
})
