/** A load balancer that keeps its clients' addresses, and a listener of one pool. */
import { describe, expect, test } from 'vitest'
import { type Address, formatAddress, parseAddress } from '@/lib/net/address'
import { endsOf, rulesOf, smallCloud } from '@/lib/testing/security-groups'
import { modelOf, proveSubject, readExample, type Subject, subjectOf } from '@/lib/testing/subject'
import type { Binding, Filter } from '../target'
import { terraformAws } from './target'

const filter = terraformAws as Filter
const nlb = subjectOf(filter, readExample('aws-nlb'))

function addressOf(text: string): Address {
  const address = parseAddress(text)
  if (address === undefined) throw new Error(text)
  return address
}

/** Machines at whose card a packet from there is let in. */
function reaches(subject: Subject, from: string, port: number, variables: Binding = {}): string[] {
  const source = addressOf(from)
  const variant = { site: { ...subject.site, variables } }
  const model = modelOf(subject, subject.files, variant)
  return subject.work.points.flatMap(({ point }) => {
    if (point.direction !== 'ingress' || point.member === undefined) return []
    const member = subject.site.members.find(({ name }) => name === point.member)
    const own = member?.interfaces.flatMap((nic) => [...nic.addresses, ...nic.standIns]) ?? []
    const destination = own.find(({ family }) => family === source.family)
    if (destination === undefined) throw new Error(`${point.member} has no address for ${formatAddress(source)}`)
    const packet = {
      ...{ source, destination: { family: destination.family, value: destination.value } },
      ...{ protocol: 'tcp' as const, port, arrival: 'wire' as const, phase: 'new' as const },
    }
    return filter.decide(model, point, variant.site, packet).verdict === 'allow' ? [point.member] : []
  })
}

/** Routed pods open every port between nodes; this plugin does not route them. */
const overlay = { cni_type: 'flannel' }
const controlPlanes = ['cp-a', 'cp-b', 'cp-c']

describe('aws-nlb', () => {
  test.each([
    // A machine of the autoscaled pool may have this one.
    ['a health check of the first zone', '10.40.0.200', ['data']],
    ['a health check of the second zone', '10.40.16.200', []],
    ['a health check of the third zone', '10.40.32.200', []],
    ['an admin, whose address it keeps', '203.0.113.70', []],
  ])('%s reaches the API (%s)', (_, from, postgres) => {
    expect(reaches(nlb, from, 6443, overlay).sort()).toEqual(controlPlanes)
    expect(reaches(nlb, from, 5432, overlay)).toEqual(postgres)
  })

  test('nobody else comes through it', () => {
    expect(reaches(nlb, '203.0.113.96', 6443)).toEqual([])
    expect(reaches(nlb, '10.40.48.1', 6443)).toEqual([])
  })

  test('the nodes that come through it stand as prefixes beside the groups, which would never match them', () => {
    expect(endsOf(nlb, 'ingress control_plane 6 6443 6443')).toEqual(
      expect.arrayContaining([
        ...['control_plane', 'worker', '203.0.113.64/27'],
        ...['10.40.0.0/20', '10.40.16.200/32', '10.40.32.200/32'],
        ...['10.40.16.11/32', '10.40.16.50/31', '10.40.16.52/32', '10.40.32.11/32'],
        ...['2001:db8:40::/64', '2001:db8:40:1::/64', '2001:db8:40:2::11/128'],
      ]),
    )
  })

  test('PostgreSQL opens on the machines of its pool only, for the other pool only', () => {
    expect(reaches(nlb, '10.40.0.77', 5432, overlay)).toEqual(['data'])
    expect(reaches(nlb, '10.40.16.50', 5432, overlay)).toEqual([])
    expect(reaches(nlb, '10.40.16.11', 5432, overlay)).toEqual([])
    expect(reaches(nlb, '10.40.0.77', 5433, overlay)).toEqual([])
  })

  test('nothing else differs from the policy', () => {
    const proof = proveSubject(nlb)
    expect(proof).toMatchObject({ verdict: 'equal', witnesses: [], gaps: [], problems: [], enforced: proof.rules })
  })

  test('without the balancer only rules of the API go', () => {
    const without = subjectOf(filter, readExample('aws-nlb', { loadBalancers: [] }))
    const [base, changed] = [rulesOf(nlb), rulesOf(without)]
    expect(changed.filter((line) => !base.includes(line))).toEqual([])
    const gone = base.filter((line) => !changed.includes(line))
    expect(gone).toContain('ingress control_plane 6 6443 6443 10.40.16.200/32')
    expect(gone.filter((line) => !line.startsWith('ingress control_plane 6 6443 6443 '))).toEqual([])
  })

  test('without the listener only its rule goes', () => {
    const without = subjectOf(filter, readExample('aws-nlb', { listeners: [] }))
    const [base, changed] = [rulesOf(nlb), rulesOf(without)]
    expect(changed.filter((line) => !base.includes(line))).toEqual([])
    expect(base.filter((line) => !changed.includes(line))).toEqual(['ingress pool_data 6 5432 5432 pool_general'])
  })
})

test('without a balancer that keeps clients, groups are enough', () => {
  const plain = smallCloud({ loadBalancers: [{ name: 'api', addresses: ['10.0.9.9'], for: ['kubernetes-api'] }] })
  expect(endsOf(plain, 'ingress control_plane 6 6443 6443')).toEqual(['10.0.9.9/32', 'control_plane', 'worker'])
})
