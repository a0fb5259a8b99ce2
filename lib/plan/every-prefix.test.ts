/** Every prefix of a plan, walked by the plain interpreter over the files that each machine then holds. */
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Design, type DesignInput, designSchema } from '@/lib/design/design'
import { type Address, parseAddress } from '@/lib/net/address'
import { formatPacket, type Packet } from '@/lib/net/packet'
import { hasPorts, type Protocol } from '@/lib/net/protocol'
import type { Member } from '@/lib/site/site'
import { findTarget } from '@/lib/targets/all'
import { type Filter, isFilter } from '@/lib/targets/target'
import { checkProperty } from '@/lib/testing/property'
import { sampleCount } from '@/lib/testing/samples'
import { readInstalled } from '@/lib/verify/read-installed'
import { type Plan, planChange } from './plan'
import { filesOf, type Stage } from './stage'
import type { Step } from './steps'

const pairs = sampleCount(40, 1_000)

const cnis: readonly DesignInput['cni'][] = [
  { plugin: 'flannel' },
  { plugin: 'cilium', transport: 'vxlan' },
  { plugin: 'cilium', transport: 'geneve', encryption: 'wireguard' },
  { plugin: 'calico', transport: 'vxlan' },
]
/** Protocol and port of the overlay, restated from the vendors' pages: the test leans on no catalogue. */
const overlays: readonly (readonly [Protocol, number][])[] = [
  [['udp', 4789]],
  [['udp', 8472]],
  [
    ['udp', 6081],
    ['udp', 51871],
  ],
  [['udp', 4789]],
]

interface Choice {
  readonly cni: number
  readonly posture: Design['posture']
  readonly version: string
  /** Machine numbers: control planes below 10. */
  readonly machines: readonly number[]
  readonly admin: readonly number[]
  readonly dual: boolean
}

const choice = fc.record({
  cni: fc.nat(cnis.length - 1),
  posture: fc.constantFrom('relaxed', 'standard', 'strict'),
  version: fc.constantFrom('1.9', '1.12.5', '1.13.9', '1.14'),
  machines: fc
    .tuple(
      fc.uniqueArray(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 3 }),
      fc.uniqueArray(fc.integer({ min: 11, max: 15 }), { maxLength: 3 }),
    )
    .map(([controlPlanes, workers]) => [...controlPlanes, ...workers]),
  admin: fc.uniqueArray(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 2 }),
  dual: fc.boolean(),
}) satisfies fc.Arbitrary<Choice>

function designOf({ cni, posture, machines, admin, dual }: Choice, version: string): Design {
  return designSchema.parse({
    version: 1,
    name: 'a',
    posture,
    talos: { version },
    cni: cnis[cni],
    subnets: [{ name: 'net', cidrs: dual ? ['10.0.0.0/24', '2001:db8::/64'] : ['10.0.0.0/24'] }],
    nodes: machines.map((number) => ({
      name: `m-${number}`,
      role: number < 10 ? 'controlplane' : 'worker',
      subnet: 'net',
      addresses: dual ? [`10.0.0.${number}`, `2001:db8::${number}`] : [`10.0.0.${number}`],
    })),
    admin: admin.map((number) => ({ name: `admin-${number}`, cidr: adminNetwork(number) })),
    targets: { talos: {} },
  })
}

function adminNetwork(number: number): string {
  return `203.0.113.${number * 16}/28`
}

function talos(): Filter {
  const target = findTarget('talos')
  if (target === undefined || !isFilter(target)) throw new Error('Talos is no target')
  return target
}

const filter = talos()

/** Asks what a machine holds at a stage about one packet. */
function judgeOf(plan: Plan): (stage: Stage['name'], member: string, packet: Packet) => boolean {
  const { stages } = plan
  const before = { old: undefined, both: stages.old, new: stages.both } as const
  const models = new Map<string, unknown>()
  return (name, member, packet) => {
    const stage = stages[name]
    if (!models.has(name)) {
      const previous = before[name]
      const installed = readInstalled({
        filter,
        site: stage.site,
        files: filesOf(stage.targets),
        ...(previous === undefined ? {} : { previous: filesOf(previous.targets) }),
      })
      if (!installed.ok) throw new Error(installed.problems[0]?.message)
      models.set(name, installed.model)
    }
    const point = filter.points(stage.site, {}).find((one) => one.member === member)
    if (point === undefined) throw new Error(`${member} has no file at the stage ${name}`)
    return filter.decide(models.get(name), point, stage.site, packet).verdict === 'allow'
  }
}

type State = Map<string, Stage['name']>

function apply(step: Step, state: State, widened: boolean): void {
  for (const machine of step.machines) {
    if (step.phase !== 'machines') state.set(machine, step.phase === 'widen' ? 'both' : 'new')
    else if (step.title.startsWith('Remove')) state.delete(machine)
    else state.set(machine, widened ? 'both' : 'old')
  }
}

interface Walked {
  readonly plan: Plan
  readonly before: Choice
  readonly after: Choice
}

function checkEveryPrefix({ plan, before, after }: Walked): number {
  const admits = judgeOf(plan)
  const { steps, stages } = plan
  const members = new Map(stages.both.site.members.map((member) => [member.name, member]))
  const state: State = new Map(stages.old.site.members.map(({ name }) => [name, 'old']))
  const widened = steps.some(({ phase }) => phase === 'widen')
  let asked = 0
  const mustPass = (from: Member, to: Member, protocol: Protocol, port: number, step: string) => {
    for (const [source, destination] of addressPairs(from, to)) {
      const packet: Packet = { source, destination, protocol: wire(protocol), port, arrival: 'wire', phase: 'new' }
      asked++
      const word = `${step}: ${formatPacket(packet)}`
      expect([word, admits(state.get(to.name) ?? 'old', to.name, packet)]).toEqual([word, true])
    }
  }
  const checkState = (step: string, overlay: readonly (readonly [Protocol, number])[]) => {
    const here = [...state.keys()].flatMap((name) => members.get(name) ?? [])
    for (const to of here) {
      for (const from of here) {
        if (from === to) continue
        for (const [protocol, port] of overlay) mustPass(from, to, protocol, port, step)
        if (to.role === 'controlplane') mustPass(from, to, 'tcp', 6443, step)
        if (from.role === 'controlplane') mustPass(from, to, 'tcp', 50_000, step)
        if (from.role === 'worker' && to.role === 'controlplane') mustPass(from, to, 'tcp', 50_001, step)
        if (from.role === 'controlplane' && to.role === 'controlplane') {
          mustPass(from, to, 'tcp', 2379, step)
          mustPass(from, to, 'tcp', 2380, step)
        }
      }
    }
    const controlPlanes = here.filter(({ role }) => role === 'controlplane')
    const doors = [...new Set([...before.admin, ...after.admin])].map((number) => {
      const source = parseAddress(`203.0.113.${number * 16 + 1}`)
      if (source === undefined) throw new Error('no address')
      return controlPlanes.filter((to) =>
        [...ownAddresses(to)].some((destination) =>
          admits(state.get(to.name) ?? 'old', to.name, {
            source,
            destination,
            protocol: 'tcp',
            port: 50_000,
            arrival: 'wire',
            phase: 'new',
          }),
        ),
      ).length
    })
    expect([step, Math.max(...doors) >= Math.min(2, controlPlanes.length)]).toEqual([step, true])
  }
  const [old, now] = [overlays[before.cni] ?? [], overlays[after.cni] ?? []]
  const firstChange = steps.findIndex(({ phase }) => phase !== 'widen')
  checkState('before', old)
  for (const [index, step] of steps.entries()) {
    apply(step, state, widened)
    // The plugin changes once every machine is open to both.
    const overlay = firstChange < 0 || index < firstChange ? old : step.phase === 'machines' ? [...old, ...now] : now
    checkState(step.title, overlay)
  }
  return asked
}

function wire(protocol: Protocol): Packet['protocol'] {
  if (protocol === 'any' || !hasPorts(protocol)) throw new Error(`${protocol} has no ports`)
  return protocol
}

function ownAddresses({ interfaces }: Member): Address[] {
  return interfaces.flatMap(({ addresses }) => addresses.map(({ family, value }) => ({ family, value })))
}

function addressPairs(from: Member, to: Member): [Address, Address][] {
  return ownAddresses(from).flatMap((source) =>
    ownAddresses(to)
      .filter(({ family }) => family === source.family)
      .map((destination): [Address, Address] => [source, destination]),
  )
}

test('every prefix of a plan keeps what the cluster cannot miss; a shorter order is shown to cut it', () => {
  let asked = 0
  let steps = 0
  let orderMatters = 0
  const refused: string[] = []
  checkProperty(fc.tuple(choice, choice), pairs, ([before, after]) => {
    // A change keeps the version that runs; one network for both, or addresses would change under a machine's name.
    const plan = planChange(designOf(before, before.version), designOf({ ...after, dual: before.dual }, before.version))
    if (!plan.ok) {
      refused.push(JSON.stringify([before, after]) + (plan.problems[0]?.message ?? ''))
      return
    }
    expect(plan.value.unmet).toEqual([])
    asked += checkEveryPrefix({ plan: plan.value, before, after: { ...after, dual: before.dual } })
    steps += plan.value.steps.length
    const [fault] = plan.value.shorter
    if (fault === undefined) return
    orderMatters++
    const admits = judgeOf(plan.value)
    const { stages } = plan.value
    const to = stages.both.site.members.find((member) =>
      ownAddresses(member).some(
        ({ family, value }) => family === fault.packet.destination.family && value === fault.packet.destination.value,
      ),
    )
    const stage = fault.sentence.startsWith('If the machines got') ? 'new' : 'old'
    const word = `${fault.sentence} ${formatPacket(fault.packet)}`
    expect([word, admits(stage, to?.name ?? '', fault.packet)]).toEqual([word, false])
  })
  console.log(
    `plans: ${pairs - refused.length} walked, ${steps} steps, ${asked} packets asked, ${orderMatters} where the order matters, ${refused.length} refused`,
  )
  expect(refused).toEqual([])
  expect(orderMatters).toBeGreaterThanOrEqual(pairs * 0.3)
})
