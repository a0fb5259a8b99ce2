/** The examples with a pfSense box: what the seeds' tables say about it, packet by packet. */
import { describe, expect, test } from 'vitest'
import { routerAnswers } from '@/lib/testing/router-answers'
import { routerLayer } from '@/lib/testing/router-box'
import { proveSubject, readExample, subjectOf } from '@/lib/testing/subject'
import { findTarget } from '../all'
import { type Filter, isFilter } from '../target'
import { pfsense } from './target'

const filter = findTarget(pfsense.id) as Filter

test('the target is a filter', () => {
  expect(isFilter(filter)).toBe(true)
})

describe.each(Object.entries(routerAnswers))('%s', (name, answers) => {
  const ask = routerLayer(pfsense.id, readExample(name))
  test.each(answers)('%s: %s', (question, want) => {
    expect(ask(question)).toBe(want)
  })
})

test('what passes between machines is declared as not seen, and not counted as enforced', () => {
  const subject = subjectOf(filter, readExample('seed-000-baremetal'))
  const proof = proveSubject(subject)
  const unseen = proof.gaps.filter(({ capability }) => capability === 'sameNetwork').map(({ rule }) => rule)
  for (const rule of ['etcd/controlplane', 'trustd/controlplane', 'kubelet/worker', 'kubernetes-api/controlplane']) {
    expect(unseen).toContain(rule)
  }
  expect(proof.enforced).toBe(proof.rules - new Set(proof.gaps.map(({ rule }) => rule)).size)
  const texts = subject.files.map(({ text }) => text).join('')
  expect(texts).not.toContain('etcd/controlplane')
})
