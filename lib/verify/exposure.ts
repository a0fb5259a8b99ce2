/** Who reaches what, in words, from the packets that the files admit: the first lines of any review, and no score. */
import { cellAt, type ReachGrid, type ReachService, type ReachZone } from './reach'

export interface Exposure {
  /** `internet`, `admin`, `pods`, `subnet:edge`: the row of the grid. */
  readonly id: string
  readonly from: string
  readonly reaches: readonly Reached[]
  /** Of the internet, where every file was read: its ping gets to no machine. */
  readonly isPingStopped?: true
  /** Files let in more than the design, and only some of it is known: `reaches` may not be all. */
  readonly isSampled?: true
  /** There is nobody to be reached. */
  readonly isVoid?: true
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
    .map((row) => {
      const cells = columns.flatMap((column) => {
        const cell = cellAt(grid, row, column)
        return cell === undefined ? [] : [{ to: column.title, services: cell.services, unruled: cell.unruled }]
      })
      const reaches = cells.flatMap(({ to, services, unruled = [] }) => {
        const words = [
          ...services.filter(isTold).map(wordReached),
          ...unruled.filter(isTold).map((one) => `${wordReached(one)} without a rule`),
        ]
        return words.length === 0 ? [] : [{ to, services: words }]
      })
      const isPingStopped = cells.every(
        ({ services, unruled }) => unruled !== undefined && ![...services, ...unruled].some(isPing),
      )
      return {
        id: row.id,
        from: row.title,
        reaches,
        ...(isPingStopped && cells.length > 0 ? { isPingStopped } : {}),
        ...(grid.isSampled === undefined ? {} : { isSampled: grid.isSampled }),
        ...voidOf(grid),
      }
    })
}

/** What anybody reaches: the first thing to know. */
export function exposureOfInternet(grid: ReachGrid): Exposure {
  const found = findExposures(grid).find(({ id }) => id === 'internet')
  return found ?? { id: 'internet', from: 'Internet', reaches: [], ...voidOf(grid) }
}

function voidOf({ columns }: ReachGrid): Pick<Exposure, 'isVoid'> {
  return columns.length === 0 ? { isVoid: true } : {}
}

function isTold({ service }: Pick<ReachService, 'service'>): boolean {
  return !service.startsWith('icmp')
}

const pings: readonly string[] = ['icmp', 'icmp/8', 'icmpv6', 'icmpv6/128']

function isPing({ service }: Pick<ReachService, 'service'>): boolean {
  return pings.includes(service)
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

/** `Kubernetes API 6443 on Control plane; Kubelet 10250 on Workers`; empty where nothing but ICMP gets in. */
export function wordReaches({ reaches }: Pick<Exposure, 'reaches'>): string {
  return reaches.map(({ to, services }) => `${services.join(', ')} on ${to}`).join('; ')
}

/** What of ICMP there is to say: its errors get in wherever there is a rule for them. */
function wordIcmp({ isPingStopped }: Exposure): string {
  return isPingStopped === true ? 'ICMP; ping is stopped' : 'ICMP'
}

/** Where `reaches` names nobody. */
export function wordNothing(exposure: Exposure): string {
  if (exposure.isVoid === true) return 'nothing, as there is no machine yet'
  return `${exposure.isSampled === true ? '' : 'nothing but '}${wordIcmp(exposure)}`
}

/** Where what files let in is known by examples, none of it may be called all there is. */
export const perhapsMore = 'Files let in more than the design, so this may not be all.'

/** `From Pods: Kubernetes API 6443 on Control plane. Nothing else but ICMP.` */
export function wordExposure(exposure: Exposure): string {
  const who = whoIs(exposure.id, exposure.from)
  const what = wordReaches(exposure)
  if (exposure.isSampled === true) return `From ${who}: ${what || wordNothing(exposure)}. ${perhapsMore}`
  if (what === '') return `From ${who}: ${wordNothing(exposure)}.`
  return `From ${who}: ${what}. Nothing else but ${wordIcmp(exposure)}.`
}
