/** What the grid says passes from the internet without a rule is what questions about it are answered. */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { type Design, type DesignInput, designSchema } from '@/lib/design/design'
import { templateById } from '@/lib/design/templates/templates'
import { addressBits, formatAddress } from '@/lib/net/address'
import { parsePrefix } from '@/lib/net/prefix'
import { arbitraryDesign } from '@/lib/testing/arbitrary-design'
import { checkProperty } from '@/lib/testing/property'
import { sampleCount } from '@/lib/testing/samples'
import { analyseDesign } from '@/lib/verify/analyse'
import { cellOfZones, type ReachUnruled } from '@/lib/verify/reach'
import { answerQuestion } from './answer'
import { makeQueryContext } from './query-context'
import { parseQuestion } from './question'

const services = ['icmp/8', 'icmp/3', 'icmpv6/128', 'icmpv6/2', 'icmpv6/135', 'esp'].concat(
  ['tcp', 'udp'].flatMap((protocol) => ['22', '30000', '32767'].map((port) => `${protocol}/${port}`)),
)

interface Compared {
  /** Where grid and answer differ. */
  readonly differences: readonly string[]
  readonly asked: number
  readonly passing: number
}

/** Asks every single machine of the grid. */
function compareWithAnswers(design: Design, mostAddresses = 8): Compared {
  const analysis = analyseDesign({ design, edits: {} })
  const context = makeQueryContext({ design, analysis })
  const differences: string[] = []
  // Where one file was not read the grid says nothing at all.
  const isRead = analysis.targets.every(({ proof }) => proof.verdict !== 'unread')
  let asked = 0
  let passing = 0
  for (const { id, kind, prefixes } of isRead ? analysis.reach.columns : []) {
    const first = parsePrefix(prefixes[0] ?? '')
    // One without an address of its own cannot be asked about alone; of one with several the cell tells of them all.
    if (prefixes.length > mostAddresses) continue
    if (first === undefined || kind !== 'node' || first.length < addressBits[first.family]) continue
    const unruled = cellOfZones(analysis.reach, 'internet', id)?.unruled ?? []
    for (const service of services) {
      const question = parseQuestion(`internet -> ${formatAddress(first)} ${service}`, context)
      if (!question.ok) continue
      const { policy, verdict, layers } = answerQuestion(question.value, context)
      const passes = policy.verdict === 'deny' && verdict === 'allow' && layers.some(({ byItself }) => byItself)
      asked++
      if (passes) passing++
      // Of protocols that are told together some may have a rule.
      const isTold = unruled.some((one) =>
        policy.verdict === 'allow' ? one.service === service : covers(one, service),
      )
      if (passes !== isTold) {
        differences.push(`internet -> ${id} ${service}: ${passes ? 'passes' : 'does not pass'}`)
      }
    }
  }
  return { differences, asked, passing }
}

function covers({ service }: ReachUnruled, asked: string): boolean {
  const [protocol, port] = asked.split('/')
  const [ownProtocol, ports] = service.split('/')
  if (service === asked || (service === 'everything else' && !asked.startsWith('icmp'))) return true
  const [from, to] = (ports ?? '0-65535').split('-').map(Number)
  if (service === 'other protocols') return !/^(tcp|udp|icmp)/.test(asked)
  return ownProtocol === protocol && to !== undefined && Number(port) >= (from ?? 0) && Number(port) <= to
}

function template(id: string, change: Partial<DesignInput>): Design {
  return designSchema.parse({ ...templateById(id)?.design(), ...change })
}
const alone = { targets: { talos: {} } }

describe('the grid says of the internet what the answers say', () => {
  test.each<[string, Design, boolean]>([
    ['a filter inside the nodes alone', template('three-node-ha', alone), true],
    [
      'that takes what no rule names',
      template('three-node-ha', { ...alone, talos: { defaultAction: 'accept' } }),
      true,
    ],
    ['with a plugin that answers NodePorts', template('aws-nlb', alone), true],
    [
      'behind a router',
      designSchema.parse(parse(readFileSync('public/examples/dual-stack-onprem.yaml', 'utf8'))),
      false,
    ],
  ])('%s', (_, design, isPassed) => {
    const { differences, asked, passing } = compareWithAnswers(design)
    expect(differences).toEqual([])
    expect(asked).toBeGreaterThan(20)
    expect(passing > 0).toBe(isPassed)
  })

  test('of random designs', () => {
    checkProperty(arbitraryDesign(), sampleCount(2, 300), (design) => {
      expect(compareWithAnswers(design, 1).differences).toEqual([])
    })
  })
})

test('a product on the way that stops it keeps it out of the grid, and one more opening is told by its words', () => {
  const talos = analyseDesign({ design: template('aws-nlb', alone), edits: {} }).reach
  const both = analyseDesign({ design: template('aws-nlb', {}), edits: {} }).reach
  const told = (grid: typeof talos) => cellOfZones(grid, 'internet', 'worker')?.unruled?.map(({ service }) => service)
  // Both families, and NodePorts that Cilium answers in place of kube-proxy.
  expect(told(talos)?.sort()).toEqual(['icmp/8', 'icmpv6/128', 'tcp/30000-32767', 'udp/30000-32767'])
  expect(told(both)).toEqual([])
})

test('a default action of accept leaves ports open where nothing before the machine stops them', () => {
  const talos = { defaultAction: 'accept' } as const
  const design = template('aws-nlb', { ...alone, talos })
  const { reach } = analyseDesign({ design, edits: {} })
  const cell = cellOfZones(reach, 'internet', 'worker')
  expect(cell?.unruled?.find(({ service }) => service === 'other ports')?.example).toBe('tcp/1')
  expect(cell?.internet).toBe(true)
  const before = analyseDesign({ design: template('aws-nlb', { talos }), edits: {} }).reach
  expect(cellOfZones(before, 'internet', 'worker')?.unruled ?? []).toEqual([])
})

test('nothing is told where a file was not read', () => {
  const { reach } = analyseDesign({
    design: template('three-node-ha', alone),
    edits: { 'talos/worker.patch.yaml': 'nonsense: [' },
  })
  expect([...reach.cells.values()].flatMap(({ unruled = [] }) => unruled)).toEqual([])
})
