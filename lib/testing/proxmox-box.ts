/** Small firewall files of Proxmox VE and questions to the guest that they filter, asked of both evaluators at once. */
import { expect } from 'vitest'
import type { Problem } from '@/lib/design/problem'
import { allAddresses } from '@/lib/net/address-set'
import { hasPacket, unionPackets } from '@/lib/net/packet-set'
import { buildSite } from '@/lib/site/build-site'
import type { Point } from '@/lib/site/point'
import { admits, uninterpreted } from '@/lib/targets/proxmox/admits'
import { decide } from '@/lib/targets/proxmox/decide'
import { install } from '@/lib/targets/proxmox/install'
import type { ProxmoxModel } from '@/lib/targets/proxmox/model'
import { readFiles } from '@/lib/targets/proxmox/read'
import type { FileSet } from '@/lib/targets/target'
import { packetOf } from './packet-text'
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
  const read = readFiles(files)
  if (!read.ok) return { model: undefined, problems: read.problems }
  const installed = install(undefined, read.value, sites.one)
  return { model: installed.ok ? installed.value : undefined, problems: [...read.problems, ...installed.problems] }
}

/** `allow` or `deny`, by both evaluators; `unknown` where a line that is not read may decide. `cards`: of the machine. */
export function verdictOf(
  { model, problems }: HeldGuest,
  text: string,
  direction: Point['direction'] = 'ingress',
  cards: 'one' | 'two' = 'one',
): 'allow' | 'deny' | 'unknown' {
  if (model === undefined) throw new Error(`nothing is held: ${problems.map(({ message }) => message).join(' ')}`)
  const member = members[cards]
  const point: Point = {
    id: `vm/${member}/100${direction === 'egress' ? '/egress' : ''}`,
    place: 'nic',
    direction,
    member,
    destinations: allAddresses,
  }
  const packet = packetOf(text)
  const site = sites[cards]
  const { verdict } = decide(model, point, site, packet)
  const { ruled, always } = admits(model, point, site)
  const set = always.reduce((packets, entry) => unionPackets(packets, entry.packets), ruled)
  if (uninterpreted(model, point, site).some((entry) => hasPacket(entry.packets, packet))) return 'unknown'
  expect(hasPacket(set, packet) ? 'allow' : 'deny', `${text} by sets and by steps`).toBe(verdict)
  return verdict
}
