/** Reads a target's files back and compares what the box then admits with the policy (SPEC 6). */
import type { Problem } from '../design/problem'
import { formatPacket } from '../net/packet'
import type { Row } from '../net/packet-row'
import {
  intersectPackets,
  isEmptyPacketSet,
  isSameForm,
  noPackets,
  type PacketSet,
  subtractPackets,
  unionPackets,
} from '../net/packet-set'
import { intendedPackets } from '../policy/intended'
import type { Rule } from '../policy/rule'
import type { PointWork, Work } from '../policy/work'
import type { Point } from '../site/point'
import type { Site } from '../site/site'
import type { Admitted, AlwaysOpen, FileSet, Filter, Gap } from '../targets/target'
import { mostWitnesses, type Proof, type Verdict, type Witness } from './proof'
import { readerOf, readInstalled } from './read-installed'
import { universeAt } from './universe'
import type { Variant } from './variants'
import { witnessesOf } from './witness'

export interface ProofRequest<Options, Model> {
  readonly filter: Filter<Options, Model>
  readonly options: Options
  readonly site: Site
  readonly work: Work
  /** The files whose effect is proved. */
  readonly files: FileSet
  readonly gaps: readonly Gap[]
  /** What the boxes hold before these files are applied. */
  readonly previous?: FileSet | undefined
  readonly before?: Proof['before']
  /** What the switches of the files may make of the design; each is proved, and the worst verdict counts. */
  readonly variants?: readonly Variant[]
}

const witnessesPerPoint = 8

/** Proves every variant of one target. Never throws on any text: what cannot be read is the verdict `unread`. */
export function proveTarget<Options, Model>(request: ProofRequest<Options, Model>): Proof {
  const base = proveVariant(request)
  const settled = readerOf(request.filter, request.files)?.settled === true
  if (base.verdict === 'unread' || settled) return base
  return (request.variants ?? []).reduce(
    (proof, variant) => worseOf(proof, proveVariant({ ...request, ...variant })),
    base,
  )
}

/** The first proof, with what the second found against the files beyond it. */
function worseOf(proof: Proof, other: Proof): Proof {
  if (other.verdict === 'equal') return proof
  const known = new Set(proof.witnesses.map(witnessKey))
  const found = other.witnesses.filter((witness) => !known.has(witnessKey(witness)))
  const verdicts = [proof.verdict, other.verdict]
  const verdict: Verdict = verdicts.includes('unread')
    ? 'unread'
    : proof.verdict === 'equal' || proof.verdict === other.verdict
      ? other.verdict
      : 'different'
  const problems = other.verdict === 'unread' ? [...proof.problems, ...other.problems] : proof.problems
  return { ...proof, verdict, problems, witnesses: [...proof.witnesses, ...found].slice(0, mostWitnesses) }
}

function witnessKey({ kind, point, packet }: Witness): string {
  return `${kind} ${point} ${formatPacket(packet)}`
}

function proveVariant<Options, Model>(request: ProofRequest<Options, Model>): Proof {
  const { filter, site, work, gaps } = request
  const read = readInstalled(request)
  const gapRules = new Set(gaps.map((gap) => gap.rule))
  const here = rulesHere(work, filter.meta.place)
  const base = {
    target: filter.id,
    enforced: here.filter((id) => !gapRules.has(id)).length,
    rules: here.length,
    gaps,
    assumptions: filter.assumptions(site),
    before: request.before ?? (request.previous === undefined ? 'nothing' : 'previous bundle'),
  } as const
  if (!read.ok) return { ...base, ...unreadOutcome(read.problems) }
  const { model } = read
  const gapPackets = gaps.reduce((set, gap) => unionPackets(set, gap.packets), noPackets)
  const unread = uninterpretedAt(request, model)
  if (unread.length > 0) return { ...base, ...unreadOutcome([...unread, ...read.problems]) }
  const compared = comparePoints(request, model, gapPackets)
  return { ...base, ...compared, problems: [...compared.problems, ...read.problems] }
}

function unreadOutcome(
  problems: readonly Problem[],
): Pick<Proof, 'verdict' | 'witnesses' | 'always' | 'openings' | 'problems' | 'points' | 'classes'> {
  return { verdict: 'unread', witnesses: [], always: [], openings: [], problems, points: 0, classes: 0 }
}

/** Statements that were not interpreted and may decide about a packet that passes one of the points. */
function uninterpretedAt<Options, Model>(
  { filter, site, work }: Pick<ProofRequest<Options, Model>, 'filter' | 'site' | 'work'>,
  model: Model,
): readonly Problem[] {
  if (filter.uninterpreted === undefined) return []
  const found = new Map<string, Problem>()
  for (const { point } of work.points) {
    for (const { problem, packets } of filter.uninterpreted(model, point, site)) {
      if (isEmptyPacketSet(intersectPackets(packets, universeAt(point, site)))) continue
      found.set(`${problem.at} ${problem.message}`, problem)
    }
  }
  return [...found.values()]
}

/** Rules at the place that concern a member behind the target. */
function rulesHere(work: Work, place: string | undefined): string[] {
  const members = new Set(work.points.map(({ point }) => point.member))
  const isBehind = (rule: Rule): boolean => members.has(undefined) || rule.members.some((name) => members.has(name))
  return work.policy.rules
    .filter((rule) => rule.places.some((candidate) => candidate === place) && isBehind(rule))
    .map((rule) => rule.id)
}

function comparePoints<Options, Model>(
  request: ProofRequest<Options, Model>,
  model: Model,
  gapPackets: PacketSet,
): Pick<Proof, 'verdict' | 'witnesses' | 'always' | 'openings' | 'problems' | 'points' | 'classes'> {
  const { filter, site, work } = request
  const witnesses: Witness[] = []
  const doubts: string[] = []
  const always = new Map<string, AlwaysOpen>()
  const openings: Proof['openings'][number][] = []
  const rows = new Set<Row>()
  let wider = false
  let narrower = false
  let last: readonly AlwaysOpen[] = []
  const alike = new Map<PacketSet, Compared>()
  for (const at of work.points) {
    const meant = intendedPackets(work, at, site)
    const admitted = filter.admits(model, at.point, site)
    openings.push({ at, always: admitted.always })
    if (admitted.always !== last) {
      last = admitted.always
      for (const entry of last) if (!always.has(entry.id)) always.set(entry.id, entry)
    }
    if (isSameForm(meant, admitted.ruled)) {
      for (const { row } of meant.entries) rows.add(row)
      continue
    }
    const known = alike.get(meant)
    const difference =
      known !== undefined && isComparedAlike(known, at.point, admitted)
        ? known.difference
        : differenceAt(at, meant, admitted, site, gapPackets)
    alike.set(meant, { point: at.point, admitted, difference })
    for (const row of difference.rows) rows.add(row)
    wider ||= !isEmptyPacketSet(difference.extra)
    narrower ||= !isEmptyPacketSet(difference.missing)
    const room = Math.min(witnessesPerPoint, mostWitnesses - witnesses.length)
    if (room <= 0) continue
    const context = { filter: filter as Filter<unknown, Model>, model, work, site }
    for (const kind of ['extra', 'missing'] as const) {
      if (isEmptyPacketSet(difference[kind])) continue
      const found = witnessesOf(kind, difference[kind], at, context, room)
      witnesses.push(...found.witnesses)
      doubts.push(...found.doubts)
    }
  }
  const differs: Verdict = wider ? (narrower ? 'different' : 'wider') : narrower ? 'narrower' : 'equal'
  return {
    verdict: doubts.length > 0 ? 'unread' : differs,
    witnesses,
    always: [...always.values()],
    openings,
    problems: doubts.map((doubt) => doubtProblem(filter.id, doubt)),
    points: work.points.length,
    classes: slabCount(rows),
  }
}

function doubtProblem(target: string, doubt: string): Problem {
  return {
    severity: 'error',
    at: target,
    message: `The two evaluators of this target disagree about ${doubt}.`,
    suggestion: 'Do not rely on this proof; report it with the file.',
  }
}

interface Difference {
  readonly extra: PacketSet
  readonly missing: PacketSet
  /** What was compared, on both sides. */
  readonly rows: readonly Row[]
}

interface Compared {
  readonly point: Point
  readonly admitted: Admitted
  readonly difference: Difference
}

/** Whether the very same sets were compared over the same packets before: machines alike share them. */
function isComparedAlike({ point, admitted }: Compared, other: Point, { ruled, always }: Admitted): boolean {
  return (
    admitted.ruled === ruled &&
    admitted.always === always &&
    point.place === other.place &&
    point.destinations === other.destinations &&
    point.sources === other.sources
  )
}

/** A ∖ (I ∪ P) and (I ∖ G) ∖ (A ∪ P) over the packets that are compared at the point. */
function differenceAt(
  { point }: PointWork,
  meant: PacketSet,
  admitted: Admitted,
  site: Site,
  gapPackets: PacketSet,
): Difference {
  const universe = universeAt(point, site)
  const intended = intersectPackets(meant, universe)
  const ruled = intersectPackets(admitted.ruled, universe)
  const open = admitted.always.map((entry) => entry.packets)
  return {
    extra: subtractEach(ruled, [intended, ...open]),
    missing: subtractEach(intended, [ruled, gapPackets, ...open]),
    rows: [...intended.entries, ...ruled.entries].map((entry) => entry.row),
  }
}

/** Stops as soon as nothing is left, which is nearly always at once. */
function subtractEach(from: PacketSet, sets: readonly PacketSet[]): PacketSet {
  let rest = from
  for (const set of sets) {
    if (isEmptyPacketSet(rest)) return rest
    rest = subtractPackets(rest, set)
  }
  return rest
}

/** Classes of packets: a service of one row with one set of sources. */
function slabCount(rows: ReadonlySet<Row>): number {
  return [...rows].reduce((sum, row) => sum + row.slabs.length, 0)
}
