/** What the product cannot be told is a gap, with its packets and no others; what it can is none. */
import { expect, test } from 'vitest'
import type { DesignInput } from '@/lib/design/design'
import { hasPacket } from '@/lib/net/packet-set'
import type { Rule } from '@/lib/policy/rule'
import type { Work } from '@/lib/policy/work'
import { packetOf } from '@/lib/testing/packet-text'
import { proveSubject, readExample, type Subject, subjectOf } from '@/lib/testing/subject'
import { proveTarget } from '@/lib/verify/prove'
import { findTarget } from '../all'
import type { Filter } from '../target'
import { capabilities } from './capabilities'
import { proxmox } from './target'

const filter = findTarget(proxmox.id) as Filter

function subjectWith(change: Partial<DesignInput>): Subject {
  return subjectOf(filter, readExample('dual-stack-onprem', { pools: [], targets: {}, ...change }))
}

const listener = { name: 'odd', on: ['gpu-1'], protocol: 'tcp' as const, from: ['cidr:10.9.0.0/16'] }

test('port 0 alone has no words, and port 0 among others has', () => {
  const alone = subjectWith({ listeners: [{ ...listener, ports: ['0', '22'] }] })
  expect(alone.output.gaps).toEqual([])
  expect(proveSubject(alone).verdict).toBe('equal')
  const { output } = subjectWith({ listeners: [{ ...listener, ports: ['0'] }] })
  expect(output.gaps.map(({ rule, capability }) => [rule, capability])).toEqual([['odd/node:gpu-1', 'portZero']])
  const packets = output.gaps[0]?.packets ?? { entries: [] }
  expect(hasPacket(packets, packetOf('10.9.0.1 -> 10.20.7.201 tcp/0'))).toBe(true)
  expect(hasPacket(packets, packetOf('10.9.0.1 -> 10.20.7.201 tcp/1'))).toBe(false)
  expect(hasPacket(packets, packetOf('10.8.0.1 -> 10.20.7.201 tcp/0'))).toBe(false)
})

/** The catalogue has no such rule: one is put into a policy by hand. */
function withTypes(subject: Subject, types: readonly number[]): Work {
  const change = (rule: Rule): Rule => (rule.id === 'icmpv6-echo/worker' ? { ...rule, icmpTypes: types } : rule)
  const { policy, points } = subject.work
  const lists = new Map<readonly Rule[], readonly Rule[]>()
  const listOf = (rules: readonly Rule[]): readonly Rule[] => {
    const known = lists.get(rules) ?? rules.map(change)
    lists.set(rules, known)
    return known
  }
  return {
    policy: { ...policy, rules: policy.rules.map(change) },
    points: points.map((at) => ({ ...at, rules: listOf(at.rules) })),
  }
}

test.each([
  ['multicast listener reports', [128, 143], ['icmpType']],
  ['neighbour discovery, which is an option', [128, 135, 136], []],
  ['types with a name', [128, 129, 1], []],
])('ICMP types: %s', (_, types, want) => {
  const subject = subjectWith({})
  const work = withTypes(subject, types)
  const output = filter.render(() => work, subject.site, subject.options)
  expect(output.gaps.map(({ capability }) => capability)).toEqual(want)
  const files = output.files.filter(({ use }) => use === 'apply')
  const request = { filter, options: subject.options, site: subject.site, work, files, gaps: output.gaps }
  expect(proveTarget(request).verdict).toBe('equal')
  if (want.length > 0) expect(proveTarget({ ...request, gaps: [] }).verdict).toBe('narrower')
})

test('a gap names what is lacking, with its source', () => {
  for (const key of ['icmpType', 'portZero'] as const) {
    expect(capabilities[key].supported).toBe(false)
    expect(capabilities[key].source).toMatch(/^https:/)
  }
})
