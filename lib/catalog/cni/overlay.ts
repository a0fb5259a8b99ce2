import { type CatalogListener, onBoth } from '../listener'

/** Overlay, encryption, CNI health, Typha and BGP: between nodes only, in every posture. */
export const overlayUsers: CatalogListener['users'] = {
  relaxed: () => onBoth('controlplane', 'worker'),
  standard: () => onBoth('nodes'),
  strict: () => onBoth('nodes'),
}
