/** What every box of a design holds once its files are applied, to ask it about one packet. */
import type { Design } from '../design/design'
import type { Packet } from '../net/packet'
import type { Point } from '../site/point'
import { pointsOnRoute, type RouteEnds } from '../site/route'
import type { Site } from '../site/site'
import { findTarget } from '../targets/all'
import { type FileSet, type Filter, isFilter } from '../targets/target'
import { withEdits } from './analyse'
import type { Analysis } from './analysis'
import { aroundTarget } from './around-target'
import { readInstalled } from './read-installed'

interface Box {
  readonly filter: Filter
  /** By the machine that they stand before; those of several machines under no name. */
  readonly points: ReadonlyMap<string | undefined, readonly Point[]>
  readonly model: unknown
}

export interface BoxesRequest {
  /** Files as a person changed them, by path. */
  readonly edits?: Readonly<Record<string, string>> | undefined
  /** What the boxes hold before the files are applied. */
  readonly previous?: FileSet | undefined
}

/** Undefined where the files of some target cannot be read: nobody knows then what they let through. */
export function readBoxes(
  design: Design,
  { site, targets }: Analysis,
  { edits = {}, previous }: BoxesRequest = {},
): readonly Box[] | undefined {
  const boxes: Box[] = []
  for (const { id, files } of targets) {
    const filter = findTarget(id)
    if (filter === undefined || !isFilter(filter)) continue
    const options = filter.options.safeParse(design.targets[id] ?? {})
    if (!options.success) return undefined
    const around = aroundTarget(id, previous === undefined ? undefined : { previous })
    const read = readInstalled({ filter, site, files: withEdits(files, edits), previous: around?.previous })
    if (!read.ok) return undefined
    boxes.push({ filter, points: pointsByMember(filter.points(site, options.data)), model: read.model })
  }
  return boxes
}

function pointsByMember(points: readonly Point[]): Map<string | undefined, Point[]> {
  const byMember = new Map<string | undefined, Point[]>()
  for (const point of points) {
    const known = byMember.get(point.member)
    if (known === undefined) byMember.set(point.member, [point])
    else known.push(point)
  }
  return byMember
}

/** Whether the packet gets through every box that sees it. */
export function getsThrough(packet: Packet, ends: RouteEnds, boxes: readonly Box[], site: Site): boolean {
  const names = new Set([undefined, ...ends.source, ...ends.destination])
  return boxes.every(({ filter, points, model }) =>
    pointsOnRoute(
      [...names].flatMap((name) => points.get(name) ?? []),
      packet,
      ends,
      site,
    ).every((point) => filter.decide(model, point, site, packet).verdict === 'allow'),
  )
}
