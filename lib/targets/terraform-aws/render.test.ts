import { describe, expect, test } from 'vitest'
import { hostileTexts } from '@/lib/testing/arbitrary-text'
import { endsOf, readRules, resourceNames, rulesOf, smallCloud, textOf } from '@/lib/testing/security-groups'
import { proveSubject, readExample, type Subject, subjectOf } from '@/lib/testing/subject'
import type { Filter } from '../target'
import { terraformAws } from './target'

const nlb = subjectOf(terraformAws as Filter, readExample('aws-nlb'))

describe('the other end of a rule', () => {
  test.each<[string, Subject, string, string[]]>([
    [
      'a public address and the shared address stand beside the group',
      smallCloud({
        kubernetes: { vip: '10.0.9.9' },
        nodes: [
          {
            name: 'cp-1',
            role: 'controlplane',
            subnet: 'a',
            addresses: ['10.0.1.1'],
            publicAddresses: ['198.51.100.1'],
          },
        ],
      }),
      'ingress control_plane 6 2379 2380',
      ['10.0.9.9/32', '198.51.100.1/32', 'control_plane'],
    ],
    [
      'machines that are not behind it are prefixes',
      smallCloud({}, { subnets: ['a', 'b'] }),
      'ingress control_plane 6 50001 50001',
      ['10.0.3.0/24', 'worker'],
    ],
    [
      'in relaxed a role is its network: a fixed address alone is not',
      smallCloud({ posture: 'relaxed' }),
      'ingress control_plane 6 50001 50001',
      ['10.0.2.0/24', 'worker'],
    ],
    [
      'a prefix inside another of the same rule is left out, a group never',
      smallCloud({
        listeners: [{ name: 'x', on: ['cp-1'], ports: ['81'], from: ['worker', 'cluster', 'cidr:10.0.7.0/24'] }],
      }),
      'ingress node_cp_1 6 81 81',
      ['10.0.0.0/16', 'worker'],
    ],
    [
      'everybody, in the families in play',
      smallCloud({ listeners: [{ name: 'x', on: ['web'], ports: ['81'], from: ['anywhere'] }] }),
      'ingress pool_web 6 81 81',
      ['0.0.0.0/0'],
    ],
    [
      'a node by its own group',
      smallCloud({ listeners: [{ name: 'x', on: ['worker'], ports: ['81'], from: ['node:cp-1', 'pool:web'] }] }),
      'ingress worker 6 81 81',
      ['node_cp_1', 'pool_web'],
    ],
  ])('%s', (_, subject, start, want) => {
    expect(endsOf(subject, start)).toEqual(want)
    expect(proveSubject(subject).verdict).toBe('equal')
  })
})

describe('admins', () => {
  const admin = [
    { name: 'both', cidr: '192.0.2.0/24' },
    { name: 'kubectl', cidr: '198.51.100.0/24', may: ['kubernetes' as const] },
    { name: 'talosctl', cidr: '203.0.113.0/24', may: ['talos' as const] },
  ]
  const subject = smallCloud({ admin })

  test('those of both APIs are the variable, the others stand in the rules', () => {
    expect(textOf(subject, 'variables.tf')).toContain('  default = [\n    "192.0.2.0/24",\n  ]')
    expect(endsOf(subject, 'ingress control_plane 6 6443 6443')).toContain('198.51.100.0/24')
    expect(endsOf(subject, 'ingress control_plane 6 50000 50000')).toEqual(
      expect.arrayContaining(['192.0.2.0/24', '203.0.113.0/24']),
    )
    expect(endsOf(subject, 'ingress control_plane 6 50000 50000')).not.toContain('198.51.100.0/24')
    // Ping is for all of them.
    expect(endsOf(subject, 'ingress worker 1 8 -1')).toEqual(expect.arrayContaining(admin.map(({ cidr }) => cidr)))
  })

  test('a network that a rule has anyway is not there twice', () => {
    const twice = smallCloud({ posture: 'relaxed', admin: [{ name: 'vpc', cidr: '10.0.0.0/16' }] })
    expect(endsOf(twice, 'ingress control_plane 6 6443 6443')).toEqual(['10.0.0.0/16'])
    expect(textOf(twice, 'external_access.tf')).toContain('setsubtract(toset(var.allowed_admin_cidrs), [var.vpc_cidr])')
    expect(proveSubject(twice).verdict).toBe('equal')
  })

  test('a network that only the variable holds is not there twice either', () => {
    const relaxed = smallCloud({ posture: 'relaxed', admin: [{ name: 'vpc', cidr: '10.0.0.0/16' }] })
    const files = relaxed.files.map((file) => ({
      ...file,
      text: file.text.replaceAll('"10.0.0.0/16"', '"10.1.0.0/16"'),
    }))
    const lines = readRules(files, relaxed.site)
    expect(lines.filter((line) => line.startsWith('ingress control_plane 6 6443 6443'))).toEqual([
      'ingress control_plane 6 6443 6443 10.1.0.0/16',
    ])
  })

  test('a design without admins still takes some', () => {
    const none = smallCloud()
    expect(textOf(none, 'variables.tf')).toContain('default     = []')
    expect(textOf(none, 'external_access.tf')).toContain('for_each = toset(var.allowed_admin_cidrs)')
  })
})

describe('protocols', () => {
  test.each<[string, Subject, string[]]>([
    [
      'ESP by its number',
      smallCloud({ cni: { plugin: 'cilium', encryption: 'ipsec' } }),
      ['ingress worker 50 -1 -1 control_plane', 'ingress worker 50 -1 -1 worker'],
    ],
    [
      'IP in IP by its number',
      smallCloud({ cni: { plugin: 'calico', transport: 'ipip' } }),
      ['ingress worker 4 -1 -1 control_plane', 'ingress worker 4 -1 -1 worker'],
    ],
    ['MTU discovery as a type with every code', smallCloud(), ['ingress worker 1 3 -1 0.0.0.0/0']],
    [
      'routed pods with every protocol',
      smallCloud({ cni: { plugin: 'cilium', transport: 'native' } }),
      ['ingress worker any -1 -1 10.244.0.0/16', 'ingress worker any -1 -1 control_plane'],
    ],
    [
      'two ports of one listener',
      smallCloud({ listeners: [{ name: 'x', on: ['worker'], ports: ['81', '90-99'], from: ['worker'] }] }),
      ['ingress worker 6 81 81 worker', 'ingress worker 6 90 99 worker'],
    ],
  ])('%s', (_, subject, want) => {
    expect(rulesOf(subject)).toEqual(expect.arrayContaining(want))
  })

  test('ports of SCTP are a gap, the whole of it is not', () => {
    const some = smallCloud({
      listeners: [{ name: 'x', on: ['worker'], protocol: 'sctp', ports: ['81'], from: ['worker'] }],
    })
    expect(some.output.gaps.map(({ rule, capability }) => [rule, capability])).toEqual([['x/worker', 'sctpPorts']])
    expect(proveSubject(some)).toMatchObject({ verdict: 'equal', gaps: [{ rule: 'x/worker' }] })
    const all = smallCloud({
      listeners: [{ name: 'x', on: ['worker'], protocol: 'sctp', ports: ['0-65535'], from: ['worker'] }],
    })
    expect(all.output.gaps).toEqual([])
    expect(rulesOf(all)).toContain('ingress worker 132 -1 -1 worker')
  })
})

describe('two rules that EC2 would take for one', () => {
  const subject = smallCloud({
    listeners: [
      { name: 'one', on: ['worker'], ports: ['81'], from: ['worker', 'cidr:192.0.2.0/24'] },
      { name: 'two', on: ['worker'], ports: ['81'], from: ['worker', 'cidr:192.0.2.0/24'] },
    ],
  })

  test('are one, and its lines name both', () => {
    expect(rulesOf(subject).filter((line) => line.includes(' 81 '))).toHaveLength(2)
    const file = subject.output.files.find(({ path }) => path.endsWith('security_groups.tf'))
    const line = file?.text.split('\n').findIndex((text) => text.includes('one_tcp_81_from_worker')) ?? -1
    expect(file?.lineRules[line]).toEqual(['one/worker', 'two/worker'])
    expect(proveSubject(subject).verdict).toBe('equal')
  })
})

test('a rule that NodePorts change for some plugins only', () => {
  const both = smallCloud({
    addons: [{ id: 'clustermesh', from: ['controlplane'] }],
    nodePorts: { enabled: false, range: '32379', from: ['controlplane'] },
  })
  expect(textOf(both, 'security_groups.tf')).toContain(
    'count = !var.enable_nodeport && var.cni_type == "cilium" ? 1 : 0\n',
  )
  expect(proveSubject(both).verdict).toBe('equal')
})

describe('names', () => {
  test('depend on their own rule and principal alone', () => {
    const before = resourceNames(
      smallCloud({ listeners: [{ name: 'x', on: ['worker'], ports: ['81'], from: ['worker'] }] }),
    )
    const after = resourceNames(
      smallCloud({
        posture: 'strict',
        admin: [{ name: 'office', cidr: '192.0.2.0/24' }],
        addons: ['hubble'],
        listeners: [
          { name: 'a', on: ['worker'], ports: ['70'], from: ['worker'] },
          { name: 'x', on: ['worker'], ports: ['79', '81'], from: ['subnet:a', 'worker'] },
        ],
      }),
    )
    expect(after).toContain('worker_x_tcp_81_from_worker')
    expect(before).toContain('worker_x_tcp_81_from_worker')
    expect(before.filter((name) => name.startsWith('control_plane_etcd'))).toEqual(
      after.filter((name) => name.startsWith('control_plane_etcd')),
    )
  })

  test('are plain and different, whatever people call their listeners', () => {
    const listeners = hostileTexts.map((name, index) => ({
      name,
      on: ['worker'],
      ports: [String(2000 + index)],
      from: ['worker'],
    }))
    const names = resourceNames(
      smallCloud({ listeners: [...listeners, { name: 'a-b', on: ['worker'], ports: ['81'], from: [] }] }),
    )
    expect(new Set(names).size).toBe(names.length)
    for (const name of names) expect(name).toMatch(/^[a-z][a-z0-9_]*$/)
  })

  test('descriptions keep to the signs that EC2 takes', () => {
    const listeners = hostileTexts.map((name, index) => ({
      name,
      on: ['worker'],
      ports: [String(2000 + index)],
      from: ['worker'],
    }))
    const subject = smallCloud({ listeners })
    const descriptions = subject.files.flatMap(({ path, text }) =>
      path.endsWith('groups.tf') ? [...text.matchAll(/description += "(.*)"$/gm)].map((match) => match[1] ?? '') : [],
    )
    expect(descriptions.length).toBeGreaterThan(hostileTexts.length)
    for (const text of descriptions) {
      // A brace after a sign is written with that sign twice.
      expect(text.replaceAll('$${', '${')).toMatch(/^[A-Za-z0-9 ._\-:/()#,@[\]+=;{}!$*]{1,255}$/)
    }
  })

  test('a group may not begin with sg-', () => {
    expect(textOf(smallCloud({ name: 'sg-1' }), 'variables.tf')).toContain('default     = "talos-sg-1"')
    expect(terraformAws.options.safeParse({ environment: 'sg-1' }).success).toBe(false)
    expect(terraformAws.options.safeParse({ environment: `\${x}"` }).success).toBe(false)
  })
})

test('variables and outputs stand in the order of the alphabet, each described', () => {
  for (const file of ['variables.tf', 'outputs.tf']) {
    const text = textOf(nlb, file)
    const names = [...text.matchAll(/^(?:variable|output) "(\w+)"/gm)].map((match) => match[1])
    expect(names).toEqual([...names].sort())
    expect(text.match(/^ {2}description/gm)).toHaveLength(names.length)
  }
  expect([...textOf(nlb, 'variables.tf').matchAll(/^variable "(\w+)"/gm)].map((match) => match[1])).toEqual([
    'allowed_admin_cidrs',
    'cni_type',
    'enable_nodeport',
    'environment',
    'tags',
    'vpc_cidr',
    'vpc_id',
  ])
})

test('names that differ only in signs which Terraform does not take, and one that looks like a second of them, stay apart', () => {
  const one = (name: string, protocol: 'gre' | 'esp' | 'vrrp', from: string) => ({
    ...{ name, protocol, on: ['worker'], ports: [], from: [from] },
  })
  const subject = smallCloud({
    subnets: [
      { name: 'a', cidrs: ['10.0.1.0/24'] },
      { name: 'b', cidrs: ['10.0.2.0/24'] },
      { name: 'c', cidrs: ['10.0.3.0/24'] },
      { name: 'a-2', cidrs: ['10.0.4.0/24'] },
    ],
    listeners: [one('x-y', 'gre', 'subnet:a'), one('x/y', 'esp', 'subnet:a'), one('x:y', 'vrrp', 'subnet:a-2')],
  })
  expect(
    resourceNames(subject)
      .filter((name) => name.includes('worker_x_y'))
      .sort(),
  ).toEqual(['worker_x_y_from_subnet_a', 'worker_x_y_from_subnet_a_2', 'worker_x_y_from_subnet_a_3'])
  expect(proveSubject(subject).verdict).toBe('equal')
})
