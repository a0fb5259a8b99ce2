import { describe, expect, it } from 'vitest'
import { soundDesign } from '@/lib/testing/lint-case'
import { addonCases } from '@/lib/testing/lint-cases-addons'
import { addressCases } from '@/lib/testing/lint-cases-addresses'
import { derivedCases } from '@/lib/testing/lint-cases-derived'
import { productCases } from '@/lib/testing/lint-cases-products'
import { serviceCases } from '@/lib/testing/lint-cases-services'
import { readExample } from '@/lib/testing/subject'
import { analyseDesign } from '@/lib/verify/analyse'
import type { FindingPlace } from './finding'
import { wordPlace } from './place-words'

const design = readExample('seed-000-baremetal', {
  expectations: [{ ask: '203.0.113.9 -> cp-1 tcp/50000', want: 'deny' }],
  overrides: [{ listener: 'apid', from: ['nodes'] }],
  targets: { talos: {}, pfsense: {} },
})
const names = { design, analysis: analyseDesign({ design, edits: {} }) }

const places: readonly (readonly [FindingPlace, string])[] = [
  [{ kind: 'design', path: 'expectations/0' }, 'Question 203.0.113.9 -> cp-1 tcp/50000'],
  [{ kind: 'design', path: 'targets' }, 'Choice of products'],
  [{ kind: 'design', path: 'targets/pfsense/interfaces/control' }, 'Interfaces of pfSense'],
  [{ kind: 'design', path: 'kubernetes/podCIDRs' }, 'Pod networks'],
  [{ kind: 'design', path: 'overrides/0' }, 'Override of apid'],
  [{ kind: 'design', path: `admin/${design.admin[0]?.name}/cidr` }, `Admin network ${design.admin[0]?.name}`],
  [{ kind: 'design', path: '' }, ''],
  [{ kind: 'rule', id: 'apid/controlplane' }, 'Rule Talos API, control planes'],
  [{ kind: 'target', target: 'pfsense' }, 'Files for pfSense'],
  [{ kind: 'file', file: 'talos/worker.patch.yaml', line: 14 }, 'talos/worker.patch.yaml, line 14'],
]

describe('the place of a finding', () => {
  it.each(places)('%o', (place, words) => {
    expect(wordPlace(place, names)).toBe(words)
  })

  it('is in words for every finding there is', () => {
    const cases = [...addonCases, ...addressCases, ...derivedCases, ...productCases, ...serviceCases]
    const said = cases.map(({ at, raised }) => ({
      at,
      words: wordPlace(placeOfFinding(at), { design: soundDesign(raised.design), analysis: names.analysis }),
    }))
    expect(said.length).toBeGreaterThan(100)
    expect(said.filter(({ at, words }) => at !== '' && (words === at || /^[a-z]+([A-Z]|\/)/.test(words)))).toEqual([])
  })
})

function placeOfFinding(at: string): FindingPlace {
  return at.startsWith('rules/') ? { kind: 'rule', id: at.slice('rules/'.length) } : { kind: 'design', path: at }
}
