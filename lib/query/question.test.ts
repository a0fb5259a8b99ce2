import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { type DesignInput, designSchema } from '@/lib/design/design'
import { formatPacket } from '@/lib/net/packet'
import { parseQuestion } from './question'
import { makeVocabulary } from './vocabulary'

function vocabularyOf(example: string, change: Partial<DesignInput> = {}) {
  const drawn = parse(readFileSync(`public/examples/${example}.yaml`, 'utf8'))
  return makeVocabulary(designSchema.parse({ ...drawn, ...change }))
}

const onprem = vocabularyOf('dual-stack-onprem')

describe('reads', () => {
  test.each([
    // Forms of the sentence.
    ['203.0.113.9 -> cp-1 tcp/6443', '203.0.113.9 -> 10.20.0.11 tcp/6443'],
    ['  203.0.113.9→cp-1   tcp/6443 ', '203.0.113.9 -> 10.20.0.11 tcp/6443'],
    ['can 203.0.113.9 reach cp-1 tcp/6443?', '203.0.113.9 -> 10.20.0.11 tcp/6443'],
    ['Can cp-2 reach gpu-1 kubelet', '10.20.0.12 -> 10.20.7.201 tcp/10250'],
    ['pods -> cp-1:9100', '10.244.0.1 -> 10.20.0.11 tcp/9100'],
    ['cp-1 -> [2001:db8:20::12]:2379', '2001:db8:20::11 -> 2001:db8:20::12 tcp/2379'],
    // Addresses decide the family of the other end.
    ['2001:db8:9::5 -> gpu-1 tcp/5432', '2001:db8:9::5 -> 2001:db8:20:4::201 tcp/5432'],
    ['cp-1 -> 2001:db8:20::12 tcp/2379', '2001:db8:20::11 -> 2001:db8:20::12 tcp/2379'],
    ['cp-1 -> cp-2 icmpv6/128', '2001:db8:20::11 -> 2001:db8:20::12 icmpv6/128'],
    ['cp-1 -> cp-2 icmp', '10.20.0.11 -> 10.20.0.12 icmp/8'],
    // Names and words.
    ['general -> controlplane tcp/50001', '10.20.4.10 -> 10.20.0.11 tcp/50001'],
    ['pool:general -> node:gpu-1 udp/4789', '10.20.4.10 -> 10.20.7.201 udp/4789'],
    ['worker -> nodes tcp/10250', '10.20.4.10 -> 10.20.0.11 tcp/10250'],
    ['admin -> cp-1 apid', '198.51.100.1 -> 10.20.0.11 tcp/50000'],
    ['office-v6 -> cp-1 apid', '2001:db8:a::1 -> 2001:db8:20::11 tcp/50000'],
    ['admin:office -> cp-1 Talos API', '198.51.100.1 -> 10.20.0.11 tcp/50000'],
    ['edge -> gpu-1 tcp/30000', '10.20.64.1 -> 10.20.7.201 tcp/30000'],
    ['subnet:control -> gpu-1 tcp/30000', '10.20.0.1 -> 10.20.7.201 tcp/30000'],
    // A network as a destination is one of its machines, on its own interface there.
    ['pods -> control tcp/9100', '10.244.0.1 -> 10.20.0.11 tcp/9100'],
    ['pods -> subnet:control tcp/9100', '10.244.0.1 -> 10.20.0.11 tcp/9100'],
    ['internet -> ingress tcp/443', '203.0.113.9 -> 10.20.6.10 tcp/443'],
    ['anywhere -> cp-1 tcp/22', '203.0.113.9 -> 10.20.0.11 tcp/22'],
    ['pods -> cp-1 kubernetes-api', '10.244.0.1 -> 10.20.0.11 tcp/6443'],
    // Services.
    ['cp-1 -> gpu-1 postgres', '10.20.0.11 -> 10.20.7.201 tcp/5432'],
    ['cp-1 -> cp-2 etcd', '10.20.0.11 -> 10.20.0.12 tcp/2379'],
    ['cp-1 -> cp-2 esp', '10.20.0.11 -> 10.20.0.12 esp'],
    ['cp-1 -> cp-2 50', '10.20.0.11 -> 10.20.0.12 esp'],
    ['cp-1 -> cp-2 protocol 2', '10.20.0.11 -> 10.20.0.12 protocol 2'],
    ['cp-1 -> cp-2 TCP/22', '10.20.0.11 -> 10.20.0.12 tcp/22'],
  ])('%s', (text, want) => {
    const question = parseQuestion(text, onprem)
    expect(question.problems).toEqual([])
    expect(question.ok && formatPacket(question.value.packet)).toBe(want)
  })

  test('the packet as it is written can be asked again', () => {
    const question = parseQuestion('general -> controlplane trustd', onprem)
    if (!question.ok) throw new Error('not read')
    const again = parseQuestion(formatPacket(question.value.packet), onprem)
    expect(again.ok && again.value.packet).toEqual(question.value.packet)
  })
})

describe('two words for the same machine are about two machines, where there are two', () => {
  test.each([
    ['controlplane -> controlplane etcd', '10.20.0.11 -> 10.20.0.12 tcp/2379'],
    ['cp-1 -> controlplane etcd', '10.20.0.11 -> 10.20.0.12 tcp/2379'],
    ['controlplane -> cp-1 etcd', '10.20.0.12 -> 10.20.0.11 tcp/2379'],
    ['worker -> general kubelet', '10.20.4.10 -> 10.20.4.11 tcp/10250'],
    ['general -> general kubelet', '10.20.4.10 -> 10.20.4.11 tcp/10250'],
    ['nodes -> controlplane icmpv6', '2001:db8:20::11 -> 2001:db8:20::12 icmpv6/128'],
    ['cp-1 -> cp-1 etcd', '10.20.0.11 -> 10.20.0.11 tcp/2379'],
  ])('%s', (text, want) => {
    const question = parseQuestion(text, onprem)
    expect(question.ok && formatPacket(question.value.packet)).toBe(want)
    expect(question.ok && question.value.packet.arrival).toBe(text.startsWith('cp-1 -> cp-1') ? 'lo' : 'wire')
  })

  test('one machine is still one', () => {
    const single = vocabularyOf('seed-001-talos-docs')
    const question = parseQuestion('worker -> worker-1 kubelet', single)
    expect(question.ok && question.value.packet.arrival).toBe('lo')
  })
})

describe('how the packet arrives', () => {
  test.each([
    ['cp-1 -> cp-2 etcd', 'wire'],
    ['cp-1 -> cp-1 etcd', 'lo'],
    ['10.20.0.11 -> cp-1 etcd', 'lo'],
    ['general -> 10.20.4.11 kubelet', 'wire'],
    ['pods -> cp-1 kubelet', 'pod'],
    ['10.244.3.7 -> gpu-1 kubelet', 'pod'],
  ])('%s: %s', (text, want) => {
    const question = parseQuestion(text, onprem)
    expect(question.ok && question.value.packet.arrival).toBe(want)
  })
})

describe('machines without addresses', () => {
  const aws = vocabularyOf('seed-000-aws')

  test('stand for a free address of their subnet', () => {
    const question = parseQuestion('worker -> controlplane trustd', aws)
    if (!question.ok) throw new Error(question.problems.map((problem) => problem.message).join())
    const { source, destination } = question.value
    const members = (names: readonly string[]) => aws.site.members.filter((member) => names.includes(member.name))
    expect(members(source.members).map((member) => member.role)).toEqual(['worker'])
    expect(members(destination.members).map((member) => member.role)).toEqual(['controlplane'])
  })

  test('do not claim the fixed addresses of their neighbours', () => {
    const mixed = vocabularyOf('seed-001-talos-docs', {
      pools: [{ name: 'web', role: 'worker', subnet: 'cluster', count: 3 }],
    })
    const ends = (text: string) => {
      const question = parseQuestion(text, mixed)
      return question.ok && [question.value.source.members, question.value.destination.members]
    }
    expect(ends('172.20.0.2 -> 172.20.0.77 tcp/10250')).toEqual([['cp-1'], ['web']])
    expect(ends('web -> cp-1 tcp/10250')).toEqual([['web'], ['cp-1']])
    const question = parseQuestion('web -> cp-1 tcp/10250', mixed)
    expect(question.ok && formatPacket(question.value.packet)).toBe('172.20.0.1 -> 172.20.0.2 tcp/10250')
  })
})

test('the shared address of the API belongs to every control plane', () => {
  const shared = vocabularyOf('seed-001-talos-docs', { kubernetes: { vip: '172.20.0.10' } })
  const question = parseQuestion('worker-1 -> 172.20.0.10 tcp/6443', shared)
  expect(question.ok && question.value.destination.members).toEqual(['cp-1', 'cp-2', 'cp-3'])
})

describe('refuses with a cure', () => {
  test.each([
    ['', 'empty', 'Ask like'],
    ['cp-1', 'no arrow', '203.0.113.9 -> cp-1'],
    ['-> cp-1 tcp/22', 'no source', 'Ask like'],
    ['cp-1 ->', 'no destination', 'Ask like'],
    ['cp-1 -> gpu-1', 'no service', 'cp-1 -> gpu-1 tcp/6443'],
    ['pods -> 9100', 'no destination', 'pods -> worker tcp/9100'],
    ['pods -> udp/53', 'no destination', 'pods -> worker udp/53'],
    ['cp1 -> gpu-1 tcp/22', '"cp1"', 'cp-1'],
    ['contorlplane -> gpu-1 tcp/22', 'contorlplane', 'controlplane'],
    ['zzzzzz -> gpu-1 tcp/22', 'zzzzzz', 'Name an address'],
    ['10.0.0.300 -> cp-1 tcp/22', '10.0.0.300 is not an address', '10.0.0.11'],
    ['10.0.0.0/24 -> cp-1 tcp/22', 'whole network', '10.0.0.1'],
    ['cp-1 -> cp-2 tcp', 'no port', 'tcp/6443'],
    ['cp-1 -> cp-2 tcp/99999', 'not a port', '65535'],
    ['cp-1 -> cp-2 tcp/1-9', 'range', 'tcp/1'],
    ['cp-1 -> cp-2 6443', 'no service', 'tcp/6443'],
    ['cp-1 -> cp-2 6443/udp', 'no service', 'udp/6443'],
    ['cp-1 -> cp-2 kubelt', 'kubelt', 'kubelet'],
    ['cp-1 -> cp-2 icmp/300', 'not an ICMP type', 'icmp/8'],
    ['cp-1 -> cp-2 esp/4', 'no ports', 'esp'],
    ['cp-1 -> cp-2 any', 'one protocol', 'tcp/6443'],
    ['198.51.100.7 -> 2001:db8:20::11 tcp/22', 'IPv6 only', 'same family'],
    ['198.51.100.7 -> cp-1 icmpv6/128', 'IPv6 only', 'icmp/8'],
    [`${'x'.repeat(400)} -> cp-1 tcp/22`, 'longer', 'Ask like'],
  ])('%s', (text, message, cure) => {
    const question = parseQuestion(text, onprem)
    expect(question.ok).toBe(false)
    expect(question.problems.map((problem) => problem.message).join()).toContain(message)
    expect(question.problems.map((problem) => problem.suggestion).join()).toContain(cure)
  })
})
