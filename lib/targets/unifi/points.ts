/** Where a UniFi gateway filters, and what a proof about it leans on. */
import type { Point } from '@/lib/site/point'
import { type InterfaceKeys, routerPoints } from '@/lib/site/router-points'
import type { Site } from '@/lib/site/site'
import type { UnifiOptions } from './options'

/** Where networks are before anybody moves them. */
const firstZone = 'Internal'

/** By network of the design the zone that it is in: for the gateway, what another box has interfaces for. */
export function zoneKeys(site: Site, { networks, zone, zones }: UnifiOptions): InterfaceKeys {
  const joined = site.subnets.filter(({ name }) => Object.hasOwn(networks, name))
  // A network may bear the name of something that every object has.
  const zoneOf = (name: string): string => (Object.hasOwn(zones, name) ? zones[name] : undefined) ?? firstZone
  return Object.fromEntries(joined.map(({ name, holdsMembers }) => [name, holdsMembers ? zone : zoneOf(name)]))
}

export function unifiPoints(site: Site, options: UnifiOptions): readonly Point[] {
  return routerPoints(site, zoneKeys(site, options))
}

/** What must be true beyond the files. */
export function unifiAssumptions(site: Site): readonly string[] {
  return [
    'Only new packets are compared: the gateway lets answers through by the state of their conversation.',
    'What passes within one network never comes to the gateway; access lists of switches are not seen.',
    'What is for the gateway itself, and what it sends itself, is left to the zone Gateway and not compared.',
    'Our policies stand before yours between the same zones, where the script puts them.',
    'A zone that the gateway has besides those that are named is treated as one of strangers.',
    'Between a zone that somebody made and another one, nothing passes without a policy, but for what goes out.',
    ...(site.podsRouted ? ['The gateway has routes to the pod networks through the machines.'] : []),
  ]
}
