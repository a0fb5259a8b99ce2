/** What a design may refer to, for whoever reads one: the catalogue's listeners and add-ons, the targets there are. */
import { addonCatalog, reservedListenerIds } from '../catalog/catalog'
import type { KnownNames } from '../design/known'
import { targetIds } from './all'

export const knownNames: KnownNames = {
  targetIds,
  listenerIds: reservedListenerIds,
  addonIds: addonCatalog.map((addon) => addon.id),
}
