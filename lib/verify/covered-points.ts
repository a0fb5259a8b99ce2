/** Files that exist may be those of some boxes only: the others are not compared with them. */
import type { Point } from '../site/point'
import type { Site } from '../site/site'
import type { FileSet, Filter } from '../targets/target'

/** The points that the files are for; all of them where that cannot be told. */
export function coveredPoints(filter: Filter, points: readonly Point[], files: FileSet, site: Site): readonly Point[] {
  const reader = filter.readers.find((candidate) => files.every((file) => candidate.recognises(file)))
  const read = reader?.read(files, site)
  if (filter.covers === undefined || read === undefined || !read.ok) return points
  return points.filter((point) => filter.covers?.(read.value, point, site) !== false)
}
