/** Where security groups filter: at every machine's network card, both ways. */
import { type AddressSet, allAddresses, setOfPrefixes, unionSets } from '@/lib/net/address-set'
import type { Point } from '@/lib/site/point'
import type { Member, Site } from '@/lib/site/site'
import type { AwsOptions } from './options'

export function membersBehind(site: Site, { subnets }: AwsOptions): readonly Member[] {
  return subnets === undefined ? site.members : site.members.filter((member) => subnets.includes(member.subnet))
}

const names = new WeakMap<Site['members'], Map<string, readonly string[]>>()

/** Their names: the same list for the same machines, by which others remember what they made of it. */
export function namesBehind(site: Site, options: AwsOptions): readonly string[] {
  const here = names.get(site.members) ?? new Map<string, readonly string[]>()
  names.set(site.members, here)
  const key = options.subnets?.join(' ') ?? ''
  const list = here.get(key) ?? membersBehind(site, options).map((member) => member.name)
  here.set(key, list)
  return list
}

const points = new WeakMap<readonly string[], Map<AddressSet, readonly Point[]>>()

/** The same list for variants of a design whose machines carry the same. */
export function nicPoints(site: Site, options: AwsOptions): readonly Point[] {
  const behind = namesBehind(site, options)
  const carried = site.podsRouted ? unionSets(site.announced, setOfPrefixes(site.podPrefixes)) : site.announced
  const known = points.get(behind) ?? new Map<AddressSet, readonly Point[]>()
  points.set(behind, known)
  const list = known.get(carried) ?? pointsOf(membersBehind(site, options), behind, carried)
  known.set(carried, list)
  return list
}

function pointsOf(members: readonly Member[], behind: readonly string[], carried: AddressSet): readonly Point[] {
  return members.flatMap((member): Point[] => [
    {
      id: `nic/${member.name}`,
      place: 'nic',
      direction: 'ingress',
      member: member.name,
      behind,
      destinations: unionSets(member.own, carried),
      blindTo: 'destination',
    },
    {
      id: `nic/${member.name}/egress`,
      place: 'nic',
      direction: 'egress',
      member: member.name,
      behind,
      destinations: allAddresses,
      blindTo: 'source',
    },
  ])
}

/** What must be true beyond the files. */
export function awsAssumptions(site: Site): readonly string[] {
  return [
    'Only new connections are compared: a security group lets answers through by itself, and cuts tracked connections only when they end.',
    'Every control plane carries the group control_plane, every worker the group worker; a node or pool with a group of its own carries that beside it, and none carries another group.',
    'A group as a source stands for the private addresses of the machines that carry it; where the design knows none, for their subnet.',
    'Beside what Terraform made, the groups hold no rule: it would neither show nor remove one. What an account says of itself is complete.',
    'Network ACLs of the subnets let everything pass, as they do by default.',
    'AWS never filters its own DNS resolver, DHCP, instance metadata and time service.',
    ...(site.announced.bounds.length === 0
      ? []
      : [
          'Announced service addresses are routed to the machines by the VPC; a security group cannot tell them from the machines themselves.',
        ]),
  ]
}
