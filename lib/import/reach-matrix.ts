/** Who reaches what by files alone, as a matrix: sources down, machines that let the same in across. */
import { listenersOf } from '../catalog/catalog'
import type { Design } from '../design/design'
import { hasPorts } from '../net/protocol'
import type { ReachLine } from './list-reach'
import { everyProtocol } from './name-services'

export interface ReachMatrix {
  readonly columns: readonly MatrixColumn[]
  readonly rows: readonly MatrixRow[]
}

interface MatrixColumn {
  /** Machines, or the networks behind a router. */
  readonly names: readonly string[]
  /** The interfaces of a router through which it is reached. */
  readonly through: readonly string[]
}

interface MatrixRow {
  readonly from: string
  /** By column: `Talos API 50000`, `tcp/8080`. */
  readonly cells: readonly (readonly string[])[]
}

export const internetRow = 'the internet'

export function matrixOf(reach: readonly ReachLine[], design: Design): ReachMatrix {
  const word = serviceWords(design)
  const columns = columnsOf(reach)
  const sources = [...new Set([internetRow, ...reach.flatMap(({ from }) => from)])]
  return {
    columns: columns.map(({ names, through }) => ({ names, through })),
    rows: sources.map((from) => ({
      from,
      cells: columns.map(({ lines }) =>
        tellOnce(lines.filter((line) => line.from.includes(from)).flatMap(({ services }) => services.map(word))),
      ),
    })),
  }
}

/** Beside everything there is nothing more to say. */
function tellOnce(words: readonly string[]): string[] {
  return words.includes(everyProtocol) ? [everyProtocol] : [...new Set(words)]
}

interface Column extends MatrixColumn {
  readonly lines: readonly ReachLine[]
}

function columnsOf(reach: readonly ReachLine[]): Column[] {
  const inside = new Map<string, ReachLine[]>()
  for (const line of reach) {
    for (const end of line.to.length > 0 ? line.to : line.at) inside.set(end, [...(inside.get(end) ?? []), line])
  }
  const alike = new Map<string, { names: string[]; lines: readonly ReachLine[] }>()
  for (const [name, lines] of inside) {
    const key = lines.map((line) => reach.indexOf(line)).join()
    const known = alike.get(key)
    if (known === undefined) alike.set(key, { names: [bareName(name)], lines })
    else known.names.push(bareName(name))
  }
  return [...alike.values()].map(({ names, lines }) => ({
    names,
    lines,
    through: [...new Set(lines.flatMap(({ to, at }) => (to.length > 0 ? at.map(bareName) : [])))],
  }))
}

/** A point is called after its kind and its machine: `node/cp-1`. */
function bareName(point: string): string {
  return point.slice(point.indexOf('/') + 1)
}

/** Known listeners by their names, the port behind. */
function serviceWords(design: Design): (service: string) => string {
  const known = new Map<string, string>()
  for (const { protocol, ports, title } of listenersOf(design)) {
    if (!hasPorts(protocol)) continue
    for (const { from, to } of ports(design)) {
      const range = to === from ? `${from}` : `${from}-${to}`
      known.set(`${protocol}/${range}`, `${title} ${protocol === 'tcp' ? '' : `${protocol}/`}${range}`)
    }
  }
  return (service) => known.get(service) ?? service
}
