/** What runs beside what is designed, rule by rule: kept, changed, missing, or there without a rule. */
import type { Packet } from '../net/packet'
import {
  intersectPackets,
  isEmptyPacketSet,
  noPackets,
  type PacketSet,
  subtractPackets,
  unionPackets,
} from '../net/packet-set'
import { intendedPackets } from '../policy/intended'
import type { Rule } from '../policy/rule'
import type { Work } from '../policy/work'
import type { Site } from '../site/site'
import type { FileSet, Filter, Gap, Statement } from '../targets/target'
import type { Proof, Witness } from './proof'
import { readInstalled } from './read-installed'
import { universeAt } from './universe'

export interface DriftRequest {
  readonly filter: Filter
  readonly site: Site
  /** The points that the files are for. */
  readonly work: Work
  /** What runs, and what the design writes. */
  readonly files: FileSet
  readonly written: FileSet
  readonly gaps: readonly Gap[]
  /** About what runs. */
  readonly proof: Proof
}

export interface DriftEntry {
  /** As designed, otherwise than designed, more than designed, not there. */
  readonly sign: '=' | '~' | '+' | '-'
  /** The rule, or the service where none is about it. */
  readonly what: string
  readonly sentence?: string
  readonly packet?: Packet
  /** The lines that decide about the packet: of what runs, and of what the design writes. */
  readonly runs: readonly Statement[]
  readonly designed: readonly Statement[]
}

/** Changes first; nothing where what runs could not be read. */
export function findDrift(request: DriftRequest): readonly DriftEntry[] {
  const { filter, site, work, files, written, proof } = request
  const [runs, designed] = [files, written].map((given) => readInstalled({ filter, site, files: given }))
  if (proof.verdict === 'unread' || runs?.ok !== true) return []
  const kept = keptRules(request, runs.model)
  const entries: DriftEntry[] = []
  const told = new Set<string>()
  for (const witness of proof.witnesses) {
    const rules = witness.rules.length > 0 ? witness.rules : [undefined]
    for (const id of rules) {
      const sign = signOf(witness, id, kept)
      const what = id ?? serviceOf(witness)
      if (told.has(`${sign} ${what}`)) continue
      told.add(`${sign} ${what}`)
      const point = work.points.find((one) => one.point.id === witness.point)?.point
      const lines =
        point === undefined || designed?.ok !== true
          ? []
          : filter.decide(designed.model, point, site, witness.packet).statements
      entries.push({
        sign,
        what,
        sentence: witness.sentence,
        packet: witness.packet,
        runs: witness.statements,
        designed: lines,
      })
    }
  }
  const changed = new Set(entries.map(({ what }) => what))
  const same = [...kept]
    .filter(([id, state]) => state === 'whole' && !changed.has(id))
    .map(([id]): DriftEntry => ({ sign: '=', what: id, runs: [], designed: [] }))
  return [...entries, ...same]
}

function signOf({ kind }: Witness, rule: string | undefined, kept: ReadonlyMap<string, Kept>): DriftEntry['sign'] {
  if (rule === undefined) return kind === 'extra' ? '+' : '~'
  return kind === 'missing' && kept.get(rule) === 'nothing' ? '-' : '~'
}

function serviceOf({ packet }: Witness): string {
  const { protocol, port } = packet
  return port === undefined ? String(protocol) : `${protocol}/${port}`
}

type Kept = 'whole' | 'part' | 'nothing'

/** How much of each rule the files let through, over all points. */
function keptRules<Model>({ filter, site, work, gaps }: DriftRequest, model: Model): ReadonlyMap<string, Kept> {
  const kept = new Map<string, Kept>()
  // Where the default is to accept, what no rule names would count for each rule.
  const strict: Work = { ...work, policy: { ...work.policy, defaultAction: 'block' } }
  const excused = new Map<string, PacketSet>()
  for (const { rule, packets } of gaps) excused.set(rule, unionPackets(excused.get(rule) ?? noPackets, packets))
  for (const at of work.points) {
    const { ruled, always } = filter.admits(model, at.point, site)
    const open = always.reduce((set, { packets }) => subtractPackets(set, packets), universeAt(at.point, site))
    for (const rule of at.rules) {
      const meant = intersectPackets(intendedPackets(strict, { ...at, rules: oneRule(rule), closed: [] }, site), open)
      const wanted = subtractPackets(meant, excused.get(rule.id) ?? noPackets)
      if (isEmptyPacketSet(wanted)) continue
      const state = isEmptyPacketSet(subtractPackets(wanted, ruled))
        ? 'whole'
        : isEmptyPacketSet(intersectPackets(wanted, ruled))
          ? 'nothing'
          : 'part'
      const before = kept.get(rule.id)
      kept.set(rule.id, before === undefined || before === state ? state : 'part')
    }
  }
  return kept
}

const lists = new WeakMap<Rule, readonly Rule[]>()

/** The same list each time, by which others remember what they made of it. */
function oneRule(rule: Rule): readonly Rule[] {
  const list = lists.get(rule) ?? [rule]
  lists.set(rule, list)
  return list
}
