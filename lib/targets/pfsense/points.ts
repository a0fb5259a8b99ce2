/** Where pfSense filters, and what a proof about it leans on. */
import type { Point } from '@/lib/site/point'
import { routerPoints } from '@/lib/site/router-points'
import type { Site } from '@/lib/site/site'
import type { PfsenseOptions } from './options'

export function pfsensePoints(site: Site, { interfaces }: PfsenseOptions): readonly Point[] {
  return routerPoints(site, interfaces)
}

/** What must be true beyond the files. */
export function pfsenseAssumptions(site: Site): readonly string[] {
  return [
    'Only new packets are compared: pf lets answers through by the state of their conversation.',
    'What passes within one network never comes to the box.',
    'What the box answers on its own addresses (DNS, DHCP, its web pages) follows its own rules and is not compared.',
    'Where the files are no whole backup, the box holds no other rules.',
    'Packages that add rules, blocked hosts, bogon lists, limiters and UPnP let the compared packets pass.',
    ...(site.families.includes(6)
      ? ['IPv6 is allowed on the box (System > Advanced > Networking), as it is when installed.']
      : []),
    ...(site.podsRouted ? ['The box has routes to the pod networks through the machines.'] : []),
  ]
}
