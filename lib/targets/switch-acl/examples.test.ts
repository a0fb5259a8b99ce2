/** The examples with switches: what the seed's paragraph on switches says, packet by packet. */
import { describe, expect, test } from 'vitest'
import type { DesignInput } from '@/lib/design/design'
import { answerQuestion } from '@/lib/query/answer'
import { makeQueryContext } from '@/lib/query/query-context'
import { parseQuestion } from '@/lib/query/question'
import { readExample } from '@/lib/testing/subject'
import { analyseDesign } from '@/lib/verify/analyse'
import { switchAcl } from './target'

function layerOf(name: string, options: object, change: Partial<DesignInput> = {}): (text: string) => string {
  const design = readExample(name, { ...change, targets: { [switchAcl.id]: options as Record<string, string> } })
  const context = makeQueryContext({ design, analysis: analyseDesign({ design, edits: {} }) })
  return (text) => {
    const question = parseQuestion(text, context)
    if (!question.ok) throw new Error(question.problems.map(({ message }) => message).join(' '))
    const layer = answerQuestion(question.value, context).layers.find(({ target }) => target === switchAcl.id)
    return layer?.verdict ?? 'none'
  }
}

describe('seed-000-baremetal', () => {
  const ask = layerOf('seed-000-baremetal', {})
  test.each([
    // The admin network reaches both APIs, narrowed to the machines that have them.
    ['admin-vlan -> cp-1 tcp/6443', 'allow'],
    ['admin-vlan -> cp-1 tcp/50000', 'allow'],
    ['admin-vlan -> 192.168.30.10 tcp/6443', 'allow'],
    ['admin-vlan -> worker-1 tcp/6443', 'deny'],
    ['admin-vlan -> cp-1 tcp/22', 'deny'],
    // All other traffic into the network is blocked; who sends from the port of the name server is no other case.
    ['203.0.113.9 -> cp-1 tcp/6443', 'deny'],
    ['192.168.10.1 -> cp-1 udp/40000', 'deny'],
    ['203.0.113.9 -> worker-1 udp/8472', 'deny'],
    // Within the network everything passes, as the switch does not see it.
    ['cp-1 -> worker-1 tcp/10250', 'unseen'],
    // The network reaches the internet: no list looks at what it sends.
    ['cp-1 -> 203.0.113.9 tcp/25', 'unseen'],
  ])('%s: %s', (text, want) => {
    expect(ask(text)).toBe(want)
  })
})

describe('seed-000-baremetal with a list for what enters', () => {
  const ask = layerOf('seed-000-baremetal', { inbound: true })
  test.each([
    ['cp-1 -> 203.0.113.9 tcp/443', 'allow'],
    ['cp-1 -> 203.0.113.9 tcp/25', 'deny'],
    ['worker-1 -> 192.168.10.1 udp/123', 'allow'],
    ['worker-1 -> 192.168.10.9 udp/123', 'deny'],
    ['admin-vlan -> cp-1 tcp/6443', 'allow'],
  ])('%s: %s', (text, want) => {
    expect(ask(text)).toBe(want)
  })
})

describe('dual-stack-onprem, both ways', () => {
  const ask = layerOf('dual-stack-onprem', { inbound: true })
  test.each([
    ['198.51.100.7 -> cp-1 tcp/6443', 'allow'],
    ['2001:db8:a::7 -> cp-2 tcp/50000', 'allow'],
    ['2001:db8:b::7 -> cp-2 tcp/50000', 'deny'],
    ['203.0.113.9 -> ingress tcp/443', 'allow'],
    ['2001:db8:ffff::9 -> 2001:db8:20:4::1:10 tcp/80', 'allow'],
    ['203.0.113.9 -> ingress tcp/22', 'deny'],
    ['10.20.64.9 -> general tcp/30100', 'allow'],
    ['10.20.64.9 -> cp-1 tcp/30100', 'deny'],
    // Between networks of the cluster both lists must let it pass.
    ['general -> cp-1 tcp/6443', 'allow'],
    ['general -> cp-1 tcp/2379', 'deny'],
    ['cp-1 -> gpu-1 udp/4789', 'allow'],
    ['general -> gpu-1 udp/4789', 'unseen'],
    ['gpu-1 -> 203.0.113.9 tcp/25', 'allow'],
  ])('%s: %s', (text, want) => {
    expect(ask(text)).toBe(want)
  })
})
