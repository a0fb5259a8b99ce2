/** From the rules at every machine to the files of a bundle: one for the machines of a role that are alike. */

import { roles } from '@/lib/design/choices'
import { formatTalosVersion } from '@/lib/design/talos-version'
import { families } from '@/lib/net/address'
import { noAddresses, subtractSets, unionAll } from '@/lib/net/address-set'
import type { Policy } from '@/lib/policy/rule'
import { sortMembers, type Wanted } from '@/lib/policy/sort-members'
import type { Work } from '@/lib/policy/work'
import type { Member, Site } from '@/lib/site/site'
import { talosFilterOf } from '@/lib/site/talos-filter'
import type { Binding, Output, OutputFile } from '../target'
import { hostDnsSet, insideOf } from './evaluate/always'
import type { NftablesOptions } from './options'
import { pointId } from './points'
import { inputChain, preroutingChain } from './render/chains'
import { findGaps } from './render/gaps'
import { listPermits, type Trimmed, trimPermit } from './render/permits'
import { defineSet, nameSets, partOfFamily } from './render/sets'
import { commentLine, joinLines, type Line, wrapWords } from './render/text'

export function render(workOf: (binding: Binding) => Work, site: Site, _options: NftablesOptions): Output {
  const { policy, ...work } = workOf({})
  const groups = groupMembers({ policy, ...work }, site)
  const { failsAtLastAddress, dropsIcmpProbes } = talosFilterOf(site)
  const isBlocking = policy.defaultAction === 'block'
  const trimmed: Trimmed[] = []
  const files = groups.map((group) => {
    const permits = listPermits(group.wanted, isBlocking).map((permit) => {
      if (!failsAtLastAddress) return permit
      const trim = trimPermit(permit)
      trimmed.push(trim)
      return trim.permit
    })
    return fileOf(group, permits, policy, site)
  })
  return {
    files,
    gaps: findGaps(policy.rules, trimmed, isBlocking && dropsIcmpProbes),
    problems: [],
  }
}

interface Group {
  /** `worker`, or `nodes/gpu-1`. */
  readonly name: string
  readonly role: Member['role']
  readonly members: readonly Member[]
  readonly wanted: Wanted
}

/** As for the patches of Talos: the machines that want what their role wants share a file, every other has its own. */
function groupMembers(work: Work, site: Site): readonly Group[] {
  const { byMember, byRole } = sortMembers(work, site)
  return roles.flatMap((role) => {
    const shared = byRole.get(role)
    const here = site.members.filter((member) => member.role === role)
    const alike = here.filter((member) => byMember.get(member) === shared)
    const groups: Group[] = []
    if (shared !== undefined && alike.length > 0) groups.push({ name: role, role, members: alike, wanted: shared })
    for (const member of here) {
      const wanted = byMember.get(member)
      if (wanted !== undefined && wanted !== shared)
        groups.push({ name: `nodes/${member.name}`, role, members: [member], wanted })
    }
    return groups
  })
}

function fileOf(group: Group, permits: ReturnType<typeof listPermits>, policy: Policy, site: Site): OutputFile {
  const { name, role, members, wanted } = group
  const isBlocking = policy.defaultAction === 'block'
  const { prerouting } = talosFilterOf(site)
  // Talos leaves out what lies in the networks of pods and services.
  const own = subtractSets(unionAll(members.map((member) => member.own)), insideOf(site))
  const sets = nameSets()
  const context = {
    site,
    isBlocking,
    rules: wanted.rules,
    permits: permits.filter(({ ports }) => ports.length > 0),
    sets,
  }
  const chains = [...inputChain(context), ...(prerouting ? [{ text: '' }, ...preroutingChain(context, own)] : [])]
  const path = `nftables/${name}.nft`
  const lines: Line[] = [
    { text: '#!/usr/sbin/nft -f' },
    ...header(path, policy, site).map((text) => commentLine(text)),
    commentLine(`Role: ${role}`),
    ...wrapWords(
      members.map((member) => member.name),
      '# Machines:',
      '#   ',
    ).map((text) => ({ text })),
    { text: '' },
    ...(prerouting ? definitions('node_addresses', own) : []),
    ...(isBlocking ? clusterDefinitions(site) : []),
    ...sets.lines(),
    { text: '' },
    { text: 'table inet talos {}' },
    { text: 'delete table inet talos' },
    { text: '' },
    { text: 'table inet talos {' },
    ...chains,
    { text: '}' },
  ]
  return { path, ...joinLines(lines), use: 'apply', points: members.map(pointId), owns: ['table inet talos'] }
}

function header(path: string, { posture }: Policy, site: Site): readonly string[] {
  const version = formatTalosVersion(site.talosVersion)
  const how = posture === undefined ? '' : `, posture ${posture}`
  return [
    `Portcullis: what Talos ${version} programs as the ingress firewall of ${site.name}${how}.`,
    'Made from the design; change it there. To compare with "nft list table inet talos",',
    `and for machines without Talos: nft -c -f ${path} checks it, nft -f loads it.`,
  ]
}

function clusterDefinitions(site: Site): Line[] {
  const inside = insideOf(site)
  if (inside === noAddresses) return []
  const dns = talosFilterOf(site).hostDns ? definitions('host_dns', hostDnsSet(site)) : []
  return [...definitions('cluster', inside), ...dns]
}

function definitions(name: string, set: Parameters<typeof partOfFamily>[0]): Line[] {
  return families.flatMap((family) => {
    const part = partOfFamily(set, family)
    return part === noAddresses ? [] : defineSet(`${name}_ipv${family}`, part)
  })
}
