import { describe, expect, it } from 'vitest'
import type { Principal } from '@/lib/design/principal'
import { type Prefix, parsePrefix } from '@/lib/net/prefix'
import type { Policy, Rule } from '@/lib/policy/rule'
import type { TargetAnalysis } from '@/lib/verify/analysis'
import type { Proof, Witness } from '@/lib/verify/proof'
import { copyRules } from './rule-copy'
import { describeRules, groupLines, wordMembers, wordPrincipals, wordService } from './rule-lines'

function prefix(text: string): Prefix {
  const parsed = parsePrefix(text)
  if (parsed === undefined) throw new Error(text)
  return parsed
}

const office = prefix('203.0.113.0/24')

function rule(part: Partial<Rule>): Rule {
  return {
    id: 'apid/controlplane',
    listener: 'apid',
    title: 'Talos API',
    on: 'controlplane',
    members: ['cp-1'],
    direction: 'ingress',
    from: [{ kind: 'admin' }],
    to: [],
    places: ['guest', 'nic'],
    sources: { guest: [office], nic: [office], router: [] },
    users: { guest: [{ kind: 'admin' }], nic: [{ kind: 'admin' }], router: [] },
    destinations: [],
    protocol: 'tcp',
    ports: [{ from: 50000, to: 50000 }],
    icmpTypes: [],
    purpose: 'talosctl',
    because: 'admin networks may use the Talos API',
    field: 'admin/office',
    source: 'https://docs.siderolabs.com/talos',
    ...part,
  }
}

const policy: Policy = {
  defaultAction: 'block',
  principals: new Map(),
  admin: [],
  closed: [],
  rules: [rule({ id: 'kubelet/worker', on: 'worker', title: '=HYPERLINK("x")' }), rule({})],
}

describe('words', () => {
  it.each([
    ['one port', rule({}), 'tcp 50000'],
    ['a range', rule({ ports: [{ from: 2379, to: 2380 }] }), 'tcp 2379–2380'],
    ['types', rule({ protocol: 'icmp', ports: [], icmpTypes: [3, 11] }), 'icmp type 3, 11'],
    ['a whole protocol', rule({ protocol: 'esp', ports: [] }), 'esp'],
    ['a number', rule({ protocol: 89, ports: [] }), 'protocol 89'],
    ['everything', rule({ protocol: 'any', ports: [] }), 'any protocol'],
  ])('says %s', (_name, given, want) => {
    expect(wordService(given)).toBe(want)
  })

  it.each([
    ['controlplane', 'control plane'],
    ['worker', 'workers'],
    ['pool:web', 'pool web'],
    ['node:gpu-1', 'gpu-1'],
  ])('says where %s listens', (on, want) => {
    expect(wordMembers(on)).toBe(want)
  })

  it('names every kind of principal', () => {
    const all: Principal[] = [
      { kind: 'lb-for', use: 'talos-api' },
      { kind: 'admin-for', use: 'talos' },
      { kind: 'cidr', prefix: office },
    ]
    expect(wordPrincipals(all)).toBe('load balancers (Talos API), admin networks (Talos), 203.0.113.0/24')
    expect(wordPrincipals([])).toBe('nobody')
  })
})

describe('groupLines', () => {
  it('puts the control plane first, whatever the order of the rules', () => {
    const groups = groupLines(describeRules(policy, []), policy)
    expect(groups.map((group) => group.title)).toEqual(['Control plane', 'Workers'])
  })

  it('drops a group that a filter emptied', () => {
    const lines = describeRules(policy, []).filter((line) => line.to === 'workers')
    expect(groupLines(lines, policy).map((group) => group.title)).toEqual(['Workers'])
  })
})

describe('copyRules', () => {
  const groups = groupLines(describeRules(policy, []), policy)

  it('ends each group with its default', () => {
    const text = copyRules(groups, 'block', 'text')
    expect(text).toContain('■ allow  tcp 50000        from admin networks (203.0.113.0/24)')
    expect(text.match(/☐ deny {3}everything else/g)).toHaveLength(2)
    expect(copyRules(groups, 'accept', 'text')).not.toContain('deny')
  })

  it('puts the prefixes that machines call behind the word for them', () => {
    const outbound = rule({ direction: 'egress', from: [], to: [{ kind: 'anywhere' }], destinations: [office] })
    const [group] = groupLines(describeRules({ ...policy, rules: [outbound] }, []), { ...policy, rules: [outbound] })
    const text = copyRules(group === undefined ? [] : [group], 'block', 'text')
    expect(text).toMatch(/from control plane {2}to anywhere \(203\.0\.113\.0\/24\)/)
  })

  it('keeps a formula from running in a spreadsheet', () => {
    const csv = copyRules(groups, 'block', 'csv')
    expect(csv).toContain(`"'=HYPERLINK(""x"")"`)
    expect(csv.split('\n')).toHaveLength(6)
  })

  it('keeps Markdown in a name inert', () => {
    const hostile: Policy = { ...policy, rules: [rule({ title: '[x](javascript:1) | <b> `c`' })] }
    const markdown = copyRules(groupLines(describeRules(hostile, []), hostile), 'block', 'markdown')
    expect(markdown).not.toContain('[x](')
    expect(markdown).not.toMatch(/(?<!\\)<b/)
    const bars = markdown.split('\n').map((line) => line.match(/(?<!\\)\|/g)?.length ?? 0)
    expect(new Set(bars)).toEqual(new Set([0, 10]))
  })
})

describe('who enforces a rule', () => {
  const [first, second] = policy.rules
  const witness = (kind: Witness['kind'], rules: readonly string[]) => ({ kind, rules }) as unknown as Witness
  const target = (verdict: Proof['verdict'], witnesses: readonly Witness[]) =>
    ({
      id: 'box',
      title: 'Box',
      files: [{ lineRules: [[first?.id ?? ''], [second?.id ?? '']] }],
      proof: { verdict, witnesses, gaps: [] },
    }) as unknown as TargetAnalysis

  it.each([
    ['equal', [], 'lines lines'],
    ['wider', [witness('extra', [first?.id ?? ''])], 'wider elsewhere'],
    ['narrower', [witness('missing', [second?.id ?? ''])], 'elsewhere missing'],
    ['different', [witness('extra', [first?.id ?? '']), witness('missing', [first?.id ?? ''])], 'different elsewhere'],
    ['unread', [], 'unread unread'],
  ] as const)('says of files that are %s what is true of each rule', (verdict, witnesses, want) => {
    const lines = describeRules(policy, [target(verdict, witnesses)])
    const states = lines.slice(0, 2).map(({ enforcers }) => enforcers[0]?.state)
    expect(states.join(' ')).toBe(want)
  })
})
