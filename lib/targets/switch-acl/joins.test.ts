/** Any design behind a switch that routes some of its networks, two on one interface at times; both systems, both ways. */
import { expect, test } from 'vitest'
import { type Design, designSchema } from '@/lib/design/design'
import { countJoins, drawJoins, type Joined, saidOf } from '@/lib/testing/arbitrary-joins'
import { arbitraryPair } from '@/lib/testing/arbitrary-pair'
import { type Draw, drawn } from '@/lib/testing/draw'
import { checkProperty } from '@/lib/testing/property'
import { sampleCount } from '@/lib/testing/samples'
import { proveSubject, subjectOf } from '@/lib/testing/subject'
import type { Filter } from '../target'
import { switchAcl } from './target'

const filter = switchAcl as Filter

function drawOptions(draw: Draw, interfaces: Joined['interfaces']) {
  const keys = Object.entries(interfaces).map(([name, key]) => [name, key.replace('opt', 'Vlan')])
  return {
    os: draw.pick(['ios-xe', 'eos']),
    inbound: draw.chance(60),
    prefixes: draw.pick([1, 2, 8, 32]),
    interfaces: Object.fromEntries(keys),
    subnets: Object.keys(interfaces),
  }
}

const servers = { dns: ['203.0.113.53', '2001:db8:5::53'], ntp: ['203.0.113.123'] }

/** With name and time servers, an own listener over UDP, and NodePorts: everything that answers over UDP. */
function withAnswers(design: Design, draw: Draw): Design {
  const mode = draw.pick(['open', 'restricted'] as const)
  return designSchema.parse({
    ...design,
    egress: { mode, ...(draw.chance(70) ? servers : {}) },
    listeners: [
      { name: 'dns', on: ['nodes'], protocol: 'udp', ports: ['5353', '5400-5410'], from: ['nodes', 'admin'] },
    ],
    nodePorts: { enabled: true, protocols: ['tcp', 'udp'], from: ['anywhere'], on: ['worker'] },
    overrides: [],
    addons: [],
  })
}

function drawCase(draw: Draw): Joined {
  const joined = drawJoins(draw, switchAcl.id)
  const design = draw.chance(50) ? withAnswers(joined.design, draw) : joined.design
  return { ...joined, design: { ...design, targets: { [switchAcl.id]: drawOptions(draw, joined.interfaces) } } }
}

test('whatever networks the switch routes, it admits what the policy admits there', () => {
  const count = { ...countJoins(), byPort: 0, both: 0 }
  checkProperty(drawn(drawCase), sampleCount(80, 2000), (joined) => {
    count.add(joined)
    const subject = subjectOf(filter, joined.design)
    if (subject.work.points.some(({ point }) => /from-\d/.test(point.id))) count.byPort++
    if (subject.work.points.some(({ point }) => point.direction === 'egress')) count.both++
    expect(saidOf(subject)).toEqual({ verdict: 'equal', said: [] })
    expect(subject.output.problems.filter(({ severity }) => severity === 'error')).toEqual([])
  })
  expect(count.least()).toBeGreaterThan(5)
  expect(Math.min(count.byPort, count.both)).toBeGreaterThan(20)
})

test('over a switch that runs another design, on other interfaces, nothing is left that filters or is asked', () => {
  const count = { moved: 0 }
  const pairs = drawn((draw) => {
    const { before, after } = draw.value(() => arbitraryPair('1.14'))
    const names = before.subnets.map(({ name }) => name)
    const options = (): Design['targets'][string] => {
      const routed = draw.some(names, 1)
      const interfaces = Object.fromEntries(routed.map((name) => [name, `Vlan${10 + draw.between(0, 5)}`]))
      return { ...drawOptions(draw, {}), os: 'ios-xe', interfaces, subnets: routed }
    }
    return [before, after].map((design) => ({ ...design, targets: { [switchAcl.id]: options() } }))
  })
  checkProperty(pairs, sampleCount(40, 1000), ([first, second]) => {
    if (first === undefined || second === undefined) throw new Error('a pair is two')
    const old = subjectOf(filter, first)
    const subject = subjectOf(filter, second, { previous: old.files })
    if (subject.files.length === 0) return
    const proof = proveSubject(subject, subject.files, old.files)
    expect([proof.verdict, ...proof.witnesses.map(({ sentence }) => sentence)]).toEqual(['equal'])
    const read = filter.readers[0]?.read(subject.files, subject.site)
    const was = filter.readers[0]?.read(old.files, old.site)
    if (read?.ok !== true || was?.ok !== true) return
    const held = filter.install(undefined, was.value, subject.site)
    const now = held.ok ? filter.install(held.value, read.value, subject.site) : held
    if (!now.ok) throw new Error(JSON.stringify(now.problems))
    expect(heldBy(now.value)).toEqual(heldBy(subject))
    if (/^ no /m.test(subject.files[0]?.text ?? '')) count.moved++
  })
  expect(count.moved).toBeGreaterThan(5)
})

/** Names of lists and who asks them, on the switch or in the file that was written for it. */
function heldBy(of: unknown): { lists: string[]; asked: string[] } {
  if (typeof of === 'object' && of !== null && 'output' in of) {
    const { output } = of as ReturnType<typeof subjectOf>
    const owns = output.files.flatMap((file) => file.owns ?? [])
    const plain = owns.map((name) => name.toLowerCase())
    return {
      lists: owns
        .filter((name) => name.startsWith('list/'))
        .map((name) => name.slice('list/'.length))
        .sort(),
      asked: plain.filter((name) => name.startsWith('interface/')).sort(),
    }
  }
  const { lists, applied } = of as { lists: Map<string, { name: string }>; applied: Map<string, unknown> }
  return {
    lists: [...lists.values()].map(({ name }) => name).sort(),
    asked: [...applied.keys()].map((key) => `interface/${key.replace(/ (\w+) (\d)$/, '/$1/ipv$2')}`).sort(),
  }
}
