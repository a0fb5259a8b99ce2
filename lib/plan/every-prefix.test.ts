/** Every prefix of a plan, walked by the plain interpreters over the files that each box then holds. */
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Design, type DesignInput, designSchema } from '@/lib/design/design'
import { type Address, parseAddress } from '@/lib/net/address'
import { formatPacket, type Packet } from '@/lib/net/packet'
import { hasPorts, type Protocol } from '@/lib/net/protocol'
import type { Member } from '@/lib/site/site'
import { judgeOf, type StageOf } from '@/lib/testing/judge-plan'
import { checkProperty } from '@/lib/testing/property'
import { sampleCount } from '@/lib/testing/samples'
import { type Plan, planChange } from './plan'
import type { Stage } from './stage'
import type { Step } from './steps'

const numbers = [1, 2, 3, 4, 5, 11, 12, 13, 14, 15]

/** Which boxes stand around the machines: they change in steps of their own, and every one of them must let a packet pass. */
const boxes: readonly (readonly [string, DesignInput['targets'], number])[] = [
  ['talos', { talos: {} }, sampleCount(40, 1_000)],
  ['talos and terraform-aws', { talos: {}, 'terraform-aws': {} }, sampleCount(6, 300)],
  [
    'talos and pfsense',
    { talos: {}, pfsense: { interfaces: { control: 'opt1', workers: 'opt2' } } },
    sampleCount(6, 300),
  ],
  [
    'talos and proxmox',
    { talos: {}, proxmox: { vmids: Object.fromEntries(numbers.map((number) => [`m-${number}`, 100 + number])) } },
    sampleCount(6, 300),
  ],
]

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

function designOf(
  { cni, posture, machines, admin, dual }: Choice,
  version: string,
  targets: DesignInput['targets'],
): Design {
  return designSchema.parse({
    version: 1,
    name: 'a',
    posture,
    talos: { version },
    cni: cnis[cni],
    subnets: [
      { name: 'control', cidrs: dual ? ['10.0.0.0/24', '2001:db8::/64'] : ['10.0.0.0/24'] },
      { name: 'workers', cidrs: dual ? ['10.0.1.0/24', '2001:db8:0:1::/64'] : ['10.0.1.0/24'] },
    ],
    nodes: machines.map((number) => {
      const isControl = number < 10
      const addresses = isControl
        ? [`10.0.0.${number}`, `2001:db8::${number}`]
        : [`10.0.1.${number}`, `2001:db8:0:1::${number}`]
      return {
        name: `m-${number}`,
        role: isControl ? 'controlplane' : 'worker',
        subnet: isControl ? 'control' : 'workers',
        addresses: dual ? addresses : addresses.slice(0, 1),
      }
    }),
    admin: admin.map((number) => ({ name: `admin-${number}`, cidr: adminNetwork(number) })),
    targets,
  })
}

function adminNetwork(number: number): string {
  return `203.0.113.${number * 16}/28`
}

/** By machine, what runs in it; by target, where a box stands before the machines. */
type State = Map<string, Stage['name']>

function apply(step: Step, state: State, widened: boolean): void {
  if (step.machines.length === 0 && step.target !== undefined) {
    state.set(`box ${step.target}`, step.phase === 'widen' ? 'both' : 'new')
  }
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
  readonly targets: NonNullable<DesignInput['targets']>
}

function checkEveryPrefix({ plan, before, after, targets }: Walked): number {
  const judge = judgeOf(plan, targets)
  const { steps, stages } = plan
  const members = new Map(stages.both.site.members.map((member) => [member.name, member]))
  const state: State = new Map(stages.old.site.members.map(({ name }) => [name, 'old']))
  const widened = steps.some(({ phase }) => phase === 'widen')
  let asked = 0
  const stageOf: StageOf = (target, member) =>
    (member === undefined ? state.get(`box ${target}`) : state.get(member)) ?? 'old'
  const mustPass = (from: Member, to: Member, protocol: Protocol, port: number, step: string) => {
    for (const [source, destination] of addressPairs(from, to)) {
      const packet: Packet = { source, destination, protocol: wire(protocol), port, arrival: 'wire', phase: 'new' }
      asked++
      const word = `${step}: ${formatPacket(packet)}`
      expect([word, judge(stageOf, { packet, from: from.name, to: to.name })]).toEqual([word, true])
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
          judge(stageOf, {
            packet: { source, destination, protocol: 'tcp', port: 50_000, arrival: 'wire', phase: 'new' },
            from: undefined,
            to: to.name,
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

test.each(boxes)(
  '%s: every prefix of a plan keeps what the cluster cannot miss; a shorter order cuts it',
  (name, targets, pairs) => {
    let asked = 0
    let steps = 0
    let orderMatters = 0
    const refused: string[] = []
    checkProperty(fc.tuple(choice, choice), pairs, ([before, last]) => {
      // A change keeps the version that runs; one network for both, or addresses would change under a machine's name.
      const after = { ...last, dual: before.dual }
      const plan = planChange(designOf(before, before.version, targets), designOf(after, before.version, targets))
      if (!plan.ok) {
        refused.push(JSON.stringify([before, after]) + (plan.problems[0]?.message ?? ''))
        return
      }
      expect(plan.value.unmet).toEqual([])
      asked += checkEveryPrefix({ plan: plan.value, before, after, targets: targets ?? {} })
      steps += plan.value.steps.length
      const [fault] = plan.value.shorter
      if (fault === undefined) return
      orderMatters++
      const judge = judgeOf(plan.value, targets ?? {})
      const { packet } = fault
      const owner = (address: Address): Member | undefined =>
        plan.value.stages.both.site.members.find((member) =>
          ownAddresses(member).some(({ family, value }) => family === address.family && value === address.value),
        )
      const stage = fault.sentence.startsWith('If the machines got') ? 'new' : 'old'
      const sent = { packet, from: owner(packet.source)?.name, to: owner(packet.destination)?.name ?? '' }
      const word = `${fault.sentence} ${formatPacket(packet)}`
      expect([word, judge(() => stage, sent)]).toEqual([word, false])
    })
    console.log(
      `plans, ${name}: ${pairs - refused.length} walked, ${steps} steps, ${asked} packets asked, ${orderMatters} where the order matters, ${refused.length} refused`,
    )
    expect(refused).toEqual([])
    expect(orderMatters).toBeGreaterThanOrEqual(pairs * 0.3)
  },
)
