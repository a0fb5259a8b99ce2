/**
 * Clusters of every form that a design can have, and by hand, from SPEC 2 to 5 and `facts/flows.md`, who must get through
 * to what in each: at the machines themselves, at their network cards, and at a router.
 */
import type { Design } from '@/lib/design/design'
import { compilePolicy } from '@/lib/policy/compile'
import { workAt } from '@/lib/policy/work'
import { buildSite } from '@/lib/site/build-site'
import type { Point } from '@/lib/site/point'
import type { Site } from '@/lib/site/site'
import { listenersOf } from './check-stand-ins'
import { gatewayText } from './gateway'
import { ruleCluster, type Texts } from './rules'
import { addressOf, boxOf, type End, everyEnd, type Machine, machineOf } from './stage'
import type { Outcome, Trial, Wanted } from './trial'
import type { Family } from './wishes'

/** An end, in both families or in one. */
export type Some = End | `${End}/${Family}`

export interface Want {
  readonly from: readonly Some[]
  readonly to: readonly Some[]
  readonly protocol: 'tcp' | 'udp' | 'icmp'
  readonly ports: readonly number[]
  /** In another way than with an answer. */
  readonly outcome?: Outcome
}

export interface Stand {
  /** `at the card`; after the name of the cluster. */
  readonly name: string
  /** Rules by host; for boxes, where rules of a place are asked about. */
  readonly textsOf: (design: Design) => Texts
  readonly wants: readonly Want[]
  /** Who is called, and by whom: everybody who is not left out. */
  readonly called: readonly Some[]
  readonly silent?: readonly End[]
  /** Every one of these is tried from everybody to everybody who is called. */
  readonly ports: Readonly<Record<'tcp' | 'udp', readonly number[]>>
  /** Who is pinged. */
  readonly pinged?: readonly End[]
  /** What becomes of the rest: where all that is not named is open, another thing at these ports. */
  readonly rest?: (machine: Machine | undefined, protocol: 'tcp' | 'udp' | 'icmp', port: number) => Outcome
  readonly more?: readonly Wanted[]
  /** Listeners whose protocol Talos cannot name, where it is asked. */
  readonly gaps?: string
}

export function trialsOf(name: string, design: () => Design, stands: readonly Stand[]): Trial[] {
  return stands.map((stand) => ({
    name: `${name}, ${stand.name}`,
    scene: 'stage',
    texts: () => stand.textsOf(design()),
    must: stand.gaps === undefined ? {} : { gaps: stand.gaps },
    wanted: () => [...wantedAt(stand), ...(stand.more ?? [])],
  }))
}

function familiesOf(some: Some): readonly Family[] {
  return some.endsWith('/4') ? [4] : some.endsWith('/6') ? [6] : [4, 6]
}

function endOf(some: Some): End {
  return some.replace(/\/[46]$/, '') as End
}

interface Way {
  readonly from: End
  readonly to: End
  readonly family: Family
  readonly protocol: 'tcp' | 'udp' | 'icmp'
  readonly port: number
}

function keyOf({ from, to, family, protocol, port }: Way): string {
  return `${from} > ${to} ${family} ${protocol} ${port}`
}

function waysOf(
  froms: readonly Some[],
  tos: readonly Some[],
  protocol: Way['protocol'],
  ports: readonly number[],
): Way[] {
  return froms.flatMap((from) =>
    tos.flatMap((to) =>
      familiesOf(from)
        .filter((family) => familiesOf(to).includes(family))
        .flatMap((family) => ports.map((port) => ({ from: endOf(from), to: endOf(to), family, protocol, port }))),
    ),
  )
}

function wantedAt({ wants, called, silent = [], ports, pinged = [], rest = () => 'drop' }: Stand): Wanted[] {
  const needed = new Map(
    wants.flatMap(({ from, to, protocol, ports: own, outcome = 'accept' }) =>
      waysOf(from, to, protocol, protocol === 'icmp' ? [0] : own).map((way): [string, Outcome] => [
        keyOf(way),
        outcome,
      ]),
    ),
  )
  const callers = everyEnd.filter((end) => !silent.includes(end))
  const all = [
    ...waysOf(callers, called, 'tcp', ports.tcp),
    ...waysOf(callers, called, 'udp', ports.udp),
    ...waysOf(callers, pinged, 'icmp', [0]),
  ]
  const left = new Set(needed.keys())
  const wanted = all.flatMap((way): Wanted[] => {
    const key = keyOf(way)
    left.delete(key)
    const [from, to] = [addressOf(way.from, way.family), addressOf(way.to, way.family)]
    const machine = machineOf(way.to)
    // What a machine asks of itself passes no filter, nor what others ask of each other.
    if (from === undefined || to === undefined || machine === machineOf(way.from)) return []
    const outcome = needed.get(key) ?? rest(machine, way.protocol, way.port)
    const { protocol, port } = way
    return [
      {
        probe: protocol === 'icmp' ? { from, to, protocol } : { from, to, protocol, port },
        outcome,
        says: `${way.from} → ${way.to} ${protocol}/${port} (${from} → ${to})`,
        hosts: [machineOf(way.from), machine].flatMap((one) => (one === undefined ? [] : [one, boxOf(one)])),
      },
    ]
  })
  const [missed] = left
  if (missed !== undefined) throw new Error(`it is wanted and not tried: ${missed}`)
  return wanted
}

/** What Talos programs on each machine. */
export function atMachines(machines: readonly Machine[]): (design: Design) => Texts {
  return (design) => {
    const { gaps, textsFor } = ruleCluster(design)
    return { ...textsFor(machines), gaps: listenersOf(gaps) }
  }
}

type Placed = Pick<Point, 'place'> & Partial<Point>

type PointsOf = (site: Site, machine: Machine) => readonly Point[]

/**
 * The rules of a place on a box before each machine; `member` alone where the place knows the machine. All are asked for at
 * once, after those of other boxes, whose rules must not get among them.
 */
export function atBoxes(
  machines: readonly Machine[],
  pointsOf: PointsOf,
  othersOf: PointsOf = () => [],
): (design: Design) => Texts {
  return (design) => {
    const site = buildSite(design)
    const policy = compilePolicy(design, site)
    const named = (pointsAt: PointsOf, name: (machine: Machine) => string): Point[] =>
      machines.flatMap((machine) =>
        pointsAt(site, machine).map((point) => ({ ...point, id: `${name(machine)}/${point.id}` })),
      )
    const asked = [...named(othersOf, (machine) => `other box of ${machine}`), ...named(pointsOf, boxOf)]
    const { points } = workAt(policy, asked, site)
    return Object.fromEntries(
      machines.map((machine) => [
        boxOf(machine),
        gatewayText({ policy, points: points.filter(({ point }) => point.id.startsWith(`${boxOf(machine)}/`)) }),
      ]),
    )
  }
}

/** Both ways through a box. */
export function bothWays(base: Placed & Pick<Point, 'destinations'>, sent: Partial<Point> = {}): readonly Point[] {
  return [
    { ...base, id: 'in', direction: 'ingress' },
    { ...base, id: 'out', direction: 'egress', ...sent },
  ]
}
