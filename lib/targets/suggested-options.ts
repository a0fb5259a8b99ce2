import type { Design } from '../design/design'
import { designSchema } from '../design/design'
import { buildSite } from '../site/build-site'
import type { FileSet, Target } from './target'

/** Options to begin with, as the design would hold them; of a backup, where one is given. None where a target needs none. */
export function suggestedOptions(target: Target, design: Design, base?: FileSet): Design['targets'][string] {
  const options = target.suggestOptions?.(buildSite(design), base)
  const read = designSchema.shape.targets.safeParse({ [target.id]: options ?? {} })
  return (read.success ? read.data[target.id] : undefined) ?? {}
}
