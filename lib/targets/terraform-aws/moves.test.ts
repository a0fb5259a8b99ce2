/** What only changes its name since the last bundle is moved, never destroyed and made again. */
import { describe, expect, test } from 'vitest'
import { arbitraryPair } from '@/lib/testing/arbitrary-pair'
import { checkProperty } from '@/lib/testing/property'
import { sampleCount } from '@/lib/testing/samples'
import { rulesOf, smallCloud } from '@/lib/testing/security-groups'
import { modelOf, proveSubject, type Subject, subjectOf } from '@/lib/testing/subject'
import type { FileSet, Filter } from '../target'
import type { SecurityModel } from './model'
import { ruleKey } from './read/group-rules'
import { terraformAws } from './target'

const filter = terraformAws as Filter
const office = { name: 'office', cidr: '192.0.2.0/24' }
const listener = (name: string) => ({ name, on: ['worker'], ports: ['81'], from: ['worker'] })

/** The second design, written over the files of the first. */
function over({ design }: Subject, files: FileSet): Subject {
  return subjectOf(filter, design, { previous: files })
}

function movesOf({ files }: Subject): string[] {
  const text = files.find(({ path }) => path === 'terraform-aws/moved.tf')?.text ?? ''
  const plain = text.replaceAll('aws_vpc_security_group_', '')
  return [...plain.matchAll(/^moved {\n {2}from = (.*)\n {2}to {3}= (.*)\n}$/gm)].map(
    ([, from, to]) => `${from} → ${to}`,
  )
}

describe('moves', () => {
  test.each<[string, Subject, Subject, string[]]>([
    [
      'an admin who may use one API less',
      smallCloud({ admin: [office] }),
      smallCloud({ admin: [{ ...office, may: ['kubernetes'] }] }),
      [
        'ingress_rule.control_plane_icmp_echo_type_8_from_admin["192.0.2.0/24"] → ingress_rule.control_plane_icmp_echo_type_8_from_admin_2["192.0.2.0/24"]',
        'ingress_rule.control_plane_kubernetes_api_tcp_6443_from_admin["192.0.2.0/24"] → ingress_rule.control_plane_kubernetes_api_tcp_6443_from_admin_kubernetes["192.0.2.0/24"]',
        'ingress_rule.worker_icmp_echo_type_8_from_admin["192.0.2.0/24"] → ingress_rule.worker_icmp_echo_type_8_from_admin_2["192.0.2.0/24"]',
      ],
    ],
    [
      'a rule whose first listener goes',
      smallCloud({ listeners: [listener('one'), listener('two')] }),
      smallCloud({ listeners: [listener('two')] }),
      ['ingress_rule.worker_one_tcp_81_from_worker → ingress_rule.worker_two_tcp_81_from_worker'],
    ],
    [
      'a rule that only some plugins need, and another listener without',
      smallCloud({ listeners: [{ ...listener('mine'), protocol: 'udp', ports: ['4789'] }] }),
      smallCloud(),
      ['ingress_rule.worker_mine_udp_4789_from_worker → ingress_rule.worker_cni_vxlan_udp_4789_from_worker[0]'],
    ],
    ['nothing, where nothing changes', smallCloud(), smallCloud(), []],
    ['nothing, where the rules differ', smallCloud(), smallCloud({ admin: [office] }), []],
  ])('%s', (_, before, after, want) => {
    const next = over(after, before.files)
    expect(movesOf(next)).toEqual(want)
    expect(next.files.some(({ path }) => path.endsWith('moved.tf'))).toBe(want.length > 0)
    expect(next.output.problems).toEqual(after.output.problems)
    expect(rulesOf(next)).toEqual(rulesOf(after))
    expect(proveSubject(next, next.files, before.files).verdict).toBe('equal')
  })
})

test('what cannot be moved is said: Terraform refuses to move from a name that still stands for something', () => {
  const before = smallCloud({ posture: 'relaxed' })
  const after = smallCloud({
    posture: 'relaxed',
    clusterCIDRs: ['10.1.0.0/16'],
    overrides: [{ listener: 'kubernetes-api', add: ['cidr:10.0.0.0/16'] }],
  })
  const next = over(after, before.files)
  expect(movesOf(next)).toEqual([])
  expect(next.output.problems.map(({ severity, message }) => [severity, message])).toEqual([
    ['warning', expect.stringMatching(/control_plane_kubernetes_api_tcp_6443_from_cidr_10_0_0_0_16 was there before/)],
  ])
})

test('a last bundle that cannot be read leaves a word, and no file', () => {
  const next = over(smallCloud(), [{ path: 'terraform-aws/security_groups.tf', text: 'resource "' }])
  expect(movesOf(next)).toEqual([])
  expect(next.output.problems.map(({ severity, message }) => [severity, message])).toEqual([
    ['warning', expect.stringMatching(/last bundle was not read/)],
  ])
})

test('nothing of an edited bundle is written again but addresses like ours', () => {
  const before = smallCloud({ listeners: [{ ...listener('x'), from: ['cidr:10.7.0.0/16', 'cidr:10.8.0.0/16'] }] })
  const hostile = before.files.map(({ path, text }) => ({
    path,
    text: text.replace(
      /resource "aws_vpc_security_group_ingress_rule" "worker_x_tcp_81_from_cidr_10_7_0_0_16" {\n/,
      (head) => `${head}  for_each = toset(["]\\n}\\nresource \\"x\\" \\"y\\" {"])\n`,
    ),
  }))
  expect(hostile).not.toEqual(before.files)
  const after = smallCloud({ listeners: [{ ...listener('y'), from: ['cidr:10.7.0.0/16', 'cidr:10.8.0.0/16'] }] })
  const moved = movesOf(over(after, hostile))
  expect(moved).toEqual([
    'ingress_rule.worker_x_tcp_81_from_cidr_10_8_0_0_16 → ingress_rule.worker_y_tcp_81_from_cidr_10_8_0_0_16',
  ])
})

test('of any two bundles, what EC2 would call a duplicate is moved, or said', () => {
  const count = { kept: 0, moved: 0, said: 0 }
  checkProperty(arbitraryPair('1.13'), sampleCount(30, 500), ({ before, after }) => {
    const old = subjectOf(filter, before)
    const next = subjectOf(filter, after, { previous: old.files })
    const held = new Map((modelOf(old) as SecurityModel).rules.map((rule) => [ruleKey(rule), rule.address]))
    const moves = movesOf(next)
    for (const rule of (modelOf(next) as SecurityModel).rules) {
      const from = held.get(ruleKey(rule))
      if (from === undefined) continue
      const [was, is] = [from, rule.address].map((address) => address.replace('aws_vpc_security_group_', ''))
      if (was?.replace(/\[0\]$/, '') === is?.replace(/\[0\]$/, '')) count.kept++
      else if (moves.includes(`${was} → ${is}`)) count.moved++
      else {
        expect(next.output.problems.map(({ message }) => message).join('\n')).toContain(rule.address)
        count.said++
      }
    }
  })
  console.log(`terraform-aws: rules of two bundles ${JSON.stringify(count)}`)
  expect(count.kept).toBeGreaterThan(100)
  expect(count.moved).toBeGreaterThan(10)
})
