/** What the networks say, on the screen and aloud. */
import type { SentAnalysis } from '@/components/state/sent-analysis'
import { cellAt } from '@/lib/verify/reach'
import type { GateState } from './gates'
import type { Chip, ChipMark, Lane } from './lane-model'

const number = new Intl.NumberFormat('en-GB')

const markWords: Readonly<Record<ChipMark, string>> = {
  CP: 'control plane',
  WK: 'worker',
  LB: 'load balancer',
  IP: 'announced address',
  AD: 'admin',
}

/** Where a chip stands, in words. */
export interface ChipPlace {
  readonly kind: Lane['kind']
  readonly lane: string
  /** From 0. */
  readonly index: number
  /** Chips in the lane. */
  readonly total: number
  /** `reachable from Admin on 2 ports`, as `reachableFrom` says it. */
  readonly reach: string
}

/** `cp-1, control plane, 10.0.0.11, subnet control, 1 of 3, reachable from Admin on 2 ports`. */
export function describeChip(chip: Chip, place: ChipPlace, gates: readonly (GateState | undefined)[] = []): string {
  const parts = [
    chip.name,
    chip.count === undefined ? markWords[chip.mark] : `pool of ${chip.count}, ${markWords[chip.mark]}`,
    ...(chip.isFurther ? ['further interface'] : []),
    chip.addresses.length === 0 ? 'no fixed address' : chip.addresses.join(' and '),
    place.kind === 'subnet' ? `subnet ${place.lane}` : place.lane,
    `${place.index + 1} of ${place.total}`,
    ...chip.problems.map((problem) => problem.message),
    ...(place.reach === '' ? [] : [place.reach]),
    ...wordGates(gates),
  ]
  return parts.join(', ')
}

/** One fallen gate keeps the packet out, whatever the others do. */
function wordGates(gates: readonly (GateState | undefined)[]): string[] {
  if (gates.includes('fallen')) return ['keeps the packet asked about out']
  return gates.includes('raised') ? ['lets the packet asked about in'] : []
}

/** What `wordReach` said last, as long as nothing about it changes: whoever reads it need not be drawn again. */
let said: { readonly words: ReadonlyMap<string, string>; readonly of: (id: string) => string } | undefined

/** For each chip what the internet and the admins reach there, in words; an empty text where nothing. */
export function wordReach(analysis: SentAnalysis | undefined): (id: string) => string {
  const reachable = reachableFrom(analysis)
  const words = new Map(analysis?.reach.columns.map(({ id }) => [id, reachable(id)]) ?? [])
  const isSame = said?.words.size === words.size && [...words].every(([id, text]) => said?.words.get(id) === text)
  if (said === undefined || !isSame) said = { words, of: (id) => words.get(id) ?? '' }
  return said.of
}

function reachableFrom(analysis: SentAnalysis | undefined): (id: string) => string {
  if (analysis === undefined) return () => ''
  const { reach } = analysis
  const outside = reach.rows.filter((row) => row.kind === 'internet' || row.kind === 'admin')
  const columns = new Map(reach.columns.map((column) => [column.id, column]))
  return (id) => {
    const column = columns.get(id)
    if (column === undefined) return ''
    return outside
      .flatMap((row) => {
        const services = cellAt(reach, row, column)?.services.length ?? 0
        return services === 0
          ? []
          : [`reachable from ${row.title} on ${services === 1 ? 'one port' : `${services} ports`}`]
      })
      .join(', ')
  }
}

export function describeLane(lane: Lane, edge?: GateState): string {
  const capacity = lane.capacity === undefined ? [] : [describeCapacity(lane.capacity)]
  const problems = lane.problems.map((problem) => problem.message)
  return [
    lane.title,
    ...lane.prefixes,
    ...capacity,
    `${lane.chips.length} inside`,
    ...problems,
    ...wordGates([edge]),
  ].join(', ')
}

export function describeCapacity({ used, total }: NonNullable<Lane['capacity']>): string {
  if (total === undefined) return `${number.format(used)} used`
  return `${number.format(used)} of ${number.format(total)}`
}
