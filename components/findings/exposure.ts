/** What the internet reaches, in words: the first line of any review, and no score. */
import { wordService } from '@/components/matrix/service-words'
import { cellAt, type ReachGrid } from '@/lib/verify/reach'

export interface Exposure {
  readonly to: string
  /** `Talos API 50000`. */
  readonly services: readonly string[]
}

/** By destination, in the order of the grid; nodes and pools only where their zone does not say the same. */
export function findExposures(grid: ReachGrid): Exposure[] {
  const internet = grid.rows.find((row) => row.kind === 'internet')
  if (internet === undefined) return []
  const top = grid.columns.filter((column) => column.parent === undefined)
  return top.flatMap((column) => {
    const cell = cellAt(grid, internet, column)
    if (cell?.internet !== true) return []
    const services = cell.services.filter(({ service }) => !service.startsWith('icmp')).map(wordService)
    return [{ to: column.title, services: services.map(({ name, port }) => (port === '' ? name : `${name} ${port}`)) }]
  })
}
