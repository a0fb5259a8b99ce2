import { addonCatalog, reservedListenerIds } from '@/lib/catalog/catalog'
import type { KnownNames } from '@/lib/design/known'
import { targetIds } from '@/lib/targets/all'

/** What a design may refer to in this version. */
export const knownNames: KnownNames = {
  targetIds,
  listenerIds: reservedListenerIds,
  addonIds: addonCatalog.map(({ id }) => id),
}
