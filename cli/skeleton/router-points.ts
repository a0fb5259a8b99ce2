/** Where the product filters, and what a proof about it leans on. */
import type { Place } from '@/lib/design/design'
import type { Point } from '@/lib/site/point'
import { routerPoints } from '@/lib/site/router-points'
import type { Site } from '@/lib/site/site'

export const place: Place = 'router'

/** A box that joins every subnet by an interface of the same name. */
export function newTargetPoints(site: Site): readonly Point[] {
  return routerPoints(site, Object.fromEntries(site.subnets.map(({ name }) => [name, name])))
}

/** What must be true beyond the files, in sentences. */
export function newTargetAssumptions(): readonly string[] {
  return []
}
