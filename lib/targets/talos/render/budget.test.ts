import { describe, expect, test } from 'vitest'
import type { DesignInput } from '@/lib/design/design'
import { parsePrefix } from '@/lib/net/prefix'
import {
  documentsIn,
  type PlainDocument,
  renderDesign,
  smallDesign,
  summaryOf,
  textOf,
} from '@/lib/testing/talos-files'
import { consolidateDocuments, estimateMessages, fitBudget } from './budget'
import type { TalosDocument } from './documents'

function document(name: string, sources: string[], change: Partial<TalosDocument> = {}): TalosDocument {
  const prefixes = sources.flatMap((text) => parsePrefix(text) ?? [])
  return { name, protocol: 'tcp', ports: [{ from: 80, to: 80 }], sources: prefixes, rules: [], ...change }
}

const one = ['192.0.2.0/24']
const both = ['192.0.2.0/24', '2001:db8::/32']
const everyone = ['0.0.0.0/0', '::/0']

// The counts of facts/talos.md 5: some 45 for the chains, 10 a family with addresses, 6 a family listed whole.
test.each<[string, string[][], number, number]>([
  ['nothing', [], 45, 10],
  ['IPv4 alone; accept drops all of IPv6', [one], 55, 26],
  ['both families', [both], 65, 30],
  ['everyone; accept needs no rule for them', [everyone], 57, 10],
  ['nobody; accept drops both families whole', [[]], 45, 22],
  ['fifteen IPv4 documents are the most that fit', new Array<string[]>(15).fill(one), 195, 250],
])('messages of %s', (_, sources, block, accept) => {
  const documents = sources.map((each, i) => document(`d${i}`, each))
  expect(estimateMessages(documents, 'block')).toBe(block)
  expect(estimateMessages(documents, 'accept')).toBe(accept)
})

describe('consolidation', () => {
  test('joins documents of one protocol and the same sources, under the first name', () => {
    const joined = consolidateDocuments([
      document('a', both, { ports: [{ from: 80, to: 80 }] }),
      document('b', one),
      document('c', [...both].reverse(), { ports: [{ from: 81, to: 90 }] }),
      document('d', both, { protocol: 'udp' }),
      document('e', ['192.0.2.0/25', '192.0.2.128/25', '2001:db8::/32'], { ports: [{ from: 200, to: 201 }] }),
    ])
    expect(joined.map(({ name, protocol, ports }) => [name, protocol, ports])).toEqual([
      [
        'a',
        'tcp',
        [
          { from: 80, to: 90 },
          { from: 200, to: 201 },
        ],
      ],
      ['b', 'tcp', [{ from: 80, to: 80 }]],
      ['d', 'udp', [{ from: 80, to: 80 }]],
    ])
  })

  test('only what exceeds the budget is consolidated, and it says so', () => {
    expect(fitBudget([document('a', both), document('b', both)], 'block').note).toBeUndefined()
    const same = fitBudget(
      new Array<string[]>(9).fill(both).map((sources, i) => document(`d${i}`, sources)),
      'block',
    )
    expect(same.documents).toHaveLength(1)
    expect(same.note).toMatch(/^9 documents are consolidated to 1, an estimated 225 messages to 65:/)
    const different = Array.from({ length: 9 }, (_, i) => document(`d${i}`, [`192.0.2.${i}/32`, '2001:db8::/32']))
    const still = fitBudget(different, 'block')
    expect(still.documents).toHaveLength(9)
    expect(still.note).toMatch(/^9 documents take an estimated 225 messages: .*still too many\.$/)
  })
})

describe('in a design', () => {
  const many: Partial<DesignInput> = {
    listeners: Array.from({ length: 16 }, (_, i) => ({
      name: `l${i}`,
      on: ['worker'],
      ports: [String(1000 + 2 * i)],
      from: [i % 2 === 0 ? 'admin' : 'cidr:192.0.2.0/24'],
    })),
  }

  function admitted(documents: PlainDocument[]): string[] {
    return documents
      .flatMap(({ portSelector, ingress }) =>
        (portSelector?.ports ?? []).flatMap((port) =>
          Array.isArray(ingress) ? ingress.map(({ subnet }) => `${portSelector?.protocol}/${port} ${subnet}`) : [],
        ),
      )
      .sort()
  }

  test('consolidated documents admit the same, and each rule keeps its lines', () => {
    const roomy = renderDesign(smallDesign({ talos: { version: '1.13.9' }, ...many }))
    const tight = renderDesign(smallDesign({ talos: { version: '1.13.8' }, ...many }))
    const [wide, narrow] = [roomy, tight].map((each) => documentsIn(textOf(each, 'talos/worker.patch.yaml')))
    expect(narrow?.length).toBeLessThan(wide?.length ?? 0)
    expect(narrow?.map(summaryOf)).toContain('l1-ingress tcp 1002,1006,1010,1014,1018,1022,1026,1030 from 192.0.2.0/24')
    expect(admitted(narrow ?? [])).toEqual(admitted(wide ?? []))
    const mapped = new Set(tight.output.files.flatMap(({ lineRules }) => lineRules.flat()))
    for (const at of tight.work.points)
      for (const rule of at.rules) {
        if (rule.protocol === 'tcp' || rule.protocol === 'udp') expect(mapped).toContain(rule.id)
      }
    expect(roomy.output.problems).toEqual([])
    expect(tight.output.problems).toEqual([
      expect.objectContaining({
        severity: 'warning',
        at: 'talos/worker.patch.yaml',
        message: expect.stringMatching(/#?14001/),
      }),
    ])
  })
})
