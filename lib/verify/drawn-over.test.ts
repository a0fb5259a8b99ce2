/** Machines drawn where pods live, or at an address that is announced as well: nothing is open there by that alone. */
import { expect, test } from 'vitest'
import { designSchema } from '@/lib/design/design'
import { findTarget } from '@/lib/targets/all'
import { isFilter } from '@/lib/targets/target'
import { proveSubject, subjectOf } from '@/lib/testing/subject'

const inPodNetwork = {
  talos: { defaultAction: 'accept' as const },
  subnets: [{ name: 'control', cidrs: ['10.244.0.0/24'] }],
  nodes: [{ name: 'cp-1', role: 'controlplane' as const, subnet: 'control', addresses: ['10.244.0.11'] }],
}
const announced = {
  subnets: [{ name: 'control', cidrs: ['10.0.0.0/24'] }],
  nodes: [{ name: 'cp-1', role: 'controlplane' as const, subnet: 'control', addresses: ['10.0.0.11'] }],
  loadBalancerIPs: [{ name: 'ingress', addresses: ['10.0.0.11'], ports: ['443'] }],
}
const pods = '10.244.0.0/16'
const world = '0.0.0.0/0'

test.each([
  ['talos', 'in a network of pods', inPodNetwork, 'subnet: 10.244.0.11/32', `subnet: ${pods}`],
  ['nftables', 'in a network of pods', inPodNetwork, '10.244.0.11', pods],
  ['talos', 'at an announced address', announced, 'subnet: 10.0.0.11/32', `subnet: ${world}`],
])('%s: files that open more to machines %s are told', (id, _, part, narrow, wide) => {
  const target = findTarget(id)
  if (target === undefined || !isFilter(target)) throw new Error(id)
  const subject = subjectOf(target, designSchema.parse({ version: 1, name: 'x', ...part, targets: { [id]: {} } }))
  expect(proveSubject(subject).verdict).toBe('equal')
  const opened = subject.files.map((file) => ({ ...file, text: file.text.replaceAll(narrow, wide) }))
  expect(opened).not.toEqual(subject.files)
  expect(proveSubject(subject, opened).verdict).toBe('wider')
})

test('NodePorts of machines in a network of pods are told as open', () => {
  const target = findTarget('talos')
  if (target === undefined || !isFilter(target)) throw new Error('talos')
  const { talos: _, ...part } = inPodNetwork
  const design = designSchema.parse({ version: 1, name: 'x', ...part })
  const { verdict, always } = proveSubject(subjectOf(target, design))
  expect(verdict).toBe('equal')
  expect(always.map(({ id }) => id)).toContain('node-ports-among-pods')
})
