import { describe, expect, it } from 'vitest'
import { designSchema } from '@/lib/design/design'
import type { Rule } from '@/lib/policy/rule'
import { completeQuestion, knownNames } from './completion'

const design = designSchema.parse({
  version: 1,
  name: 'a',
  subnets: [{ name: 'control', cidrs: ['10.0.0.0/24'] }],
  nodes: [
    { name: 'cp-1', role: 'controlplane', subnet: 'control', addresses: ['10.0.0.11'] },
    { name: 'cp-2', role: 'controlplane', subnet: 'control', addresses: ['10.0.0.12'] },
  ],
  admin: [
    { name: 'office', cidr: '203.0.113.0/24' },
    { name: 'the other office', cidr: '198.51.100.0/24' },
  ],
})

function rule(listener: string, title: string, direction: 'ingress' | 'egress' = 'ingress'): Rule {
  const sources = { guest: [], nic: [], router: [] }
  const text = { id: listener, listener, title, on: 'worker', purpose: '', because: '', field: '', source: '' }
  const lists = { members: [], from: [], to: [], places: [], destinations: [], ports: [], icmpTypes: [] }
  return { ...text, ...lists, direction, sources, users: sources, protocol: 'tcp' }
}

const policy = {
  principals: new Map(),
  admin: [],
  defaultAction: 'block' as const,
  rules: [rule('apid', 'Talos API'), rule('kubelet', 'kubelet'), rule('dns', 'DNS', 'egress')],
  closed: [rule('etcd', 'etcd')],
}
const known = knownNames(design, policy)

describe('completeQuestion', () => {
  it.each([
    ['a source by its beginning', 'cp', ['cp-1 -> ', 'cp-2 -> ']],
    ['a source by its address', '10.0.0.12', ['cp-2 -> ']],
    ['a zone', 'inter', ['internet -> ']],
    ['nothing for a foreign address', '8.8.8.8', []],
    ['a destination', 'internet -> cp-2', []],
    ['a destination half typed', 'internet -> off', ['internet -> office ']],
    ['after the sign →', 'internet → off', ['internet -> office ']],
    ['a listener', 'internet -> cp-1 kub', ['internet -> cp-1 kubelet']],
    ['a listener by its title', 'internet -> cp-1 talos', ['internet -> cp-1 apid']],
    ['a closed listener', 'internet -> cp-1 etc', ['internet -> cp-1 etcd']],
    ['a bare port', 'internet -> cp-1 6443', ['internet -> cp-1 tcp/6443', 'internet -> cp-1 udp/6443']],
    ['the spoken form', 'can cp-1 reach off', ['cp-1 -> office ']],
    ['the spoken form with a service', 'can internet reach cp-1 kub', ['internet -> cp-1 kubelet']],
    ['no outgoing listener', 'internet -> cp-1 dn', []],
  ])('%s', (_name, text, want) => {
    expect(completeQuestion(text, known).map((one) => one.text)).toEqual(want)
  })

  it('offers first questions where nothing is typed', () => {
    expect(completeQuestion(' ', known).map((one) => one.text)).toEqual([
      'internet -> cp-1 apid',
      'internet -> cp-1 kubelet',
    ])
  })

  it('never offers a name that a question cannot hold', () => {
    expect(completeQuestion('the', known)).toEqual([])
  })
})
