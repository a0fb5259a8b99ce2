/** Plans and states, with values as Terraform and the provider leave them. */
import { describe, expect, test } from 'vitest'
import { readFirewalls, smallRental, stateHolding } from '@/lib/testing/hetzner-firewalls'
import { proveSubject, type Subject } from '@/lib/testing/subject'
import type { FirewallModel } from './model'
import { readers } from './read'

interface Shape {
  readonly applied?: readonly object[]
  readonly rules?: readonly object[]
  readonly servers?: readonly { name: string; id?: string; labels?: object; firewalls?: readonly number[] }[]
}

const rule = {
  direction: 'in',
  protocol: 'tcp',
  port: '80',
  source_ips: ['192.0.2.0/24'],
  destination_ips: [],
  description: '',
}
const bySelector = { label_selector: 'cluster=small,role=worker', server: 0 }

function stateOf({ applied = [bySelector], rules = [rule], servers = [] }: Shape): string {
  const firewall = {
    ...{ address: 'hcloud_firewall.worker', mode: 'managed', type: 'hcloud_firewall', name: 'worker' },
    values: { id: '42', name: 'small-talos-worker', labels: {}, apply_to: applied, rule: rules },
  }
  const others = servers.map(({ name, id, labels = {}, firewalls = [] }) => ({
    ...{ address: `hcloud_server.${name}`, mode: 'managed', type: 'hcloud_server', name },
    values: { id, name, labels, firewall_ids: firewalls },
  }))
  const values = { root_module: { resources: [firewall, ...others] } }
  return JSON.stringify({ format_version: '1.0', terraform_version: '1.11.4', values }, undefined, 2)
}

const files = (shape: Shape) => [{ path: 'state.json', text: stateOf(shape) }]

/** The machines that carry the firewall. */
function carriersOf(shape: Shape, subject: Subject = smallRental()): string[] {
  const read = readers.find((reader) => reader.settled === true)?.read(files(shape), subject.site)
  if (read === undefined || !read.ok) return [read?.problems[0]?.message ?? 'no reader']
  const { filter, site, work } = subject
  const stranger = { family: 4, value: (192n << 24n) + (2n << 8n) + 7n } as const
  return work.points.flatMap(({ point }) => {
    if (point.direction === 'egress') return []
    const packet = {
      source: stranger,
      destination: stranger,
      protocol: 'udp',
      port: 9,
      arrival: 'wire',
      phase: 'new',
    } as const
    const { verdict } = filter.decide(read.value satisfies FirewallModel, point, site, packet)
    // A server without a firewall is open.
    return verdict === 'deny' ? [point.member ?? ''] : []
  })
}

test('a state says the rules of each firewall, where it stands', () => {
  expect(readFirewalls(files({}))).toEqual(['worker in tcp 80 192.0.2.0/24'])
  const { filter, work, site } = smallRental()
  const read = readers.find((reader) => reader.settled === true)?.read(files({}), site)
  const at = work.points.find(({ point }) => point.id === 'server/w-1')
  if (read === undefined || !read.ok || at === undefined) throw new Error('unread')
  const source = { family: 4, value: (192n << 24n) + (2n << 8n) + 7n } as const
  const packet = { source, destination: source, protocol: 'tcp', port: 80, arrival: 'wire', phase: 'new' } as const
  const { statements } = filter.decide(read.value, at.point, site, packet)
  const line =
    stateOf({})
      .split('\n')
      .findIndex((text) => text.includes('"hcloud_firewall.worker"')) + 1
  expect(statements).toEqual([{ file: 'state.json', line }])
})

describe('it is carried by', () => {
  test.each<[string, Shape, string[]]>([
    ['servers with its labels', {}, ['w-1', 'web']],
    ['a server that lists it', { applied: [], servers: [{ name: 'w-1', id: '7', firewalls: [42] }] }, ['w-1']],
    [
      'a server that it lists',
      { applied: [{ server: 7, label_selector: '' }], servers: [{ name: 'cp-1', id: '7' }] },
      ['cp-1'],
    ],
    [
      'machines of a pool, by their labels',
      {
        applied: [{ server: 7, label_selector: '' }],
        servers: [{ name: 'web-x7', id: '7', labels: { cluster: 'small', role: 'worker', pool: 'web' } }],
      },
      ['web'],
    ],
    ['a server of another name', { applied: [], servers: [{ name: 'other', id: '7', firewalls: [42] }] }, []],
    ['nobody known', { applied: [] }, ['hcloud_firewall.worker: which servers carry it the file does not say.']],
    [
      'a stranger',
      { applied: [{ server: 7, label_selector: '' }] },
      ['hcloud_firewall.worker: which server has the number 7 the file does not say.'],
    ],
    [
      'in a plan, a server yet to be made, which is not just any of them',
      { applied: [{ label_selector: null }], servers: [{ name: 'w-1' }] },
      ['hcloud_firewall.worker: which server carries it is known only once that is made.'],
    ],
  ])('%s', (_, shape, want) => {
    expect(carriersOf(shape)).toEqual(want)
  })
})

test.each<[string, object, string]>([
  ['a rule that the API does not take', { ...rule, protocol: 'sctp' }, '"sctp" is no protocol'],
  ['a rule for nobody', { ...rule, source_ips: [] }, 'at least one of its source_ips'],
])('refuses %s', (_, changed, want) => {
  expect(readFirewalls(files({ rules: [changed] })).join()).toContain(want)
})

test.each<[string, string, string]>([
  ['no JSON', '{ "format_version": 1', 'Not JSON'],
  ['the stored state', '{ "lineage": "x", "version": 4 }', 'as Terraform stores it'],
  ['another format', '{ "format_version": "2.0" }', 'not one of Terraform 1'],
])('refuses %s', (_, text, want) => {
  expect(readFirewalls([{ path: 'state.json', text }]).join()).toContain(want)
})

test('a state that lacks a rule is narrower than the policy, and says where', () => {
  const subject = smallRental()
  const proof = proveSubject(subject, files({}))
  expect(proof.verdict).toBe('different')
  expect(proof.witnesses.map(({ sentence }) => sentence).join('\n')).toMatch(/no longer reaches|now reaches/)
})

test('a server with a firewall that the file does not hold: nothing is said of it', () => {
  const subject = smallRental()
  const text = stateHolding(subject)
  expect(proveSubject(subject, [{ path: 'state.json', text }]).verdict).toBe('equal')
  const more = text.replace(/("firewall_ids": \[\s*)/, '$199, ')
  const { verdict, problems } = proveSubject(subject, [{ path: 'state.json', text: more }])
  expect(verdict).toBe('unread')
  expect(problems.map(({ message }) => message)).toEqual([
    'hcloud_server.worker carries the firewall 99, which the file does not hold.',
  ])
})

test('a server that is to carry what a plan does not know yet: nothing is said of it', () => {
  const subject = smallRental()
  const plan = JSON.parse(stateHolding(subject)) as Record<'values' | 'configuration', unknown>
  const declared = { type: 'hcloud_server', name: 'worker', expressions: { firewall_ids: { references: [] } } }
  plan.configuration = { root_module: { resources: [declared] } }
  const text = JSON.stringify(plan, undefined, 2).replaceAll(/"firewall_ids": \[[^\]]*\],?/g, '')
  const { verdict, problems } = proveSubject(subject, [{ path: 'plan.json', text: text.replaceAll(/,(\s*\})/g, '$1') }])
  expect(verdict).toBe('unread')
  expect(problems.map(({ message }) => message)).toEqual([
    'Which firewalls hcloud_server.worker carries is known only once they are made.',
  ])
})

test('refuses an attachment of its own', () => {
  const text = stateOf({}).replace(
    '"resources": [',
    '"resources": [{ "address": "hcloud_firewall_attachment.a", "mode": "managed", "type": "hcloud_firewall_attachment", "name": "a", "values": { "firewall_id": 42, "label_selectors": ["role=worker"] } },',
  )
  expect(readFirewalls([{ path: 'state.json', text }]).join()).toContain(
    'what hcloud_firewall_attachment does is not known',
  )
})
