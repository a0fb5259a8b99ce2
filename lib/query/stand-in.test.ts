import { describe, expect, test } from 'vitest'
import { type DesignInput, designSchema } from '@/lib/design/design'
import { templateById } from '@/lib/design/templates/templates'
import { analyseDesign } from '@/lib/verify/analyse'
import { makeQueryContext } from './query-context'
import { parseQuestion } from './question'
import { answerForAll, wordStandIn } from './stand-in'

function ask(text: string, change: Partial<DesignInput> = {}) {
  const design = designSchema.parse({ ...templateById('three-node-ha')?.design(), ...change })
  const context = makeQueryContext({ design, analysis: analyseDesign({ design, edits: {} }) })
  const question = parseQuestion(text, context)
  if (!question.ok) throw new Error(question.problems.map(({ message }) => message).join(' '))
  return answerForAll(question.value, context)
}

const onOne = { listeners: [{ name: 'web', on: ['node:worker-2'], ports: ['8080'], from: ['anywhere'] }] }

describe('a word that stands for many machines says so', () => {
  test.each<[string, Partial<DesignInput>, string, string[]]>([
    ['internet -> cp-1 icmp/8', {}, 'allow', []],
    [
      'internet -> worker icmp/8',
      {},
      'allow',
      ['“worker” stands for 2 machines: the answer is about worker-1. The others are answered alike.'],
    ],
    [
      'internet -> worker tcp/8080',
      onOne,
      'deny',
      ['“worker” stands for 2 machines: the answer is about worker-1. Otherwise answered: worker-2 (allowed).'],
    ],
    // The network of that name, which is not the role.
    [
      'internet -> workers tcp/8080',
      onOne,
      'deny',
      ['“workers” stands for 2 machines: the answer is about worker-1. Otherwise answered: worker-2 (allowed).'],
    ],
    [
      'worker -> controlplane kubernetes-api',
      {},
      'allow',
      [
        '“worker” stands for 2 machines: the answer is about worker-1. The others are answered alike.',
        '“controlplane” stands for 3 machines: the answer is about cp-1. The others are answered alike.',
      ],
    ],
    [
      'controlplane -> controlplane etcd',
      {},
      'allow',
      [
        '“controlplane” stands for 3 machines: the answer is about cp-1. 1 of the others was asked too, and answered alike.',
        '“controlplane” stands for 3 machines: the answer is about cp-2. 1 of the others was asked too, and answered alike.',
      ],
    ],
    // From a network comes what is no machine of the cluster, which is not what everybody means by its name.
    [
      'workers -> cp-1 kubernetes-api',
      {},
      'deny',
      [
        '“workers” is a network: the answer is about 10.0.16.1 there, which is no machine. Otherwise answered: worker-1 (allowed), worker-2 (allowed).',
      ],
    ],
  ])('%s', (text, change, verdict, words) => {
    const answer = ask(text, change)
    expect(answer.verdict).toBe(verdict)
    expect((answer.standIns ?? []).map(wordStandIn)).toEqual(words)
  })
})
