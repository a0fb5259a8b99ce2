/** Where Proxmox filters: between the cards of every virtual machine and their bridge, both ways. */
import { allAddresses, setOfPrefixes, subtractSets, unionSets } from '@/lib/net/address-set'
import { formatPrefix } from '@/lib/net/prefix'
import type { Point } from '@/lib/site/point'
import type { Site } from '@/lib/site/site'
import { impossibleSources, pointId } from './evaluate/card'
import { type ProxmoxOptions, vmidsOf } from './options'

const possibleSources = subtractSets(allAddresses, impossibleSources)

/** A point for every virtual machine whose id the options give: those of a pool have files of their own. */
export function proxmoxPoints(site: Site, options: ProxmoxOptions): readonly Point[] {
  if (options.stance === 'upstream') return []
  const carried = site.podsRouted ? unionSets(site.announced, setOfPrefixes(site.podPrefixes)) : site.announced
  return site.members.flatMap((member) => {
    const destinations = unionSets(member.own, carried)
    return vmidsOf(options, member.name).flatMap((vmid): Point[] => [
      {
        id: pointId(member.name, vmid),
        place: 'nic',
        direction: 'ingress',
        member: member.name,
        destinations,
        sources: possibleSources,
      },
      {
        id: `${pointId(member.name, vmid)}/egress`,
        place: 'nic',
        direction: 'egress',
        member: member.name,
        destinations: allAddresses,
        // What leaves a card was sent by its machine, from whichever address: shared and announced ones move.
        blindTo: 'source',
      },
    ])
  })
}

/** What must be true beyond the files. */
export function proxmoxAssumptions(site: Site): readonly string[] {
  return [
    'Every card of these machines has its firewall flag set (firewall=1), and no host switches its own firewall off (enable: 0 in host.fw).',
    'Where the file of the datacenter does not say whether its firewall is on, it is on (Datacenter > Firewall > Options).',
    'Only new packets are compared: what belongs to a conversation that was let through passes by itself, and ICMP that asks nothing is part of one, or dropped as invalid.',
    'A packet from a multicast or broadcast address is no real one: the firewall drops it before any rule and it is not compared.',
    'What leaves a card was sent by its machine: the address it comes from is not compared on the way out.',
    'The firewall filters what passes between cards and bridges; a card that is passed through to its machine goes around it.',
    ...(site.podsRouted && site.podPrefixes.length > 0
      ? [`Pods send from ${site.podPrefixes.map(formatPrefix).join(' and ')}; no IP filter is set on their cards.`]
      : []),
  ]
}
