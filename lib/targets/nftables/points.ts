/** Where these files filter, and what a proof about them leans on. */
import { unionSets } from '@/lib/net/address-set'
import { formatPrefix } from '@/lib/net/prefix'
import { memberNamed } from '@/lib/site/member-named'
import type { Point } from '@/lib/site/point'
import type { Member, Site } from '@/lib/site/site'

/** Every machine decides for itself; the machines of a pool are alike. */
export function nftablesPoints(site: Site): readonly Point[] {
  return site.members.map((member) => ({
    id: pointId(member),
    place: 'guest',
    direction: 'ingress',
    member: member.name,
    destinations: unionSets(member.own, site.announced),
  }))
}

export function pointId(member: Member): string {
  return `${member.kind}/${member.name}`
}

export function memberAt(at: Point, site: Site): Member {
  const member = memberNamed(site, at.member)
  if (member === undefined) throw new Error(`the point ${at.id} stands for no member of the site`)
  return member
}

/** What must be true of these machines beyond the files. */
export function nftablesAssumptions(site: Site): readonly string[] {
  const networks = [...site.podPrefixes, ...site.servicePrefixes].map(formatPrefix)
  return [
    'Only new packets are compared; ICMP that begins no conversation counts as part of one.',
    'The interfaces of the machines carry the addresses that are drawn, and no others.',
    'No table but those of the files drops or rewrites a packet before they see it, apart from the translation of services.',
    'The interfaces lo, kubespan and siderolink are told by their names; packets that come in on them are not compared.',
    ...(networks.length === 0 ? [] : [`Pods and services live in ${networks.join(', ')} and nowhere else.`]),
    site.kubeProxy
      ? 'A NodePort is compared by its own number on the machine, before kube-proxy translates it.'
      : 'NodePorts are answered by the replacement of kube-proxy before any table looks, and count as always open.',
  ]
}
