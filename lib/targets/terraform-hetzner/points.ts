/** Where firewalls of Hetzner filter: at the public interface of every server, both ways. */
import { type AddressSet, allOfFamily, intersectSets, setsMeet, unionSets } from '@/lib/net/address-set'
import { prefixSet } from '@/lib/net/prefix-set'
import type { Point } from '@/lib/site/point'
import type { Member, Site } from '@/lib/site/site'
import type { HetznerOptions } from './options'
import { type PublicSide, publicSide } from './public'

export const roleWords: Readonly<Record<Member['role'], string>> = { controlplane: 'control-plane', worker: 'worker' }

/** The labels by which a firewall finds the machine. */
export function labelsOf(member: Member, site: Site, options: HetznerOptions): Readonly<Record<string, string>> {
  return {
    [options.clusterLabel]: site.name,
    [options.roleLabel]: roleWords[member.role],
    [member.kind === 'node' ? options.nodeLabel : options.poolLabel]: member.name,
  }
}

const known = new WeakMap<Site, Map<string, readonly Point[]>>()

/** The same list for the same site and options. */
export function publicPoints(site: Site, options: HetznerOptions): readonly Point[] {
  const here = known.get(site) ?? new Map<string, readonly Point[]>()
  known.set(site, here)
  const key = JSON.stringify(options)
  const points = here.get(key) ?? listPoints(site, options)
  here.set(key, points)
  return points
}

function listPoints(site: Site, options: HetznerOptions): readonly Point[] {
  const side = publicSide(site, options)
  return site.members.flatMap((member): Point[] => {
    const { name } = member
    const labels = labelsOf(member, site, options)
    const destinations = publicAddresses(member, side)
    return [
      {
        id: `server/${name}`,
        place: 'nic',
        direction: 'ingress',
        member: name,
        labels,
        destinations,
        sources: side.visible,
        blindTo: 'destination',
        elsewhere: side.elsewhere,
      },
      {
        id: `server/${name}/egress`,
        place: 'nic',
        direction: 'egress',
        member: name,
        labels,
        destinations: side.sent,
        blindTo: 'source',
      },
    ]
  })
}

/** The public addresses that the design gives the machine; of a family without any, whichever it may get. */
function publicAddresses(member: Member, { visible }: PublicSide): AddressSet {
  const drawn = intersectSets(unionSets(member.own, prefixSet(member.sources)), visible)
  return ([4, 6] as const).reduce((set, family) => {
    const all = allOfFamily[family]
    return setsMeet(drawn, all) ? set : unionSets(set, intersectSets(visible, all))
  }, drawn)
}

/** What must be true beyond the files. */
export function hetznerAssumptions(site: Site): readonly string[] {
  return [
    'Only packets that come by the public interface of a server are compared: Hetzner filters none in a private network or a vSwitch. Between nodes there, Talos alone decides.',
    'Packets from or to private addresses, pods and services never come by the public interface.',
    'Every server carries the labels that README.md names, and no firewall but these.',
    'What one firewall of a server admits is admitted, whatever its other firewalls say.',
    'Only new connections are compared: the firewalls let answers through by themselves.',
    'A machine without a drawn public address may get any: its point stands for all of them.',
    ...(site.families.includes(6)
      ? []
      : ['The design draws no IPv6: nothing comes in by it, and what a server sends by it is not compared.']),
    ...(site.kubespan
      ? ['What comes inside KubeSpan is a packet to udp 51820 to the firewall, and nothing else.']
      : []),
  ]
}
