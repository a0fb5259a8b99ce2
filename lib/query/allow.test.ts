import { describe, expect, test } from 'vitest'
import { readDesignValue } from '../design/read-design'
import { templateById } from '../design/templates/templates'
import { knownNames } from '../targets/known-names'
import { analyseDesign } from '../verify/analyse'
import { proposeAllows } from './allow'
import { answerQuestion } from './answer'
import { makeQueryContext } from './query-context'
import { parseQuestion } from './question'

function ask(text: string, design: Parameters<typeof analyseDesign>[0]['design']) {
  const context = makeQueryContext({ design, analysis: analyseDesign({ design, edits: {} }) })
  const question = parseQuestion(text, context)
  if (!question.ok) throw new Error(`${text}: ${question.problems[0]?.message}`)
  return { answer: answerQuestion(question.value, context), context }
}

describe('what would let a packet through', () => {
  test.each<[string, string, string[]]>([
    [
      'three-node-ha',
      '203.0.113.9 -> cp-1 apid',
      ['Let 203.0.113.9 use Talos API', 'Make 203.0.113.9 an admin network for Talos API'],
    ],
    ['three-node-ha', 'internet -> cp-2 kubernetes-api', ['Let internet use Kubernetes API']],
    ['three-node-ha', 'office -> worker-1 kubelet', ['Let office use Kubelet']],
    [
      'three-node-ha',
      'worker-1 -> cp-1 etcd',
      ['Let worker-1 use etcd', 'Let all workers use etcd', 'Let all nodes use etcd'],
    ],
    [
      'three-node-ha',
      'office -> worker-2 tcp/8080',
      [
        'Open tcp/8080 on worker-2 to office',
        'Open tcp/8080 on all workers to office',
        'Open tcp/8080 on all nodes to office',
      ],
    ],
    [
      'three-node-ha',
      'worker -> cp-1 tcp/9999',
      [
        'Open tcp/9999 on cp-1 to worker',
        'Open tcp/9999 on cp-1 to all nodes',
        'Open tcp/9999 on all control planes to worker',
        'Open tcp/9999 on all nodes to worker',
      ],
    ],
    ['three-node-ha', 'office -> cp-1 apid', []],
    [
      'three-node-ha',
      'pods -> worker-1 tcp/9100',
      [
        'Open tcp/9100 on worker-1 to pods',
        'Open tcp/9100 on worker-1 to pods and all nodes',
        'Open tcp/9100 on all workers to pods',
        'Open tcp/9100 on all nodes to pods',
        'Turn on node-exporter (Host metrics)',
      ],
    ],
    ['proxmox-on-prem', 'cp-1 -> 203.0.113.9 tcp/5432', ['Let machines send tcp/5432 to 203.0.113.9']],
  ])('%s: %s', (id, text, labels) => {
    const template = templateById(id)
    if (template === undefined) throw new Error(id)
    const { answer, context } = ask(text, template.design())
    expect(answer.policy.verdict).toBe(labels.length === 0 ? 'allow' : 'deny')
    const proposals = proposeAllows(answer, context)
    expect(proposals.map(({ label }) => label)).toEqual(labels)
    for (const { label, design } of proposals) {
      expect([label, readDesignValue(design, knownNames).ok]).toEqual([label, true])
      expect([label, ask(text, design).answer.policy.verdict]).toEqual([label, 'allow'])
    }
  })
})
