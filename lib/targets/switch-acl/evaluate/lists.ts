/** Which list decides at a point, and from which ports its packets come. */
import type { Family } from '@/lib/net/address'
import type { PortRange } from '@/lib/net/port-range'
import { lastPort } from '@/lib/net/port-range'
import type { Point } from '@/lib/site/point'
import {
  type AccessList,
  type Applied,
  bindingKey,
  type Doubt,
  interfaceKey,
  listKey,
  type SwitchModel,
} from '../model'

export interface Asked {
  readonly applied: Applied | undefined
  /** None where no list is asked, or the one that is asked is not there: everything passes. */
  readonly list: AccessList | undefined
}

export function listAt(model: SwitchModel, at: Point, family: Family): Asked {
  const names = at.interfaces !== undefined && 'only' in at.interfaces ? at.interfaces.only : []
  const way = at.direction === 'ingress' ? 'out' : 'in'
  const [applied] = names.flatMap((name) => model.applied.get(bindingKey(name, way, family)) ?? [])
  const list = applied === undefined ? undefined : model.lists.get(listKey(family, applied.name))
  return { applied, list: list === undefined || list.entries.length === 0 ? undefined : list }
}

/** Lines of the point's interfaces that may filter beside the lists. */
export function doubtsAt({ doubts }: SwitchModel, { interfaces }: Point): readonly Doubt[] {
  if (interfaces === undefined || !('only' in interfaces)) return []
  const keys = new Set(interfaces.only.map(interfaceKey))
  return doubts.filter((doubt) => keys.has(interfaceKey(doubt.interface)))
}

const allPorts: readonly PortRange[] = [{ from: 0, to: lastPort }]

/** Where the packets of a point come from; from any port, and from every one of them, where it does not say. */
export function sourcePortsAt({ sourcePorts }: Point): NonNullable<Point['sourcePorts']> {
  return sourcePorts ?? { ranges: allPorts, pass: 'every' }
}

/** Neighbour solicitations and advertisements, which every list of IPv6 on IOS admits behind its last line. */
export const neighbourTypes: readonly number[] = [135, 136]
export const neighbourSource =
  'https://www.cisco.com/c/en/us/td/docs/switches/lan/catalyst3850/software/release/3e/ipv6/configuration_guide/b_ipv6_3e_3850_cg/b_ipv6_3se_3850_cg_darya_chapter_0110.html'
