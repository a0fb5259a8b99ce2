/** What every box holds at one stage of a change: its files, proved on top of what was there before. */
import { places } from '../design/choices'
import type { Design, Place } from '../design/design'
import type { Problem, Result } from '../design/problem'
import { failure, success } from '../design/problem'
import type { PacketSet } from '../net/packet-set'
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

export interface Stages {
  readonly old: Stage
  readonly both: Stage
  readonly new: Stage
  /** Where something filters in either design. */
  readonly sieves: readonly Sieve[]
}

/** Fails where one name means two machines, or a target's options are not understood. */
export function makeStages(before: Design, after: Design): Result<Stages> {
  const old = stageOf('old', analyseDesign({ design: before, edits: {} }))
  const machines = unionMachines(before, after)
  if (!machines.ok) return failure(machines.problems)
  // Who is meant by a rule is worked out among the machines of both: a new one may meet one that is to leave.
  const sides = { before: { ...before, ...machines.value }, after: { ...after, ...machines.value } }
  const { site, policy } = unionOf(sides.before, sides.after)
  const context = { ...sides, site, policy, previous: filesOf(old.targets) }
  const ids = [...new Set([...Object.keys(before.targets), ...Object.keys(after.targets)])].sort()
  const targets: StageTarget[] = []
  const problems: Problem[] = []
  for (const id of ids) {
    const made = renderUnion(id, context)
    if (made === undefined) continue
    if (made.ok) targets.push(made.value)
    else problems.push(...made.problems)
  }
  if (problems.length > 0) return failure(problems)
  const both: Stage = { name: 'both', site, policy, targets, admitted: remember(policy, site) }
  // What filters nothing has no state in between: its last bundle is the old one.
  const plain = old.targets.filter(({ place }) => place === undefined)
  const around = { previous: filesOf([...targets, ...plain]) }
  return success({
    old,
    both,
    new: stageOf('new', analyseDesign({ design: after, edits: {}, around })),
    sieves: sievesOf([...old.targets, ...targets], [policy]),
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

interface UnionContext extends Union {
  readonly before: Design
  readonly after: Design
  readonly previous: FileSet
}

/** Nothing for a target of another version, or one that filters no packets: those change in one step. */
function renderUnion(id: string, context: UnionContext): Result<StageTarget> | undefined {
  const target = findTarget(id)
  if (target === undefined || !isFilter(target)) return undefined
  const { before, after, site, policy, previous } = context
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
