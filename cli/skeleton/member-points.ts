/** Where the product filters, and what a proof about it leans on. */
import type { Place } from '@/lib/design/design'
import type { Point } from '@/lib/site/point'
import type { Site } from '@/lib/site/site'

export const place: Place = 'nic'

/** Every machine by itself, what comes in. */
export function newTargetPoints(site: Site): readonly Point[] {
  return site.members.map((member) => ({
    id: `${member.kind}/${member.name}`,
    place,
    direction: 'ingress',
    member: member.name,
    destinations: member.own,
  }))
}

/** What must be true beyond the files, in sentences. */
export function newTargetAssumptions(): readonly string[] {
  return []
}
