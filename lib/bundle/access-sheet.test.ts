import { describe, expect, it } from 'vitest'
import type { DesignInput } from '../design/design'
import { cp, soundDesign } from '../testing/lint-case'
import { analyseDesign } from '../verify/analyse'
import { writeAccessSheet } from './access-sheet'

const office = { name: 'office', cidr: '198.51.100.0/24', owner: 'net-team', until: '2027-06-30' }
const vpn = { name: 'vpn', cidr: '203.0.113.0/24' }

function sheet(changes: Partial<DesignInput>): string {
  const design = soundDesign(changes)
  return writeAccessSheet(design, analyseDesign({ design, edits: {} }))
}

describe('the page to get back in with', () => {
  it('names networks, ways and what must not be lost', () => {
    const text = sheet({ admin: [office] })
    expect(text).toMatch(/office +\| `198\.51\.100\.0\/24` +\| Kubernetes, Talos +\| net-team +\| 2027-06-30/)
    expect(text).toMatch(/`cp-11`.*straight from office; from office through cp-12, cp-13/)
    expect(text).toContain('Without **office** nobody gets to')
    expect(text).toContain('talosctl -e 10.0.0.11 -n 10.0.0.11 version')
    expect(text).toContain('talosctl -e 10.0.0.11 -n 10.0.0.12 version')
  })

  it('warns of nothing where there are two ways to every machine', () => {
    expect(sheet({ admin: [office, vpn] })).not.toContain('What must not be lost')
  })

  it.each([
    ['talos', {}],
    ['switch-acl', { interfaces: { control: 'Vlan10' } }],
    ['opnsense', { interfaces: { control: 'opt1' } }],
    ['proxmox', { vmids: { 'cp-11': 111, 'cp-12': 112, 'cp-13': 113 } }],
  ])('tells the ways where %s takes out what the last bundle left', (id, options) => {
    const at = { admin: [office], targets: { [id]: options } }
    const before = soundDesign({
      ...at,
      admin: [office, vpn],
      listeners: [
        { name: 'left', on: ['controlplane'], protocol: 'tcp', ports: ['5432'], from: ['cidr:192.0.2.0/24'] },
      ],
    })
    const previous = analyseDesign({ design: before, edits: {} }).targets.flatMap(({ files }) =>
      files.filter(({ use }) => use === 'apply'),
    )
    const design = soundDesign(at)
    const analysis = analyseDesign({ design, edits: {}, around: { previous } })
    expect(analysis.targets.map(({ proof }) => proof.verdict)).toEqual(['equal'])
    expect(writeAccessSheet(design, analysis, { previous })).toMatch(/`cp-11`.*straight from office/)
  })

  it('says first who is out of reach', () => {
    const text = sheet({ admin: [office], overrides: [{ listener: 'apid', from: [] }] })
    expect(text).toContain('Nobody gets to `cp-11` `cp-12`')
    expect(text).not.toContain('talosctl -e')
  })

  it('knows Omni, and KubeSpan', () => {
    expect(sheet({ talos: { management: 'omni' } })).toContain('by Omni')
    expect(sheet({ addons: ['kubespan'], nodes: [cp(11), cp(12)] })).toContain('and KubeSpan')
  })
})
