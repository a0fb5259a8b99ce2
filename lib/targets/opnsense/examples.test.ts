/** The examples with an OPNsense box: what the seeds' tables say about it, packet by packet. */
import { describe, expect, test } from 'vitest'
import { routerAnswers } from '@/lib/testing/router-answers'
import { routerLayer } from '@/lib/testing/router-box'
import { proveSubject, readExample, subjectOf } from '@/lib/testing/subject'
import { findTarget } from '../all'
import type { Filter } from '../target'
import { opnsense } from './target'

const filter = findTarget(opnsense.id) as Filter

describe.each(Object.entries(routerAnswers))('%s', (name, answers) => {
  const drawn = readExample(name)
  // The keys of the other router that every one of them draws.
  const ask = routerLayer(opnsense.id, { ...drawn, targets: { [opnsense.id]: drawn.targets.pfsense ?? {} } })
  test.each(answers)('%s: %s', (question, want) => {
    expect(ask(question)).toBe(want)
  })
})

test('what passes between machines is declared as not seen, and not counted as enforced', () => {
  const subject = subjectOf(filter, readExample('seed-000-baremetal'))
  const proof = proveSubject(subject)
  const unseen = proof.gaps.filter(({ capability }) => capability === 'sameNetwork').map(({ rule }) => rule)
  expect(unseen).toEqual(expect.arrayContaining(['etcd/controlplane', 'trustd/controlplane', 'kubelet/worker']))
  expect(proof.enforced).toBe(proof.rules - new Set(proof.gaps.map(({ rule }) => rule)).size)
  expect(subject.files.map(({ text }) => text).join('')).not.toContain('etcd/controlplane')
})
