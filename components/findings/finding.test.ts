import { describe, expect, it } from 'vitest'
import { designSchema } from '@/lib/design/design'
import { analyseDesign } from '@/lib/verify/analyse'
import type { Analysis } from '@/lib/verify/analysis'
import { exposureOfInternet } from '@/lib/verify/exposure'
import { findFindings } from './finding'
import { findingMessages } from './messages'

const design = designSchema.parse({
  version: 1,
  name: 'a',
  subnets: [{ name: 'control', cidrs: ['10.0.0.0/24'] }],
  nodes: [{ name: 'cp-1', role: 'controlplane', subnet: 'control', addresses: ['10.0.0.11'] }],
  admin: [{ name: 'office', cidr: '198.51.100.0/24' }],
  loadBalancerIPs: [{ name: 'ingress', addresses: ['10.0.64.80'], ports: ['80', '443'] }],
})

function analyse(from: string, to: string): Analysis {
  const { targets } = analyseDesign({ design, edits: {} })
  const file = targets.flatMap((target) => target.files).find((one) => one.use === 'apply' && one.text.includes(from))
  if (file === undefined) throw new Error(`no file holds ${from}`)
  return analyseDesign({ design, edits: { [file.path]: file.text.replace(from, to) } })
}

describe('findFindings', () => {
  it('has nothing to say where every file says what the design says', () => {
    expect(findFindings(analyseDesign({ design, edits: {} }), [])).toEqual([])
  })

  it('leads from a widened prefix to its line and to a packet', () => {
    const [finding, ...more] = findFindings(analyse('198.51.100.0/24', '198.51.100.0/16'), [])
    expect(more).toEqual([])
    expect(finding?.group).toBe('fix')
    expect(finding?.sentence).toMatch(/now reaches/)
    expect(finding?.place.kind).toBe('file')
    expect(finding?.question).toMatch(/^198\.51\.\S+ -> 10\.0\.0\.11 tcp\/\d+$/)
  })

  it('leads from what was not understood to its line', () => {
    const [finding] = findFindings(analyse('portSelector', 'protSelector'), [])
    expect(finding?.sentence).toContain('protSelector')
    expect(finding?.place).toMatchObject({ kind: 'file', line: expect.any(Number) })
  })
})

describe('advice', () => {
  it.each([
    ['error', 'fix'],
    ['warning', 'harden'],
    ['info', 'know'],
  ] as const)('of severity %s stands under %s, once, at its rule', (severity, group) => {
    const analysis = analyseDesign({ design, edits: {} })
    const at = 'rules/kubelet/worker'
    const problems = [{ severity: 'warning', at, message: 'the same' }] as const
    const advice = { code: 'a', severity, message: 'the same', at, source: 'RFC 1' }
    const [finding, ...more] = findFindings({ ...analysis, problems }, [advice])
    expect(more).toEqual([])
    expect(finding).toMatchObject({ group, place: { kind: 'rule', id: 'kubelet/worker' } })
  })
})

describe('exposure', () => {
  it.each([
    [
      'as drawn',
      analyseDesign({ design, edits: {} }),
      false,
      'From the internet: ingress 80, ingress 443 on ingress. Nothing else but ICMP.',
    ],
    [
      'a file opened to the world',
      analyse('198.51.100.0/24', '0.0.0.0/0'),
      false,
      /^From the internet: .+ on Control plane; ingress 80, ingress 443 on ingress\. Files let in more than the design, so this may not be all\.$/,
    ],
    ['not read', analyse('portSelector', 'protSelector'), true, /^By the design, .+ is not known\.$/],
  ])('%s', (_name, analysis, unread, want) => {
    const sentence = findingMessages.exposed(exposureOfInternet(analysis.reach), unread)
    expect(sentence).toMatch(want)
  })
})
