/** The files of the hosts: fresh ones, or the person's own with ours put in. */
import type { Problem } from '@/lib/design/problem'
import type { Member, Site } from '@/lib/site/site'
import type { FileSet, OutputFile } from '../../target'
import { type ProxmoxOptions, vmidsOf } from '../options'
import { fileKind } from '../read'
import { partMark } from '../read/config'
import {
  blank,
  commentLines,
  groupLines,
  groupUseLines,
  guestLines,
  joinLines,
  type Line,
  line,
  setLines,
  settingsOf,
} from './lines'
import { mergeCluster, mergeGuest, releaseGuest } from './merge'
import { markerOf } from './names'
import type { Plan } from './plan'

export interface FileRequest {
  readonly plan: Plan
  readonly site: Site
  readonly options: ProxmoxOptions
  /** Entries of the IP set that administers the hosts; undefined where the switch of the datacenter is not touched. */
  readonly management: readonly string[] | undefined
  /** What stands on the hosts, as the person gave it. */
  readonly base: FileSet
  /** The last bundle. */
  readonly previous: FileSet
}

export interface WrittenFiles {
  readonly files: readonly OutputFile[]
  readonly problems: readonly Problem[]
  /** Whether the file of the datacenter is the person's own. */
  readonly isMerged: boolean
  readonly released: readonly number[]
}

export function writeFiles(request: FileRequest): WrittenFiles {
  const { site, options, base } = request
  const own = base.find((file) => fileKind(file) === 'cluster')
  const cluster = own === undefined ? { file: freshCluster(request), problems: [] } : mergedCluster(own, request)
  const guests = site.members.flatMap((member) => {
    const ids = vmidsOf(options, member.name)
    if (ids.length === 0) return [templateFile(member, request)]
    return ids.map((vmid) => guestFile(member, vmid, request))
  })
  const released = releasedGuests(request)
  const refused = cluster.problems.length > 0
  return {
    files: refused ? [] : [cluster.file, ...guests, ...released.map((vmid) => releasedOf(vmid, request))],
    problems: cluster.problems,
    isMerged: own !== undefined,
    released,
  }
}

function freshCluster(request: FileRequest): OutputFile {
  const { plan, site, management } = request
  const marker = markerOf(site.name)
  const head =
    management === undefined
      ? [
          line(`${partMark}/etc/pve/firewall/cluster.fw for ${site.name}: sets and groups, all marked ${marker}.`),
          line('# Put in place of that file it would switch the firewall of the datacenter off: see APPLY.md.'),
        ]
      : commentLines([
          `/etc/pve/firewall/cluster.fw for ${site.name}: in place of all that stands there. It switches the firewall of every`,
          'host on: see APPLY.md.',
        ])
  const lines: Line[] = [...head, blank]
  if (management !== undefined) {
    lines.push(line('[OPTIONS]'), blank, line('enable: 1'), blank)
    lines.push(line(`[IPSET management] # ${marker}`), blank)
    lines.push(...management.map((entry) => line(`${entry} # ${marker}`)), blank)
  }
  for (const set of plan.sets) lines.push(...setLines(set, site.name))
  for (const group of plan.groups) lines.push(...groupLines(group, site.name))
  return clusterFile(withoutLastBlank(lines), plan)
}

function clusterFile(lines: readonly Line[], plan: Plan): OutputFile {
  return {
    path: 'proxmox/cluster.fw',
    ...joinLines(lines),
    use: 'apply',
    owns: [...plan.sets.map(({ name }) => `ipset/${name}`), ...plan.groups.map(({ name }) => `group/${name}`)],
  }
}

function withoutLastBlank(lines: readonly Line[]): readonly Line[] {
  return lines.at(-1)?.text === '' ? lines.slice(0, -1) : lines
}

function mergedCluster(
  { path, text }: { readonly path: string; readonly text: string },
  { plan, site, management }: FileRequest,
): { readonly file: OutputFile; readonly problems: readonly Problem[] } {
  const { lines, problems } = mergeCluster(path, text, {
    marker: markerOf(site.name),
    sets: plan.sets.map((set) => setLines(set, site.name)),
    groups: plan.groups.map((group) => groupLines(group, site.name)),
    management,
  })
  return { file: { ...clusterFile(lines, plan), holdsBackup: true }, problems }
}

function guestFile(member: Member, vmid: number, request: FileRequest): OutputFile {
  const { plan, site, options, base } = request
  const own = ownOf(vmid, base)
  const marker = markerOf(site.name)
  const fresh = [
    ...commentLines([
      `/etc/pve/firewall/${vmid}.fw: ${describe(member)} of ${site.name}, in place of all that stands there.`,
    ]),
    blank,
    ...guestLines(member, plan, options, site.name),
  ]
  const lines =
    own === undefined
      ? fresh
      : mergeGuest(own.text, {
          marker,
          settings: settingsOf(member, plan, options),
          uses: groupUseLines(plan.groupsOf(member), site.name),
        }).lines
  const id = `vm/${member.name}/${vmid}`
  return {
    path: `proxmox/${vmid}.fw`,
    ...joinLines(lines),
    use: 'apply',
    points: [id, `${id}/egress`],
    ...(own === undefined ? {} : { holdsBackup: true as const }),
    owns: plan.groupsOf(member).map(({ name }) => `guest/${vmid}/${name}`),
  }
}

/** The person's own file of a guest. */
function ownOf(vmid: number, base: FileSet): FileSet[number] | undefined {
  return base.find((file) => {
    const kind = fileKind(file)
    return kind !== undefined && kind !== 'cluster' && kind.vmid === vmid
  })
}

/** For machines whose ids nobody gave: what the file of each has to hold. */
function templateFile(member: Member, { plan, site, options }: FileRequest): OutputFile {
  const head = `For each machine of ${describe(member)} of ${site.name}, whose ids are not in the design: copy it to <id>.fw.`
  const lines = [...commentLines([head]), blank, ...guestLines(member, plan, options, site.name)]
  return { path: `proxmox/without-id/${member.name}.txt`, ...joinLines(lines), use: 'optional', points: [] }
}

function describe({ kind, name, role }: Member): string {
  return kind === 'node' ? `${role} ${name}` : `${role} pool ${name}`
}

/** Guests that an earlier bundle put into groups of ours, and that are no machines of the design any more. */
export function releasedGuests({
  site,
  options,
  previous,
  base,
}: Pick<FileRequest, 'site' | 'options' | 'previous' | 'base'>): number[] {
  const wanted =
    options.stance === 'upstream'
      ? new Set<number>()
      : new Set(site.members.flatMap((member) => vmidsOf(options, member.name)))
  const marker = new RegExp(`^GROUP .*# ${markerOf(site.name)}$`, 'm')
  const found = [...previous, ...base].flatMap((file) => {
    const kind = fileKind(file)
    if (kind === undefined || kind === 'cluster' || wanted.has(kind.vmid) || !marker.test(file.text)) return []
    return [kind.vmid]
  })
  return [...new Set(found)].sort((a, b) => a - b)
}

export function releasedOf(vmid: number, { site, base }: Pick<FileRequest, 'site' | 'base'>): OutputFile {
  const own = ownOf(vmid, base)
  if (own === undefined) return releasedFile(vmid, site)
  const { lines } = releaseGuest(own.text, markerOf(site.name))
  return { path: `proxmox/${vmid}.fw`, ...joinLines(lines), use: 'apply', points: [], holdsBackup: true }
}

/** Its groups may be gone, and a rule that names one breaks every rule of the hosts with nftables. */
function releasedFile(vmid: number, site: Site): OutputFile {
  const head = `/etc/pve/firewall/${vmid}.fw: no machine of ${site.name} any more, so its firewall is off.`
  const lines = [...commentLines([head]), blank, line('[OPTIONS]'), blank, line('enable: 0')]
  return { path: `proxmox/${vmid}.fw`, ...joinLines(lines), use: 'apply', points: [] }
}
