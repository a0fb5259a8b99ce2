import type { Shape } from '@/components/ui/mark'
import type { LayerVerdict } from '@/lib/query/answer'

export const verdictShapes: Readonly<Record<LayerVerdict, Shape>> = {
  allow: 'allow',
  deny: 'deny',
  depends: 'some',
  unseen: 'unfiltered',
}
