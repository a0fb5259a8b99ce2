/** What every box holds at one stage of a change: its files, proved on top of what was there before. */
import { places } from '../design/choices'
import type { Design, Place } from '../design/design'
import type { Problem, Result } from '../design/problem'
import { failure, success } from '../design/problem'
import { isEmptyPacketSet, type PacketSet, subtractPackets } from '../net/packet-set'
import { compilePolicy } from '../policy/compile'
import type { Policy } from '../policy/rule'
import { workAt } from '../policy/work'
import { buildSite } from '../site/build-site'
import type { Site } from '../site/site'
import { findTarget } from '../targets/all'
import { type Binding, type FileSet, type Filter, isFilter, type OutputFile } from '../targets/target'
import { admittedAt, type Sieve, sieves } from '../verify/admitted'
import { analyseDesign } from '../verify/analyse'
import { aroundTarget } from '../verify/around-target'
import type { Proof } from '../verify/proof'
import { proveTarget } from '../verify/prove'
import type { Variant } from '../verify/variants'
import { unionMachines } from './union-machines'
import { unionOptions } from './union-options'
import { unionPolicies } from './union-policy'
import { unionSites } from './union-site'

export interface StageTarget {
  readonly id: string
  readonly title: string
  readonly place: Place | undefined
  readonly files: readonly OutputFile[]
  readonly proof: Proof
}

export interface Stage {
  readonly name: 'old' | 'both' | 'new'
  readonly site: Site
  readonly policy: Policy
  readonly targets: readonly StageTarget[]
  readonly admitted: (sieve: Sieve) => PacketSet
}

/** Files of one stage, as they stand in a folder of a written plan. */
export interface Written {
  readonly folder: string
  readonly site: Site
  readonly targets: readonly StageTarget[]
}

export interface Stages {
  readonly old: Stage
  readonly both: Stage
  readonly new: Stage
  /** Where something filters in either design. */
  readonly sieves: readonly Sieve[]
  /** Whether there is something to open to both first. */
  readonly widens: boolean
  /** Whether there is something to close at the end. */
  readonly narrows: boolean
  /** By phase, the files of before it, which also take out what its own files brought. */
  readonly undo: { readonly widen: Written; readonly narrow: Written }
}

/** Fails where one name means two machines, or a target's options are not understood. */
export function makeStages(before: Design, after: Design): Result<Stages> {
  const old = stageOf('old', analyseDesign({ design: before, edits: {} }))
  const machines = unionMachines(before, after)
  if (!machines.ok) return failure(machines.problems)
  // Who is meant by a rule is worked out among the machines of both: a new one may meet one that is to leave.
  const sides = { before: { ...before, ...machines.value }, after: { ...after, ...machines.value } }
  const context = { ...sides, ...unionOf(sides.before, sides.after) }
  const union = renderUnions(context, filesOf(old.targets))
  if (!union.ok) return union
  const both = stageOf('both', { ...context, targets: union.value })
  const sieves = sievesOf([...old.targets, ...both.targets], [both.policy])
  const opensMore = (stage: Stage): boolean =>
    sieves.some((sieve) => !isEmptyPacketSet(subtractPackets(both.admitted(sieve), stage.admitted(sieve))))
  const widens = opensMore(old)
  // What filters nothing has no state in between: its last bundle is the old one.
  const plain = old.targets.filter(({ place }) => place === undefined)
  const held = widens ? filesOf([...both.targets, ...plain]) : filesOf(old.targets)
  const last = stageOf('new', analyseDesign({ design: after, edits: {}, around: { previous: held } }))
  const stages = { old, both, new: last, sieves, widens, narrows: opensMore(last) }
  return success({ ...stages, undo: undoOf(stages, before, context) })
}

/** The files of before each phase again, rendered over those of the phase. */
function undoOf(stages: Omit<Stages, 'undo'>, before: Design, context: Context): Stages['undo'] {
  const { old, both, new: last, widens } = stages
  const isPlain = ({ place }: StageTarget): boolean => place === undefined
  const previous = filesOf(widens ? [...both.targets, ...last.targets.filter(isPlain)] : last.targets)
  const rendered = analyseDesign({ design: before, edits: {}, around: { previous } }).targets
  const toOld: Written = { folder: 'old', site: old.site, targets: proved(old.targets, rendered) }
  const unions = renderUnions(context, filesOf(last.targets))
  const targets = [...proved(both.targets, unions.ok ? unions.value : []), ...toOld.targets.filter(isPlain)]
  return { widen: toOld, narrow: widens ? { folder: 'again', site: both.site, targets } : toOld }
}

/** What cannot be taken out again is left: the files as they were are more than nothing. */
function proved(targets: readonly StageTarget[], again: readonly StageTarget[]): StageTarget[] {
  return targets.map((target) => {
    const found = again.find(({ id }) => id === target.id)
    return found?.proof.verdict === target.proof.verdict ? found : target
  })
}

interface Union {
  readonly site: Site
  readonly policy: Policy
}

function unionOf(before: Design, after: Design): Union {
  const [old, now] = [buildSite(before), buildSite(after)]
  return {
    site: unionSites(old, now),
    policy: unionPolicies(compilePolicy(before, old), compilePolicy(after, now)),
  }
}

function stageOf(name: Stage['name'], analysis: Omit<Stage, 'name' | 'admitted'>): Stage {
  const { site, policy, targets } = analysis
  return { name, site, policy, targets, admitted: remember(policy, site) }
}

function remember(policy: Policy, site: Site): Stage['admitted'] {
  const known = new Map<Sieve, PacketSet>()
  return (sieve) => {
    const packets = known.get(sieve) ?? admittedAt(sieve, policy, site)
    known.set(sieve, packets)
    return packets
  }
}

interface Context extends Union {
  readonly before: Design
  readonly after: Design
}

function renderUnions(context: Context, previous: FileSet): Result<StageTarget[]> {
  const { before, after } = context
  const ids = [...new Set([...Object.keys(before.targets), ...Object.keys(after.targets)])].sort()
  const made = ids.flatMap((id) => renderUnion(id, context, previous) ?? [])
  const problems = made.flatMap((one) => (one.ok ? [] : one.problems))
  return problems.length > 0 ? failure(problems) : success(made.flatMap((one) => (one.ok ? [one.value] : [])))
}

/** Nothing for a target of another version, or one that filters no packets: those change in one step. */
function renderUnion(id: string, context: Context, previous: FileSet): Result<StageTarget> | undefined {
  const target = findTarget(id)
  if (target === undefined || !isFilter(target)) return undefined
  const { before, after, site, policy } = context
  const options = optionsOf(target, before.targets[id], after.targets[id])
  if (!options.success) {
    const problems = options.error.issues.map(
      (issue): Problem => ({ severity: 'error', at: `targets/${id}/${issue.path.join('/')}`, message: issue.message }),
    )
    return failure(problems)
  }
  const work = workAt(policy, target.points(site, options.data), site)
  const base: Variant = { site, work }
  const at = unionVariant(target, base)
  const around = aroundTarget(id, { previous })
  const output = target.render((binding) => at(binding).work, site, options.data, around)
  const files = output.files.filter(({ use }) => use === 'apply').map(({ path, text }) => ({ path, text }))
  const proof = proveTarget({
    filter: target,
    options: options.data,
    ...base,
    variants: target
      .variants(options.data)
      .filter((binding) => Object.keys(binding).length > 0)
      .map(at),
    files,
    gaps: output.gaps,
    previous: around?.previous,
  })
  const refused = output.problems.filter(({ severity }) => severity === 'error')
  return success({
    id,
    title: target.meta.title,
    place: target.meta.place,
    files: output.files,
    proof: refused.length === 0 ? proof : { ...proof, verdict: 'unread', problems: [...refused, ...proof.problems] },
  })
}

/** What both designs say of the box; what the one alone says, where only one has it. */
function optionsOf({ options, unionOptions: union = unionOptions }: Filter, before: unknown, after: unknown) {
  const [old, now] = [options.safeParse(before ?? after ?? {}), options.safeParse(after ?? before ?? {})] as const
  if (!old.success) return old
  return now.success ? { success: true as const, data: union(old.data, now.data) } : now
}

/**
 * A switch of the files chooses between designs; while a change is under way two are in force, whatever it says: the files
 * hold every rule of both unconditionally.
 */
function unionVariant(target: Filter, { site, work }: Variant): (binding: Binding) => Variant {
  return (binding) =>
    target.applyBinding === undefined || Object.keys(binding).length === 0
      ? { site, work }
      : { site: { ...site, variables: binding }, work }
}

export function filesOf(targets: readonly Pick<StageTarget, 'files'>[]): FileSet {
  return targets.flatMap(({ files }) =>
    files.filter(({ use }) => use === 'apply').map(({ path, text }) => ({ path, text })),
  )
}

/** What leaves a machine is filtered only where a rule says so. */
function sievesOf(targets: readonly StageTarget[], policies: readonly Policy[]): Sieve[] {
  const stands = places.filter((place) => targets.some((target) => target.place === place))
  const used: readonly Place[] = stands.length === 0 ? ['guest'] : stands
  return sieves.filter(
    ({ place, direction }) =>
      used.includes(place) &&
      (direction === 'ingress' ||
        policies.some(({ rules }) => rules.some((rule) => rule.direction === 'egress' && rule.places.includes(place)))),
  )
}
