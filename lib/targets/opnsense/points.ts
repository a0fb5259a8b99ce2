/** Where OPNsense filters, and what a proof about it leans on. */
import type { Point } from '@/lib/site/point'
import { routerPoints } from '@/lib/site/router-points'
import type { Site } from '@/lib/site/site'
import type { OpnsenseOptions } from './options'

export function opnsensePoints(site: Site, { interfaces }: OpnsenseOptions): readonly Point[] {
  return routerPoints(site, interfaces)
}

/** What must be true beyond the files. */
export function opnsenseAssumptions(site: Site): readonly string[] {
  return [
    'Only new packets are compared: pf lets answers through by the state of their conversation.',
    'What passes within one network never comes to the box.',
    'What the box answers on its own addresses (DNS, DHCP, its web pages) follows its own rules and is not compared.',
    'Where the files are no whole configuration, no rule of yours comes before ours: no floating rule with a lower sequence, and none of a plugin.',
    'Every row of the file was taken: the import counts them, and lists those that it leaves out.',
    'Lists of blocked hosts and bogons, port forwards that pass by themselves, and shapers let the compared packets pass.',
    ...(site.families.includes(6)
      ? ['IPv6 is allowed on the box (Firewall > Settings > Advanced), as it is when installed.']
      : []),
    ...(site.podsRouted ? ['The box has routes to the pod networks through the machines.'] : []),
  ]
}
