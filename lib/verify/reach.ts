/** Who reaches what: the grid, computed from what the files admit, or from the policy where no file was read. */
import type { Place } from '../design/design'

export interface ReachZone {
  /** `internet`, `admin:office`, `controlplane`, `worker`, `pods`, `lb`, `subnet:edge`, `node:cp-1`, `pool:web`, `announced:ingress`. */
  readonly id: string
  readonly title: string
  readonly kind:
    | 'internet'
    | 'admin'
    | 'controlplane'
    | 'worker'
    | 'pods'
    | 'lb'
    | 'subnet'
    /** A prefix that the design names without drawing it. */
    | 'cidr'
    | 'node'
    | 'pool'
    | 'announced'
  /** Prefixes as text, for the row's second line. */
  readonly prefixes: readonly string[]
  /** How many further prefixes it stands for, which are not among them. */
  readonly unlisted?: number
  readonly members: number
  /** Zone that opens into this one, for the tree. */
  readonly parent?: string
  /** Another zone of the same axis that differs in nothing but its name: its cells are the cells of this one too. */
  readonly like?: string
  /** Single machines that the grid leaves out until the zone is opened. */
  readonly more?: number
}

/** Zones of a large cluster whose single machines are wanted, and single machines by their own ids. */
export interface OpenedZones {
  readonly rows: readonly string[]
  readonly columns: readonly string[]
}

export interface ReachService {
  /** `tcp/50000`, `udp/4789`, `tcp/30000-32767`, `icmp`. */
  readonly service: string
  /** `Talos API`; the service again where nobody named it. */
  readonly title: string
  /** Whether every address of the zone may, or only some. */
  readonly extent: 'all' | 'some'
  /** Rules that admit it, empty where only a file does. */
  readonly rules: readonly string[]
  /** Admitted by an edited file against the policy. */
  readonly surprise: boolean
}

/** What passes though no rule admits it. */
export interface ReachUnruled extends Pick<ReachService, 'service' | 'title' | 'extent'> {
  /** The same for one packet, as a question writes it: `tcp/30000`. */
  readonly example: string
  /** What each product on the way says to it. */
  readonly by: readonly { readonly target: string; readonly what: string; readonly source: string }[]
}

export interface ReachCell {
  readonly from: string
  readonly to: string
  readonly services: readonly ReachService[]
  /** Services the policy admits here and the edited files do not. */
  readonly lost: readonly ReachService[]
  /** Told where the internet asks, and every file was read: what it may without a rule, everybody may. */
  readonly unruled?: readonly ReachUnruled[]
  /** The internet reaches something here: drawn with a double border. */
  readonly internet: boolean
}

export interface ReachGrid {
  readonly place: Place
  /** Sources, top level first, children after their parent. */
  readonly rows: readonly ReachZone[]
  readonly columns: readonly ReachZone[]
  /** By `from` and `to`, for zones that are like no other; pairs that admit nothing are absent. Read by `cellAt`. */
  readonly cells: ReadonlyMap<string, ReachCell>
  /** Some file admits more than the policy, which is told by a few packets: there may be more than stands here. */
  readonly isSampled?: true
}

export function cellKey(from: string, to: string): string {
  return `${from} -> ${to}`
}

/** The cell of a row and a column; undefined where nothing is admitted. */
export function cellAt({ cells }: Pick<ReachGrid, 'cells'>, row: ReachZone, column: ReachZone): ReachCell | undefined {
  return cells.get(cellKey(row.like ?? row.id, column.like ?? column.id))
}

/** The same by the ids of the zones. */
export function cellOfZones(grid: ReachGrid, from: string, to: string): ReachCell | undefined {
  const row = grid.rows.find(({ id }) => id === from)
  const column = grid.columns.find(({ id }) => id === to)
  return row === undefined || column === undefined ? undefined : cellAt(grid, row, column)
}
