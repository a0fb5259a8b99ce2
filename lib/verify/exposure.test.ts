import { describe, expect, it } from 'vitest'
import type { DesignInput } from '../design/design'
import { templateById } from '../design/templates/templates'
import { soundDesign } from '../testing/lint-case'
import { analyseDesign } from './analyse'
import { exposureOfInternet, findExposures, wordExposure } from './exposure'

function linesOf(changes: Partial<DesignInput>, edit?: readonly [string, string]): Record<string, string> {
  const design = soundDesign(changes)
  const files = analyseDesign({ design, edits: {} }).targets.flatMap((target) => target.files)
  const file = files.find(({ use, text }) => use === 'apply' && edit !== undefined && text.includes(edit[0]))
  const edits = edit === undefined || file === undefined ? {} : { [file.path]: file.text.replace(edit[0], edit[1]) }
  const { reach } = analyseDesign({ design, edits })
  return Object.fromEntries(findExposures(reach).map((one) => [one.id, wordExposure(one)]))
}

describe('exposure in words', () => {
  it('of a sound cluster', () => {
    const said = linesOf({})
    expect(said.internet).toBe('From the internet: nothing but ICMP.')
    expect(said.admin).toBe('From Admin: Talos API 50000, Kubernetes API 6443 on Control plane. Nothing else but ICMP.')
    expect(said.pods).toContain('Kubernetes API 6443')
    expect(said.pods).not.toContain('etcd')
  })

  it('tells of the ports that a default action of accept leaves open', () => {
    const { internet } = linesOf({ talos: { defaultAction: 'accept' } })
    expect(internet).toMatch(/^From the internet: .*other ports without a rule.* on Control plane/)
    expect(linesOf({ talos: { defaultAction: 'block' } }).internet).not.toContain('other ports')
  })

  it('of no machine promises no ICMP either', () => {
    const { reach } = analyseDesign({ design: soundDesign({ nodes: [] }), edits: {} })
    expect(wordExposure(exposureOfInternet(reach))).toBe('From the internet: nothing, as there is no machine yet.')
  })

  it('names another network that is let in', () => {
    const listeners = [{ name: 'db', on: ['worker'], ports: ['5432'], from: ['cidr:10.77.0.0/16'] }]
    expect(linesOf({ listeners })['cidr:10.77.0.0/16']).toBe(
      'From 10.77.0.0/16: db 5432 on Workers. Nothing else but ICMP.',
    )
  })

  it('goes by the files: a prefix made wider lets strangers in', () => {
    const said = linesOf({}, ['198.51.100.0/24', '0.0.0.0/0'])
    expect(said.internet).toMatch(/^From the internet: .*50000|6443/)
  })

  it('calls nothing all there is where a file lets in more than one packet can tell', () => {
    const said = linesOf({}, ['ingress: block', 'ingress: accept'])
    expect(said.internet).toMatch(/ on Control plane\. Files let in more than the design, so this may not be all\.$/)
    expect(Object.values(said).filter((sentence) => /nothing/i.test(sentence))).toEqual([])
  })

  it('names nobody for a source of a family that the machines do not speak', () => {
    const nodePorts = { enabled: true, from: ['cidr:::/0'] }
    expect(linesOf({ nodePorts }).internet).toBe('From the internet: nothing but ICMP.')
    expect(linesOf({ nodePorts: { enabled: true, from: ['cidr:0.0.0.0/0'] } }).internet).toMatch(/NodePorts/)
  })

  it.each([
    [
      'as it is',
      'proxmox-on-prem',
      'From the internet: nothing but ICMP; ping is stopped.',
      /^From Pods: .+ else but ICMP\.$/,
    ],
    [
      'no box before the machines',
      'three-node-ha',
      'From the internet: nothing but ICMP.',
      /^From Pods: .+ else but ICMP\.$/,
    ],
  ])('says that a box before the machines stops ping: %s', (_name, id, internet, pods) => {
    const design = templateById(id)?.design()
    if (design === undefined) throw new Error(id)
    const said = findExposures(analyseDesign({ design, edits: {} }).reach)
    const of = (zone: string) => said.filter((one) => one.id === zone).map(wordExposure)
    expect(of('internet')).toEqual([internet])
    expect(of('pods')[0]).toMatch(pods)
  })

  it('says nothing of ping where a file was not read', () => {
    const design = templateById('proxmox-on-prem')?.design()
    if (design === undefined) throw new Error('no template')
    const edits = { 'talos/controlplane.patch.yaml': 'kind: [oops' }
    expect(wordExposure(exposureOfInternet(analyseDesign({ design, edits }).reach))).toMatch(/nothing but ICMP\.$/)
  })

  it('begins with the internet', () => {
    const design = soundDesign({ overrides: [{ listener: 'kubelet', add: ['anywhere'] }] })
    const { reach } = analyseDesign({ design, edits: {} })
    expect(exposureOfInternet(reach).reaches).toEqual([
      { to: 'Control plane', services: ['Kubelet 10250'] },
      { to: 'Workers', services: ['Kubelet 10250'] },
    ])
    expect(findExposures(reach)[0]?.id).toBe('internet')
  })
})
