/** What the gateway lets into the zone of the machines and out of it, by sets; the walk through rules in order is shared. */
import type { Point } from '@/lib/site/point'
import type { Site } from '@/lib/site/site'
import { admitsOn } from '../router/evaluate/admits'
import type { Admitted } from '../target'
import { boxAt, zonesAt } from './evaluate/box'
import type { UnifiModel } from './model'

export function admits(model: UnifiModel, at: Point, _site: Site): Admitted {
  return admitsOn(boxAt(model, at), zonesAt(model, at))
}
