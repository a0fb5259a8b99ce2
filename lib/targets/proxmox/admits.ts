/** What the cards of a machine let in and out, as sets of packets. */
import { problemAt } from '@/lib/design/problem'
import { allAddresses, noAddresses } from '@/lib/net/address-set'
import { wholeRow } from '@/lib/net/packet-row'
import { intersectPackets, isEmptyPacketSet, type PacketSet } from '@/lib/net/packet-set'
import { packetsTo } from '@/lib/net/row-packets'
import type { Point } from '@/lib/site/point'
import type { Site } from '@/lib/site/site'
import type { Admitted, Uninterpreted } from '../target'
import { type Admission, admissionOf, openAdmission } from './evaluate/admission'
import { vmidOfPoint } from './evaluate/card'
import { type ClusterConfig, type GuestConfig, isOn, type ProxmoxModel, type Rule, switches } from './model'

export function admits(model: ProxmoxModel, at: Point, site: Site): Admitted {
  const { ruled, always } = admissionAt(model, at, site)
  return { ruled: at.direction === 'ingress' ? within(ruled, at) : ruled, always }
}

/** Machines alike are for the same addresses of others, and for their own. */
function within(packets: PacketSet, { destinations }: Point): PacketSet {
  if (destinations === noAddresses) return packetsTo(noAddresses, wholeRow(allAddresses))
  return intersectPackets(packets, packetsTo(destinations, wholeRow(allAddresses)))
}

export function uninterpreted(model: ProxmoxModel, at: Point, site: Site): readonly Uninterpreted[] {
  return admissionAt(model, at, site).doubts.flatMap(({ at: line, packets, why }) =>
    isEmptyPacketSet(packets)
      ? []
      : [{ problem: problemAt('error', line.file, line.line, `what this does is not known: ${why}`), packets }],
  )
}

/** How many cards the design gives the machine. */
export function cardsOf(at: Point, site: Site): number {
  return site.members.find(({ name }) => name === at.member)?.interfaces.length ?? 1
}

/** Whether the firewall filters this guest at all. */
export function filteringGuest({ cluster, guests }: ProxmoxModel, at: Point): GuestConfig | undefined {
  const guest = guests.get(vmidOfPoint(at))
  if (guest === undefined || !isOn(guest, 'enable')) return undefined
  return isSwitchedOff(cluster) ? undefined : guest
}

/** The product's own default is off; a part leaves the box's own setting as it is. */
export function isSwitchedOff(cluster: ClusterConfig | undefined): boolean {
  return cluster !== undefined && !cluster.isPart && cluster.enable?.value !== true
}

const noCluster = {}
const known = new WeakMap<object, Map<string, Admission>>()

function admissionAt(model: ProxmoxModel, at: Point, site: Site): Admission {
  const guest = filteringGuest(model, at)
  if (guest === undefined) return openAdmission
  const here = known.get(model.cluster ?? noCluster) ?? new Map<string, Admission>()
  known.set(model.cluster ?? noCluster, here)
  const cards = cardsOf(at, site)
  const key = `${at.direction} ${cards} ${keyOf(guest)}`
  const found = here.get(key)
  if (found !== undefined) return found
  const made = admissionOf(model.cluster, guest, at.direction, cards)
  here.set(key, made)
  return made
}

const keys = new WeakMap<GuestConfig, string>()
let nextKey = 0

/** The same for guests that say the same, wherever it stands; one with sets or rules of its own is like no other. */
function keyOf(guest: GuestConfig): string {
  const known = keys.get(guest)
  if (known !== undefined) return known
  const isPlain = guest.sets.size === 0 && guest.aliases.size === 0 && guest.rules.every(isGroup)
  const settings = [...switches.map((name) => isOn(guest, name)), guest.policyIn?.value, guest.policyOut?.value]
  const rules = guest.rules.flatMap((rule) => (isGroup(rule) ? [`${rule.group} ${rule.card ?? ''}`] : []))
  const key = isPlain ? [...settings, ...rules].join('\n') : `own ${nextKey++}`
  keys.set(guest, key)
  return key
}

function isGroup(rule: Rule): rule is Extract<Rule, { kind: 'group' }> {
  return rule.kind === 'group'
}
