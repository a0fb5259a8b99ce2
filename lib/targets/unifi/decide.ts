/** One packet through the policies between its zones, one after the other, without sets. */
import type { Packet } from '@/lib/net/packet'
import type { Point } from '@/lib/site/point'
import type { Site } from '@/lib/site/site'
import { decideOn } from '../router/evaluate/decide'
import type { Decision } from '../target'
import { boxAt, zonesAt } from './evaluate/box'
import type { UnifiModel } from './model'

export function decide(model: UnifiModel, at: Point, _site: Site, packet: Packet): Decision {
  return decideOn(boxAt(model, at), zonesAt(model, at), packet, () => undefined)
}
