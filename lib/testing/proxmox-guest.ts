/** Small firewall files of Proxmox VE, and the guest that holds them. */
import type { Problem } from '@/lib/design/problem'
import { allAddresses, setOfPrefixes } from '@/lib/net/address-set'
import { parsePrefix } from '@/lib/net/prefix'
import { buildSite } from '@/lib/site/build-site'
import type { Point } from '@/lib/site/point'
import type { Site } from '@/lib/site/site'
import { install } from '@/lib/targets/proxmox/install'
import type { ProxmoxModel } from '@/lib/targets/proxmox/model'
import { readFiles } from '@/lib/targets/proxmox/read'
import type { FileSet } from '@/lib/targets/target'
import { readExample } from './subject'

export interface HeldGuest {
  readonly model: ProxmoxModel | undefined
  readonly problems: readonly Problem[]
}

const sites = { one: buildSite(readExample('seed-000-baremetal')), two: buildSite(readExample('two-nics')) }
const members = { one: 'worker-1', two: 'cp-1' }

/** The files `cluster.fw` and `100.fw`; either may be left out. */
export function filesOf(cluster: string | undefined, guest: string | undefined): FileSet {
  return [
    ...(cluster === undefined ? [] : [{ path: 'cluster.fw', text: `${cluster}\n` }]),
    ...(guest === undefined ? [] : [{ path: '100.fw', text: `${guest}\n` }]),
  ]
}

export function guestWith(files: FileSet): HeldGuest {
  return guestAfter([files])
}

/** Each set of files over what the ones before left. */
export function guestAfter(steps: readonly FileSet[]): HeldGuest {
  let held: HeldGuest = { model: undefined, problems: [] }
  for (const files of steps) {
    const read = readFiles(files)
    if (!read.ok) return { model: undefined, problems: read.problems }
    const installed = install(held.model, read.value, sites.one)
    const problems = [...held.problems, ...read.problems, ...installed.problems]
    if (!installed.ok) return { model: undefined, problems }
    held = { model: installed.value, problems }
  }
  return held
}

interface Guest {
  readonly vmid?: number
  /** The addresses behind its cards; every one where it is left out. */
  readonly behind?: readonly string[] | undefined
}

/** The machine with the id 100, or another; `cards`: how many it has. */
export function guestPoint(
  direction: Point['direction'],
  cards: 'one' | 'two',
  { vmid = 100, behind }: Guest = {},
): { site: Site; point: Point } {
  const member = members[cards]
  const id = `vm/${member}/${vmid}${direction === 'egress' ? '/egress' : ''}`
  const destinations =
    behind === undefined ? allAddresses : setOfPrefixes(behind.flatMap((text) => parsePrefix(text) ?? []))
  return { site: sites[cards], point: { id, place: 'nic', direction, member, destinations } }
}
