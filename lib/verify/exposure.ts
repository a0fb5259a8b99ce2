/** Who reaches what, in words, from the packets that the files admit: the first lines of any review, and no score. */
import { cellAt, type ReachGrid, type ReachService, type ReachZone } from './reach'

export interface Exposure {
  /** `internet`, `admin`, `pods`, `subnet:edge`: the row of the grid. */
  readonly id: string
  readonly from: string
  readonly reaches: readonly Reached[]
}

interface Reached {
  readonly to: string
  /** `Talos API 50000`. */
  readonly services: readonly string[]
}

const told: readonly ReachZone['kind'][] = ['internet', 'admin', 'lb', 'pods', 'subnet', 'cidr']

/** Those outside the nodes, by destination in the order of the grid; ICMP is the same for all of them. */
export function findExposures(grid: ReachGrid): Exposure[] {
  const rows = grid.rows.filter(({ kind, parent }) => told.includes(kind) && parent === undefined)
  const columns = grid.columns.filter(({ parent }) => parent === undefined)
  return rows
    .sort((a, b) => told.indexOf(a.kind) - told.indexOf(b.kind))
    .map((row) => ({
      id: row.id,
      from: row.title,
      reaches: columns.flatMap((column) => {
        const cell = cellAt(grid, row, column)
        const services = (cell?.services ?? []).filter(isTold).map(wordReached)
        const unruled = (cell?.unruled ?? []).filter(isTold).map((one) => `${wordReached(one)} without a rule`)
        const words = [...services, ...unruled]
        return words.length === 0 ? [] : [{ to: column.title, services: words }]
      }),
    }))
}

/** What anybody reaches: the first thing to know. */
export function reachedFromInternet(grid: ReachGrid): readonly Reached[] {
  return findExposures(grid).find(({ id }) => id === 'internet')?.reaches ?? []
}

function isTold({ service }: Pick<ReachService, 'service'>): boolean {
  return !service.startsWith('icmp')
}

/** `tcp` goes without saying, and so does a name that is the port. */
function wordReached({ title, service }: Pick<ReachService, 'title' | 'service'>): string {
  const port = service.replace(/^tcp\//, '').replace('-', '–')
  const isNamed = title !== '' && title !== service
  return isNamed && title.toLowerCase() !== port.toLowerCase() ? `${title} ${port}` : isNamed ? title : service
}

/** A subnet may be called like a role, so it says what it is. */
function whoIs(id: string, from: string): string {
  if (id === 'internet') return 'the internet'
  if (id.startsWith('subnet:')) return `subnet ${from}`
  return id.startsWith('lb:') ? `load balancer ${from}` : from
}

/** `From Pods: Kubernetes API 6443 on Control plane. Nothing else but ICMP.` */
export function wordExposure({ id, from, reaches }: Exposure): string {
  const who = whoIs(id, from)
  const what = reaches.map(({ to, services }) => `${services.join(', ')} on ${to}`).join('; ')
  if (what !== '') return `From ${who}: ${what}. Nothing else but ICMP.`
  return `From ${who}: nothing but ICMP.`
}
