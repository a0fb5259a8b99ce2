import { describe, expect, it } from 'vitest'
import type { DesignInput } from '../design/design'
import { cp, soundDesign } from '../testing/lint-case'
import { analyseDesign } from './analyse'
import { type Access, findWaysIn } from './ways-in'

const office = { name: 'office', cidr: '198.51.100.0/24' }
const vpn = { name: 'vpn', cidr: '203.0.113.0/24' }
const worker = { name: 'w-1', role: 'worker' as const, subnet: 'workers', addresses: ['10.0.1.21'] }
const one = [cp(11), worker]

function access(changes: Partial<DesignInput>, edits: Readonly<Record<string, string>> = {}): Record<string, Access> {
  const design = soundDesign(changes)
  const found = findWaysIn(design, analyseDesign({ design, edits }), { edits })
  return Object.fromEntries((found ?? []).map((one) => [one.member, one]))
}

const kinds = (found: Access | undefined) => [...new Set(found?.ways.map(({ kind }) => kind))].sort()

describe('ways to the Talos API', () => {
  it.each<[string, Partial<DesignInput>, string, number, string | undefined, string[]]>([
    ['a control plane from one network', { admin: [office] }, 'cp-11', 1, 'office', ['direct', 'passed on']],
    ['a control plane from two', { admin: [office, vpn] }, 'cp-11', 2, undefined, ['direct', 'passed on']],
    ['a worker by three control planes', { admin: [office, vpn] }, 'w-1', 2, undefined, ['passed on']],
    ['a worker by one', { admin: [office, vpn], nodes: one }, 'w-1', 1, 'cp-11', ['passed on']],
    ['Omni counts', { admin: [office], talos: { management: 'omni' } }, 'w-1', 2, undefined, ['omni', 'passed on']],
    ['Omni alone', { admin: [], talos: { management: 'omni' } }, 'w-1', 1, 'Omni', ['omni']],
    ['KubeSpan, which shares them', { addons: ['kubespan'] }, 'w-1', 1, 'office', ['kubespan', 'passed on']],
    [
      'KubeSpan where the wire is closed',
      { addons: ['kubespan'], overrides: [{ listener: 'apid', from: ['admin'] }] },
      'w-1',
      1,
      'office',
      ['direct', 'kubespan'],
    ],
    [
      'a network inside another is none',
      { admin: [office, { name: 'a', cidr: '198.51.100.9/32' }] },
      'cp-11',
      1,
      'office',
      ['direct', 'passed on'],
    ],
    [
      'a network for Kubernetes only is none',
      { admin: [office, { ...vpn, may: ['kubernetes'] }] },
      'w-1',
      1,
      'office',
      ['passed on'],
    ],
    [
      'a load balancer of the API is one more',
      { admin: [office], loadBalancers: [{ name: 'lb', addresses: ['10.0.0.5'], for: ['talos-api'] }] },
      'w-1',
      2,
      undefined,
      ['passed on'],
    ],
    [
      'a pool of control planes is several',
      {
        nodes: [worker],
        pools: [{ name: 'cps', role: 'controlplane', subnet: 'control', count: 3 }],
        admin: [office, vpn],
      },
      'w-1',
      2,
      undefined,
      ['passed on'],
    ],
    ['nobody', { overrides: [{ listener: 'apid', from: [] }] }, 'w-1', 0, undefined, []],
  ])('%s', (_, changes, member, independent, hinge, want) => {
    const found = access(changes)[member]
    expect(found).toMatchObject({ independent })
    expect(found?.hinge).toBe(hinge)
    expect(kinds(found)).toEqual(want)
  })

  it('reads the files, not the drawing', () => {
    const design = soundDesign({ admin: [office, vpn] })
    const file = analyseDesign({ design, edits: {} })
      .targets.flatMap(({ files }) => files)
      .find(({ path }) => path === 'talos/controlplane.patch.yaml')
    if (file === undefined) throw new Error('no file for control planes')
    const edited = file.text.replace(/ *- subnet: 203\.0\.113\.0\/24\n/g, '')
    expect(edited).not.toBe(file.text)
    expect(access({ admin: [office, vpn] }, { [file.path]: edited })['cp-11']).toMatchObject({
      independent: 1,
      hinge: 'office',
    })
  })
})
