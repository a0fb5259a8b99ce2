/** The zones of one axis as the lines that are open now, with what assistive technology needs to announce a tree. */
import type { ReachZone } from '@/lib/verify/reach'

export interface ZoneLine {
  readonly zone: ReachZone
  /** From 1. */
  readonly level: number
  /** From 1, among the children of the same parent that are shown. */
  readonly position: number
  readonly siblings: number
  readonly expandable: boolean
  readonly expanded: boolean
  /** Index of the parent's line, or -1. */
  readonly parent: number
}

/** Lines in order: a zone, then its children when it is open. `kept` limits the lines to some zones, as a filter does. */
export function visibleZones(
  zones: readonly ReachZone[],
  expanded: ReadonlySet<string>,
  kept?: ReadonlySet<string>,
): ZoneLine[] {
  const known = new Set(zones.map((zone) => zone.id))
  const children = new Map<string, ReachZone[]>()
  for (const zone of zones) {
    if (kept !== undefined && !kept.has(zone.id)) continue
    const parent = zone.parent !== undefined && known.has(zone.parent) ? zone.parent : ''
    const list = children.get(parent) ?? []
    list.push(zone)
    children.set(parent, list)
  }
  const lines: ZoneLine[] = []
  const walk = (parentId: string, parent: number, level: number): void => {
    const list = children.get(parentId) ?? []
    for (const [index, zone] of list.entries()) {
      const expandable = (children.get(zone.id)?.length ?? 0) > 0 || (kept === undefined && (zone.more ?? 0) > 0)
      const open = expandable && expanded.has(zone.id)
      lines.push({ zone, level, position: index + 1, siblings: list.length, expandable, expanded: open, parent })
      if (open) walk(zone.id, lines.length - 1, level + 1)
    }
  }
  walk('', -1, 1)
  return lines
}

/** The zones above the given ones, themselves included. */
export function withAncestors(zones: readonly ReachZone[], ids: ReadonlySet<string>): Set<string> {
  const parents = new Map(zones.map((zone) => [zone.id, zone.parent]))
  const all = new Set<string>()
  for (const id of ids) {
    let at: string | undefined = id
    while (at !== undefined && !all.has(at)) {
      all.add(at)
      at = parents.get(at)
    }
  }
  return all
}
