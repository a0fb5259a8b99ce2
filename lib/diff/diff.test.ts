import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Design, DesignInput } from '@/lib/design/design'
import { designSchema } from '@/lib/design/design'
import { allAddresses } from '@/lib/net/address-set'
import { formatPacket, type Packet } from '@/lib/net/packet'
import { samplePackets, subtractPackets } from '@/lib/net/packet-set'
import { compilePolicy } from '@/lib/policy/compile'
import { decidePolicy } from '@/lib/policy/decide-policy'
import { workAt } from '@/lib/policy/work'
import { buildSite } from '@/lib/site/build-site'
import { arbitraryDesign } from '@/lib/testing/arbitrary-design'
import { hasMeaningfulOrder } from '@/lib/testing/meaningful-order'
import { checkProperty } from '@/lib/testing/property'
import { reverseLists } from '@/lib/testing/reverse-lists'
import { sampleCount } from '@/lib/testing/samples'
import { exampleNames, readExample } from '@/lib/testing/subject'
import { admittedAt, type Sieve, sieves } from '../verify/admitted'
import { diffDesigns, summariseDiff } from './diff'
import { diffFields } from './field-diff'
import { diffMarkdown } from './markdown'
import type { PacketClass } from './packet-class'
import type { Meaning } from './packet-diff'
import { serviceOfClass } from './packet-words'

const input: DesignInput = {
  version: 1,
  name: 'a',
  subnets: [{ name: 'control', cidrs: ['10.0.0.0/24'] }],
  nodes: [
    { name: 'cp-1', role: 'controlplane', subnet: 'control', addresses: ['10.0.0.11'] },
    { name: 'w-1', role: 'worker', subnet: 'control', addresses: ['10.0.0.21'] },
  ],
  admin: [{ name: 'office', cidr: '198.51.100.0/24' }],
  targets: { talos: {} },
}
const base = designSchema.parse(input)

function change(edit: Partial<DesignInput>): Design {
  return designSchema.parse({ ...input, ...edit })
}

function spell({ from, to, ...rest }: PacketClass): string {
  return `${from.join('+')} -> ${to.join('+')} ${serviceOfClass({ from, to, ...rest })}`
}

describe('diffDesigns', () => {
  it.each(exampleNames)('finds nothing between %s and itself', (name) => {
    const design = readExample(name)
    const diff = diffDesigns({ design }, { design })
    expect(diff).toEqual({ packets: { gained: [], lost: [] }, rules: [], files: [], fields: [] })
    expect(summariseDiff(diff)).toBe('The two designs are the same.')
  })

  it('tells fields from packets', () => {
    const after = change({ checklist: { 'etcd-backup-tested': true } })
    const diff = diffDesigns({ design: base }, { design: after })
    expect(diff.fields).toEqual([{ path: 'checklist/etcd-backup-tested', after: 'true' }])
    expect(summariseDiff(diff)).toBe('1 field changed, no packet changed.')
  })

  it('does not take another order for a change', () => {
    const after = change({ nodes: [...(input.nodes ?? [])].reverse() })
    expect(summariseDiff(diffDesigns({ design: base }, { design: after }))).toBe('The two designs are the same.')
  })

  it.each(exampleNames)('takes another order of nothing in %s for a change of its fields', (name) => {
    const design = readExample(name, {
      addons: ['cilium', { id: 'metallb', bgp: true }, 'metrics-server'],
      overrides: [
        { listener: 'kubelet', add: ['cidr:192.0.2.7/32', 'cidr:192.0.2.1/32'] },
        { listener: 'apid', add: ['cidr:192.0.2.9/32'] },
      ],
      nodePorts: { enabled: true, from: ['admin', 'nodes'] },
    })
    if (!hasMeaningfulOrder(design)) expect(diffFields(design, reverseLists(design))).toEqual([])
  })

  it('names a second office exactly, and nothing else', () => {
    const admin = [...(input.admin ?? []), { name: 'home', cidr: '203.0.113.7/32' }]
    const { packets, rules } = diffDesigns({ design: base }, { design: change({ admin }) })
    expect(packets.lost).toEqual([])
    for (const one of packets.gained) {
      expect(one.sources).toEqual(['203.0.113.7/32'])
      expect(one.from).toEqual(['home'])
      expect(one.internet).toBe(false)
    }
    expect(packets.gained.map(spell)).toContain('home -> cp-1 tcp/6443,50000')
    expect(rules.map(({ kind, id }) => `${kind} ${id}`)).toContain('changed apid/controlplane')
  })

  it('says once that a new machine may send by every protocol', () => {
    const nodes = [
      ...(input.nodes ?? []),
      { name: 'w-2', role: 'worker' as const, subnet: 'control', addresses: ['10.0.0.22'] },
    ]
    const routed = { targets: { pfsense: { interfaces: { control: 'opt1' } } } }
    const { packets } = diffDesigns({ design: change(routed) }, { design: change({ ...routed, nodes }) })
    const leaving = packets.gained.filter(({ at }) => at.some(({ direction }) => direction === 'egress'))
    expect(leaving.map(spell).join('\n')).not.toMatch(/protocol \d/)
    expect(leaving.filter(({ protocol }) => protocol === 'any').map(spell)).toEqual([
      expect.stringMatching(/^w-2 -> anywhere else \(IPv4\) every protocol/),
    ])
  })

  it('puts what the internet gains first, and says so in Markdown', () => {
    const admin = [{ name: 'all', cidr: '0.0.0.0/0' }]
    const nodes = [
      ...(input.nodes ?? []),
      { name: 'w|2', role: 'worker' as const, subnet: 'control', addresses: ['10.0.0.22'] },
    ]
    const diff = diffDesigns({ design: base }, { design: change({ admin, nodes: nodes.slice(0, 2) }) })
    expect(diff.packets.gained[0]?.internet).toBe(true)
    expect(diff.packets.gained[0]?.from).toContain('Internet (IPv4) but for 198.51.100.0/24')
    expect(diffMarkdown('old → new', diff)).toMatch(/^# old → new\n\n.+\n\n## Packets gained\n\n\| From \| To /)
  })

  it('names a machine that is new', () => {
    const nodes = [
      ...(input.nodes ?? []),
      { name: 'w-2', role: 'worker' as const, subnet: 'control', addresses: ['10.0.0.22'] },
    ]
    const { packets } = diffDesigns({ design: base }, { design: change({ nodes }) })
    expect(packets.lost).toEqual([])
    expect(packets.gained.length).toBeGreaterThan(5)
    for (const { sources, destinations } of packets.gained) {
      expect(destinations.join() === '10.0.0.22/32' || sources.includes('10.0.0.22/32')).toBe(true)
    }
  })
})

/** The plain comparison of decide-policy, at every point of the sieve. */
function isAdmitted(packet: Packet, { place, direction }: Sieve, { policy, site }: Meaning): boolean {
  const everything = { id: place, place, direction, destinations: allAddresses } as const
  const points =
    place === 'guest'
      ? site.members
          .filter(({ own }) => own.bounds.length > 0)
          .map((member) => ({ ...everything, id: member.name, member: member.name, destinations: member.own }))
      : [everything]
  const work = workAt(policy, points, site)
  return work.points.some(
    (at) => isFor(packet, at.point.destinations.bounds) && decidePolicy(work, at, packet).verdict === 'allow',
  )
}

function isFor({ destination }: Packet, bounds: readonly bigint[]): boolean {
  const point = destination.family === 4 ? destination.value : destination.value + (1n << 32n)
  return bounds.some((first, index) => index % 2 === 0 && point >= first && point <= (bounds[index + 1] ?? first))
}

describe('every packet of a difference', () => {
  it('is let through by the one policy and not by the other', () => {
    let packets = 0
    checkProperty(fc.tuple(arbitraryDesign(), arbitraryDesign()), sampleCount(25, 500), (designs) => {
      const [before, after] = designs.map((design) => {
        const site = buildSite(design)
        return { design, site, policy: compilePolicy(design, site) }
      })
      if (before === undefined || after === undefined) throw new Error('a pair has two')
      for (const sieve of sieves) {
        const had = admittedAt(sieve, before.policy, before.site)
        const has = admittedAt(sieve, after.policy, after.site)
        for (const packet of samplePackets(subtractPackets(has, had)).slice(0, 30)) {
          packets++
          const word = `${formatPacket(packet)} ${sieve.place} ${sieve.direction}`
          expect([word, isAdmitted(packet, sieve, after), isAdmitted(packet, sieve, before)]).toEqual([
            word,
            true,
            false,
          ])
        }
      }
    })
    console.log(`packets of differences decided both ways: ${packets}`)
    expect(packets).toBeGreaterThan(500)
  })
})
