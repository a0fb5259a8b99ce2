/** Which firewalls a server carries, by its labels. */
import { allAddresses } from '@/lib/net/address-set'
import { packetSetOfBoxes } from '@/lib/net/packet-set'
import { allServices } from '@/lib/net/service'
import type { Point } from '@/lib/site/point'
import type { Uninterpreted } from '../../target'
import type { Attachment, Firewall, FirewallModel, Requirement } from '../model'

type Labels = Readonly<Record<string, string>>

/** The firewalls of a server, by the labels of its points. */
interface Found {
  readonly member: string | undefined
  readonly firewalls: readonly Firewall[]
}

interface Memory {
  readonly byLabels: WeakMap<Labels, Found>
  readonly lists: Map<string, readonly Firewall[]>
}

const memories = new WeakMap<FirewallModel, Memory>()

/** Servers that carry the same firewalls share one list. */
export function carriedBy(model: FirewallModel, at: Point): readonly Firewall[] {
  const { labels, member } = at
  const memory = memories.get(model) ?? { byLabels: new WeakMap(), lists: new Map() }
  memories.set(model, memory)
  const known = labels === undefined ? undefined : memory.byLabels.get(labels)
  if (known !== undefined && known.member === member) return known.firewalls
  const found = model.firewalls.filter(({ appliedTo }) => appliedTo.some((one) => meets(one, at)))
  const key = found.map(({ address }) => address).join(' ')
  const firewalls = memory.lists.get(key) ?? found
  memory.lists.set(key, firewalls)
  if (labels !== undefined) memory.byLabels.set(labels, { member, firewalls })
  return firewalls
}

function meets(attachment: Attachment, { labels = {}, member }: Point): boolean {
  if (attachment.kind === 'labels') return attachment.selector.every((one) => holds(one, labels))
  if (attachment.name === member) return true
  // A pool is machines of any name: what tells them is what they are labelled.
  return Object.entries(labels).every(([key, value]) => attachment.labels[key] === value)
}

function holds({ key, is, values }: Requirement, labels: Labels): boolean {
  const value = Object.hasOwn(labels, key) ? labels[key] : undefined
  switch (is) {
    case 'one of':
      return value !== undefined && values.includes(value)
    case 'none of':
      return value === undefined || !values.includes(value)
    case 'there':
      return value !== undefined
    case 'missing':
      return value === undefined
  }
}

/** Whether the firewall says anything about what is sent. */
export function closesEgress({ rules }: Firewall): boolean {
  return rules.some(({ direction }) => direction === 'egress')
}

/** What a state does not say of a server, and what Hetzner does not say. */
export function unsaid(model: FirewallModel, at: Point): readonly Uninterpreted[] {
  if (model.doubts === undefined) return unsaidOfEgress(model, at)
  const doubts = model.doubts.filter(({ on }) => meets(on, at))
  const ofServers = doubts.map(({ at: { file, line }, message }): Uninterpreted => {
    const suggestion = 'Give the state that holds the firewall as well.'
    return { problem: { severity: 'error', at: `${file}:${line}`, line, message, suggestion }, packets: everyPacket }
  })
  return [...ofServers, ...unsaidOfEgress(model, at)]
}

const everyPacket = packetSetOfBoxes([
  { arrivals: ['wire'], services: allServices, sources: allAddresses, destinations: allAddresses },
])

/** Hetzner does not say what leaves a server with a firewall that has rules for it and another that has none. */
function unsaidOfEgress(model: FirewallModel, at: Point): readonly Uninterpreted[] {
  if (at.direction === 'ingress') return []
  const carried = carriedBy(model, at)
  const open = carried.find((firewall) => !closesEgress(firewall))
  const closed = carried.find(closesEgress)
  if (open === undefined || closed === undefined) return []
  const message = `${closed.address} has rules for what a server sends, and ${open.address}, which ${at.member} carries too, has none: Hetzner does not say what then leaves.`
  const suggestion = 'Give both such rules, or neither.'
  return [{ problem: { severity: 'error', at: open.address, message, suggestion }, packets: everyPacket }]
}
