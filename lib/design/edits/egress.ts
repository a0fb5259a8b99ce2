/** What nodes may reach. */
import type { Design } from '../design'

type EgressLists = Exclude<Design['egress'], string>
type EgressMode = EgressLists['mode']

/** The mode and the lists, empty where none was drawn. */
function egressOf(design: Design): EgressLists {
  if (typeof design.egress !== 'string') return design.egress
  return { mode: design.egress, dns: [], ntp: [], https: [], also: [] }
}

/** Another mode; lists stay, since they go with either. */
export function setEgressMode(design: Design, mode: EgressMode): Design {
  return changeEgress(design, { mode })
}

/** Changes mode or lists; with no list left the mode alone is written. */
export function changeEgress(design: Design, change: Partial<EgressLists>): Design {
  const next: EgressLists = { ...egressOf(design), ...change }
  const isBare = [next.dns, next.ntp, next.https, next.also].every((list) => list.length === 0)
  return { ...design, egress: isBare ? next.mode : next }
}
