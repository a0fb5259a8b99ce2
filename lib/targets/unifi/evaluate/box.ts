/**
 * The policies as rules in their order, of those for the zone of the machines and of those from it: the first that fits
 * decides.
 * @see https://help.ui.com/hc/en-us/articles/115003173168-Zone-Based-Firewalls-in-UniFi
 */
import { noPackets } from '@/lib/net/packet-set'
import type { Point } from '@/lib/site/point'
import { interfacesAt } from '../../router/evaluate/interfaces'
import type { RouterBox, Scope, Stage } from '../../router/evaluate/stage'
import { everyZone, type UnifiModel, type UnifiPolicy } from '../model'

type Direction = Point['direction']

const known = new WeakMap<UnifiModel, Map<Direction, RouterBox>>()

export function boxAt(model: UnifiModel, { direction }: Point): RouterBox {
  const boxes = known.get(model) ?? new Map<Direction, RouterBox>()
  known.set(model, boxes)
  let box = boxes.get(direction)
  if (box === undefined) {
    box = {
      stages: model.policies.flatMap((policy) => stageOf(policy, model.zone, direction)),
      isOff: false,
      always: [],
      tabsOf: (zone) => new Set([zone]),
      blockedOn: () => noPackets,
    }
    boxes.set(direction, box)
  }
  return box
}

/** The zones that a point stands for. */
export function zonesAt(model: UnifiModel, at: Point): readonly string[] {
  return interfacesAt(at, () => [model.zone, ...model.policies.map(({ source }) => source.zone)].filter(isNamed))
}

function isNamed(zone: string): boolean {
  return zone !== everyZone
}

function stageOf(policy: UnifiPolicy, zone: string, direction: Direction): Stage[] {
  const { source, destination, services } = policy
  const isHere = direction === 'ingress' ? destination.zone === zone : destination.zone !== zone && source.zone === zone
  if (!isHere) return []
  return [
    {
      at: policy.at,
      name: policy.name,
      action: policy.action === 'ALLOW' ? 'pass' : 'block',
      quick: true,
      inbound: true,
      outbound: false,
      on: scopeOf(source.zone),
      families: policy.families,
      services: { 4: services, 6: services },
      source: { negated: source.isOpposite, prefixes: source.prefixes },
      destination: { negated: destination.isOpposite, prefixes: destination.prefixes },
      unknown: undefined,
    },
  ]
}

function scopeOf(zone: string): Scope {
  return isNamed(zone) ? { kind: 'only', tabs: new Set([zone]) } : undefined
}
