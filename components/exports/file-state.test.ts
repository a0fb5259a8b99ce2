import { describe, expect, it } from 'vitest'
import { parseAddress } from '@/lib/net/address'
import type { TargetAnalysis } from '@/lib/verify/analysis'
import type { Proof, Witness } from '@/lib/verify/proof'
import { fileShape, findFaults, placeOf } from './file-state'
import { exportMessages } from './messages'

const address = parseAddress('192.0.2.9')
if (address === undefined) throw new Error('fixture')
const packet: Witness['packet'] = {
  source: address,
  destination: address,
  protocol: 'tcp',
  port: 6443,
  arrival: 'wire',
  phase: 'new',
}

function witness(kind: Witness['kind'], file: string, line: number): Witness {
  const sentence = `${kind} ${line}`
  const [intended, actual] = kind === 'extra' ? (['deny', 'allow'] as const) : (['allow', 'deny'] as const)
  return {
    kind,
    direction: 'ingress',
    point: 'node/cp-1',
    member: 'cp-1',
    packet,
    intended,
    actual,
    rules: [],
    statements: [{ file, line }],
    sentence,
  }
}

function target(part: Partial<Proof>): TargetAnalysis {
  const file = (path: string, use: 'apply' | 'optional' | 'read') => ({ path, use, text: '', lineRules: [] })
  return {
    id: 'x',
    title: 'X',
    place: 'guest',
    problems: [],
    files: [
      file('x/a.yaml', 'apply'),
      file('x/b.yaml', 'apply'),
      file('x/off.yaml', 'optional'),
      file('x/READ.md', 'read'),
    ],
    proof: {
      target: 'x',
      verdict: 'equal',
      witnesses: [],
      enforced: 1,
      rules: 1,
      gaps: [],
      assumptions: [],
      always: [],
      openings: [],
      problems: [],
      points: 1,
      classes: 1,
      before: 'nothing',
      ...part,
    },
  }
}

describe('fileShape', () => {
  it.each([
    ['equal', target({}), ['equal', 'equal', undefined, 'unfiltered']],
    ['filters nothing', target({ verdict: 'none' }), ['unfiltered', 'unfiltered', 'unfiltered', 'unfiltered']],
    [
      'one line admits too much',
      target({ verdict: 'wider', witnesses: [witness('extra', 'x/a.yaml', 3)] }),
      ['wider', undefined, undefined, 'unfiltered'],
    ],
    [
      'both ways, in two files',
      target({ verdict: 'different', witnesses: [witness('extra', 'x/a.yaml', 3), witness('missing', 'x/b.yaml', 1)] }),
      ['wider', 'narrower', undefined, 'unfiltered'],
    ],
    [
      'a line not understood',
      target({ verdict: 'unread', problems: [{ severity: 'error', at: 'x/b.yaml:7', message: 'what' }] }),
      [undefined, 'unread', undefined, 'unfiltered'],
    ],
  ])('%s', (_name, given, want) => {
    expect(given.files.map((file) => fileShape(file, given))).toEqual(want)
  })
})

describe('findFaults', () => {
  it('lets what admits too much win on a line that does both', () => {
    const both = target({
      verdict: 'different',
      witnesses: [witness('missing', 'x/a.yaml', 3), witness('extra', 'x/a.yaml', 3)],
    })
    expect(findFaults(both, 'x/a.yaml').get(3)?.kind).toBe('extra')
  })

  it.each([
    ['x/a.yaml:14', undefined, { file: 'x/a.yaml', line: 14 }],
    ['x/a.yaml', 9, { file: 'x/a.yaml', line: 9 }],
    ['x/a.yaml:14', 15, { file: 'x/a.yaml', line: 15 }],
    ['x/a.yaml', undefined, { file: 'x/a.yaml', line: undefined }],
  ])('places %s', (at, line, want) => {
    expect(placeOf(at, line)).toEqual(want)
  })
})

describe('download', () => {
  it.each([
    ['equal', 'Download'],
    ['wider', 'Download (wider than the design)'],
    ['unread', 'Download (not proved)'],
  ] as const)('%s says %s', (verdict, want) => {
    expect(exportMessages.download(verdict)).toBe(want)
  })
})
