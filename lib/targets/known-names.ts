/** What a design may refer to, for whoever reads one: the catalogue's listeners and add-ons, the targets there are. */
import { addonCatalog } from '../catalog/addons'
import { reservedListenerIds, reservedPrefixes } from '../catalog/catalog'
import type { KnownNames } from '../design/known'
import { targetIds } from './all'

export const knownNames: KnownNames = {
  targetIds,
  listenerIds: reservedListenerIds,
  listenerPrefixes: reservedPrefixes,
  addonIds: addonCatalog.map((addon) => addon.id),
  addonOptions: (id) => addonCatalog.find((addon) => addon.id === id)?.options ?? [],
}
