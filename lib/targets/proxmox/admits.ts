/** What the cards of a machine let in and out, as sets of packets. */
import { problemAt } from '@/lib/design/problem'
import { isEmptyPacketSet } from '@/lib/net/packet-set'
import { packetsWithin } from '@/lib/net/row-packets'
import { memberNamed } from '@/lib/site/member-named'
import type { Point } from '@/lib/site/point'
import type { Site } from '@/lib/site/site'
import type { Admitted, Uninterpreted } from '../target'
import { type Admission, admissionOf, openAdmission } from './evaluate/admission'
import { vmidOfPoint } from './evaluate/card'
import { type ClusterConfig, type GuestConfig, isOn, type ProxmoxModel, type Rule, switches } from './model'

export function admits(model: ProxmoxModel, at: Point, site: Site): Admitted {
  const { ruled, always } = admissionAt(model, at, site)
  return { ruled: at.direction === 'ingress' ? packetsWithin(ruled, at.destinations) : ruled, always }
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
  return memberNamed(site, at.member)?.interfaces.length ?? 1
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

/** What a point of the model was told: it is asked again at once. */
interface Asked {
  readonly site: Site
  readonly admission: Admission
}

const asked = new WeakMap<ProxmoxModel, Map<string, Asked>>()

function admissionAt(model: ProxmoxModel, at: Point, site: Site): Admission {
  const byPoint = asked.get(model) ?? new Map<string, Asked>()
  asked.set(model, byPoint)
  const last = byPoint.get(at.id)
  if (last !== undefined && last.site === site) return last.admission
  const guest = filteringGuest(model, at)
  const admission = guest === undefined ? openAdmission : admissionOfGuest(model, guest, at, site)
  byPoint.set(at.id, { site, admission })
  return admission
}

const noCluster = {}
const known = new WeakMap<object, Map<string, Admission>>()

function admissionOfGuest(model: ProxmoxModel, guest: GuestConfig, at: Point, site: Site): Admission {
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
  // What this option leaves unknown is told with its line.
  const isTold = guest.switches.ips?.value === true
  const isPlain = !isTold && guest.sets.size === 0 && guest.aliases.size === 0 && guest.rules.every(isGroup)
  const settings = [...switches.map((name) => isOn(guest, name)), guest.policyIn?.value, guest.policyOut?.value]
  const rules = guest.rules.flatMap((rule) => (isGroup(rule) ? [`${rule.group} ${rule.card ?? ''}`] : []))
  const key = isPlain ? [...settings, ...rules].join('\n') : `own ${nextKey++}`
  keys.set(guest, key)
  return key
}

function isGroup(rule: Rule): rule is Extract<Rule, { kind: 'group' }> {
  return rule.kind === 'group'
}
