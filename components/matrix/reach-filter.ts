/** Which cells a typed filter leaves: by port, protocol, listener or zone; every word must fit. */
import { cellKey, type ReachCell, type ReachGrid, type ReachService, type ReachZone } from '@/lib/verify/reach'

export interface FilteredReach {
  readonly rows: ReadonlySet<string> | undefined
  readonly columns: ReadonlySet<string> | undefined
  /** Zones whose own name was typed, for opening the zones above them. */
  readonly named: ReadonlySet<string>
  readonly cells: ReadonlyMap<string, ReachCell>
}

/** Everything, with undefined axes, when nothing is typed. */
export function filterReach(grid: ReachGrid, text: string): FilteredReach {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return { rows: undefined, columns: undefined, named: new Set(), cells: grid.cells }
  const zones = new Map([...grid.rows, ...grid.columns].map((zone) => [zone.id, zoneText(zone)]))
  const named = new Set<string>()
  for (const [id, own] of zones) if (words.some((word) => isName(word) && own.includes(word))) named.add(id)
  const rows = new Set<string>()
  const columns = new Set<string>()
  const cells = new Map<string, ReachCell>()
  for (const cell of grid.cells.values()) {
    const places = `${zones.get(cell.from) ?? ''} ${zones.get(cell.to) ?? ''}`
    const rest = words.filter((word) => !(isName(word) && places.includes(word)))
    const fits = (service: ReachService): boolean => rest.every((word) => serviceFits(service, word))
    const services = cell.services.filter(fits)
    const lost = cell.lost.filter(fits)
    if (services.length === 0 && lost.length === 0) continue
    cells.set(cellKey(cell.from, cell.to), { ...cell, services, lost })
    rows.add(cell.from)
    columns.add(cell.to)
  }
  return { rows, columns, named, cells }
}

/** A bare number is a port, never part of a name such as `worker-6443` or an address. */
function isName(word: string): boolean {
  return !/^\d+$/.test(word)
}

function zoneText(zone: ReachZone): string {
  return [zone.id, zone.title, ...zone.prefixes].join(' ').toLowerCase()
}

/** By name, by `udp` or `udp/8472`, or by a port that lies within a range. */
export function serviceFits(service: Pick<ReachService, 'service' | 'title'>, word: string): boolean {
  const text = service.service.toLowerCase()
  const wanted = /^(?:([a-z]+)\/)?(\d+)$/.exec(word)
  const own = /^([a-z0-9]+)\/(\d+)(?:-(\d+))?$/.exec(text)
  if (wanted !== null && own !== null) {
    if (wanted[1] !== undefined && wanted[1] !== own[1]) return false
    const port = Number(wanted[2])
    return port >= Number(own[2]) && port <= Number(own[3] ?? own[2])
  }
  return text.includes(word) || service.title.toLowerCase().includes(word)
}
