import { describe, expect, it } from 'vitest'
import type { DesignInput } from '../design/design'
import { tickStep } from '../design/edits/records'
import { targets } from '../targets/all'
import { soundDesign } from '../testing/lint-case'
import { analyseDesign } from '../verify/analyse'
import { checklistOf } from './checklist'
import { codeSources } from './codes'
import { findFindings } from './find-findings'

function statesOf(change: Partial<DesignInput>, edits: Readonly<Record<string, string>> = {}) {
  const design = soundDesign({ targets: { talos: {}, hardening: {} }, ...change })
  const analysis = analyseDesign({ design, edits })
  const steps = checklistOf(design, analysis.targets, findFindings(design, analysis))
  return { design, steps, state: (id: string) => steps.find(({ item }) => item.id === id)?.state }
}

describe('the checklist', () => {
  it('is asked of a design that lists a target with one', () => {
    expect(statesOf({ targets: { talos: {} } }).steps).toEqual([])
    expect(statesOf({}).steps.length).toBeGreaterThan(15)
  })

  it('is answered by the proof where packets can answer', () => {
    const { steps } = statesOf({})
    const answered = steps.filter(({ item }) => item.answeredBy !== undefined)
    expect(answered.map(({ item, state }) => [item.id, state])).toEqual(
      answered.map(({ item }) => [item.id, item.id === 'nobody-locked-out' ? 'refuted' : 'proved']),
    )
    const two = [
      { name: 'office', cidr: '198.51.100.0/24' },
      { name: 'vpn', cidr: '203.0.113.0/24' },
    ]
    expect(statesOf({ admin: two }).state('nobody-locked-out')).toBe('proved')
  })

  it.each([
    ['kubelet-closed', 'kubelet'],
    ['etcd-closed', 'etcd'],
    ['trustd-closed', 'trustd'],
    ['overlay-closed', 'cni-vxlan'],
    ['talos-api-closed', 'apid'],
    ['kubernetes-api-narrow', 'kubernetes-api'],
  ])('refutes %s by a packet', (id, listener) => {
    const { steps, state } = statesOf({ overrides: [{ listener, add: ['anywhere'] }] })
    expect(state(id)).toBe('refuted')
    expect(steps.find(({ item }) => item.id === id)?.against[0]).toMatch(/^rules\//)
  })

  it('knows nothing where no file filters, or one is not read', () => {
    expect(statesOf({ targets: { hardening: {} } }).state('etcd-closed')).toBe('unproved')
    const broken = { 'talos/worker.patch.yaml': 'kind: [' }
    expect(statesOf({}, broken).state('etcd-closed')).toBe('unproved')
  })

  it('takes ticks for what only a person knows, and for nothing else', () => {
    expect(statesOf({}).state('etcd-backup-tested')).toBe('open')
    expect(statesOf({ checklist: { 'etcd-backup-tested': true } }).state('etcd-backup-tested')).toBe('ticked')
    expect(statesOf({ checklist: { 'etcd-backup-tested': false } }).state('etcd-backup-tested')).toBe('open')
    const open = { overrides: [{ listener: 'etcd', add: ['anywhere'] }], checklist: { 'etcd-closed': true } }
    expect(statesOf(open).state('etcd-closed')).toBe('refuted')
    const { design } = statesOf({})
    expect(tickStep(design, 'etcd-backup-tested', true).checklist).toEqual({ 'etcd-backup-tested': true })
  })

  it('names findings that exist, and each step once', () => {
    const items = targets.flatMap(({ checklist }) => checklist ?? [])
    expect(
      items.flatMap(({ answeredBy }) => answeredBy ?? []).filter((code) => !Object.hasOwn(codeSources, code)),
    ).toEqual([])
    expect(new Set(items.map(({ id }) => id)).size).toBe(items.length)
  })
})
