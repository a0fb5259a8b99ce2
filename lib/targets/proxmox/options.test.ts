import { describe, expect, test } from 'vitest'
import type { DesignInput } from '@/lib/design/design'
import { findOptionProblems } from '@/lib/targets/option-problems'
import { readExample, subjectOf } from '@/lib/testing/subject'
import { findTarget } from '../all'
import type { Filter } from '../target'
import { proxmoxOptions, vmidsOf } from './options'
import { proxmox } from './target'

const filter = findTarget(proxmox.id) as Filter

const pool = { name: 'web', role: 'worker', subnet: 'kubernetes', count: { min: 2, max: 4 } } as const
const machines: Partial<DesignInput> = {
  nodes: [{ name: 'cp-1', role: 'controlplane', subnet: 'kubernetes', addresses: ['192.168.30.11'] }],
  pools: [pool],
}

function saidOf(options: Record<string, unknown>): readonly string[] {
  const design = readExample('seed-000-baremetal', { ...machines, targets: { proxmox: options } as never })
  const { problems } = subjectOf(filter, design).output
  return problems.map(({ severity, at, message }) => `${severity} ${at.replace('targets/proxmox/', '')}: ${message}`)
}

describe('what is said of the ids', () => {
  test.each<[string, Record<string, unknown>, readonly (string | RegExp)[]]>([
    ['everybody has one', { vmids: { 'cp-1': 101, web: '201-203' } }, []],
    ['a list does as well', { vmids: { 'cp-1': 101, web: [201, 205] } }, []],
    ['nobody has one', {}, [/^error vmids: Nothing filters cp-1, web/]],
    ['a pool has none', { vmids: { 'cp-1': 101 } }, [/^warning vmids: Nothing filters web: the ids/]],
    [
      'too few for a pool',
      { vmids: { 'cp-1': 101, web: 201 } },
      [/^warning vmids\/web: web has 1 ids and 2 to 4 machines/],
    ],
    ['too many for a pool', { vmids: { 'cp-1': 101, web: '201-209' } }, [/^warning vmids\/web: web has 9 ids/]],
    ['two for a node', { vmids: { 'cp-1': '101-102', web: '201-202' } }, [/^error vmids\/cp-1: cp-1 is one machine/]],
    [
      'one for two',
      { vmids: { 'cp-1': 201, web: '200-202' } },
      [/^error vmids\/web: The virtual machine 201 is cp-1 already/],
    ],
    [
      'a stranger',
      { vmids: { 'cp-1': 101, web: '201-202', 'cp-11': 109 } },
      [/^warning vmids\/cp-11: No node or pool/],
    ],
    [
      'a slip',
      { vmids: { 'cp-11': 101, web: '201-202' } },
      [/^error vmids\/cp-11: No node or pool/, /^warning vmids: Nothing filters cp-1/],
    ],
    ['nothing is filtered on purpose', { stance: 'upstream' }, [/^warning stance: No firewall file is written/]],
  ])('%s', (_, options, want) => {
    const said = saidOf(options)
    expect(said.length).toBe(want.length)
    for (const [index, pattern] of want.entries()) expect(said[index]).toMatch(pattern)
  })

  test('machines without an id get a page of what their files must hold', () => {
    const design = readExample('seed-000-baremetal', { ...machines, targets: { proxmox: { vmids: { 'cp-1': 101 } } } })
    const { files } = subjectOf(filter, design).output
    const page = files.find(({ path }) => path === 'proxmox/without-id/web.txt')
    expect(page?.use).toBe('optional')
    expect(page?.text).toMatch(/^GROUP pcl-homelab-worker # pcl:homelab$/m)
    expect(files.filter(({ use }) => use === 'apply').map(({ path }) => path)).toEqual([
      'proxmox/cluster.fw',
      'proxmox/101.fw',
    ])
  })
})

describe('the schema', () => {
  test.each([
    [{ vmids: { a: 99 } }],
    [{ vmids: { a: '200-100' } }],
    [{ vmids: { a: '100-99999' } }],
    [{ vmids: { a: 'x' } }],
    [{ stance: 'none' }],
    [{ management: ['10.0.0.1'] }],
    [{ vmid: {} }],
  ])('refuses %j', (drawn) => {
    expect(proxmoxOptions.safeParse(drawn).success).toBe(false)
    const design = readExample('seed-000-baremetal', { targets: { proxmox: drawn as never } })
    expect(findOptionProblems(design).length).toBeGreaterThan(0)
  })

  test('ids come sorted and once', () => {
    expect(vmidsOf(proxmoxOptions.parse({ vmids: { a: [300, 200, 300] } }), 'a')).toEqual([200, 300])
    expect(vmidsOf(proxmoxOptions.parse({}), 'toString')).toEqual([])
  })
})

describe('the switch of the datacenter', () => {
  const ids = { vmids: { 'cp-1': 101, web: '201-202' } }
  const clusterOf = (options: Record<string, unknown>, change: Partial<DesignInput> = {}): string => {
    const design = readExample('seed-000-baremetal', { ...machines, ...change, targets: { proxmox: options } as never })
    return subjectOf(filter, design).output.files.find(({ path }) => path === 'proxmox/cluster.fw')?.text ?? ''
  }

  test('is never touched unasked', () => {
    expect(clusterOf(ids)).not.toMatch(/^(?:enable|\[OPTIONS\])/m)
  })

  test('comes with those who administer the hosts: the admins, or who is named', () => {
    expect(clusterOf({ ...ids, datacenter: true })).toMatch(
      /^enable: 1\n\n\[IPSET management\] # pcl:homelab\n\n192\.168\.10\.0\/24 # pcl:homelab\n$/m,
    )
    expect(clusterOf({ ...ids, datacenter: true, management: ['10.9.0.0/24', '10.9.0.0/16'] })).toMatch(
      /\n\n10\.9\.0\.0\/16 # pcl:homelab\n\n/,
    )
  })

  test('is refused where nobody could', () => {
    const options = { ...ids, datacenter: true }
    expect(clusterOf(options, { admin: [] })).not.toContain('enable: 1')
    const design = readExample('seed-000-baremetal', { ...machines, admin: [], targets: { proxmox: options } })
    const { problems } = subjectOf(filter, design).output
    expect(problems.map(({ severity, at }) => `${severity} ${at}`)).toEqual(['error targets/proxmox/datacenter'])
  })
})
