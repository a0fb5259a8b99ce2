/** How people say a verdict. */
import type { LayerVerdict } from './answer'

export const verdictWords: Readonly<Record<LayerVerdict, string>> = {
  allow: 'allowed',
  deny: 'denied',
  depends: 'not certain',
  unseen: 'not seen',
}
