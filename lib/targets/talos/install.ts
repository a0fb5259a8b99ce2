/** What each machine holds once the files are applied to what it held before, by the machine's own version of Talos. */
import { failure, type Problem, type Result, success } from '@/lib/design/problem'
import { memberNamed } from '@/lib/site/member-named'
import type { Point } from '@/lib/site/point'
import type { Member, Site } from '@/lib/site/site'
import { rememberOf } from '@/lib/text/remember'
import { type Behaviour, behaviourOf } from './behaviour'
import { type Firewall, type Layer, noFirewall, type TalosModel } from './config'
import { applyLayer, type Merge } from './evaluate/merge'

/** Fails where a machine would refuse a file: it then keeps what it had. */
export function install(before: TalosModel | undefined, change: TalosModel, site: Site): Result<TalosModel> {
  if (change.kind === 'installed') return success(change)
  const held = before === undefined ? new Map<string, Firewall>() : firewallsOf(before, site).firewalls
  const { firewalls, problems } = applyAll(held, change.layers, site)
  if (problems.some(({ severity }) => severity === 'error')) return failure(problems)
  return success({ kind: 'installed', firewalls }, problems)
}

/** What one machine holds: of files alone, what it holds once they are applied to a fresh machine. */
export function installedConfig(model: TalosModel, memberName: string, site: Site): Firewall {
  return firewallsOf(model, site).firewalls.get(memberName) ?? noFirewall
}

/** Whether some file is for the machine. */
export function covers(model: TalosModel, at: Point, site: Site): boolean {
  const member = memberNamed(site, at.member)
  if (model.kind === 'installed' || member === undefined) return true
  return chooseLayers(model.layers)(member).length > 0
}

interface Applied {
  readonly firewalls: ReadonlyMap<string, Firewall>
  readonly problems: readonly Problem[]
}

const appliedFresh = new WeakMap<TalosModel, { site: Site; applied: Applied }>()

function firewallsOf(model: TalosModel, site: Site): Applied {
  if (model.kind === 'installed') return { firewalls: model.firewalls, problems: [] }
  const known = appliedFresh.get(model)
  if (known !== undefined && known.site === site) return known.applied
  const applied = applyAll(new Map(), model.layers, site)
  appliedFresh.set(model, { site, applied })
  return applied
}

/** Machines with the same past and the same files share one result, so that they can be evaluated once. */
function applyAll(before: ReadonlyMap<string, Firewall>, layers: readonly Layer[], site: Site): Applied {
  const behaviour = behaviourOf(site.talosVersion)
  const chosen = chooseLayers(layers)
  const known = new Map<Firewall, Map<readonly Layer[], Firewall>>()
  const problems = new Map<string, Problem>()
  const firewalls = new Map<string, Firewall>()
  for (const member of site.members) {
    const past = before.get(member.name) ?? noFirewall
    const files = chosen(member)
    const row = known.get(past) ?? new Map<readonly Layer[], Firewall>()
    known.set(past, row)
    let firewall = row.get(files)
    if (firewall === undefined) {
      const merge = applyInTurn(past, files, behaviour)
      for (const problem of merge.problems) problems.set(`${problem.at} ${problem.message}`, naming(problem, member))
      firewall = merge.firewall ?? past
      row.set(files, firewall)
    }
    firewalls.set(member.name, firewall)
  }
  return { firewalls, problems: [...problems.values()] }
}

function naming(problem: Problem, member: Member): Problem {
  return problem.severity === 'warning' ? problem : { ...problem, message: `${member.name}: ${problem.message}` }
}

function applyInTurn(past: Firewall, layers: readonly Layer[], behaviour: Behaviour): Merge {
  let firewall = past
  const problems: Problem[] = []
  for (const layer of layers) {
    const merge = applyLayer(firewall, layer, behaviour)
    problems.push(...merge.problems)
    if (merge.firewall === undefined) return { firewall: undefined, problems }
    firewall = merge.firewall
  }
  return { firewall, problems }
}

/**
 * The files of one machine in the order they are applied: its whole configuration, loose documents from the widest to
 * its own, its patch, its remove patch. A machine with files of its own under `nodes/` gets no remove patch of its role:
 * that one deletes what the role's patch once added.
 */
const chooseLayers = rememberOf((layers: readonly Layer[]): ((member: Member) => readonly Layer[]) => {
  const lists = new Map<string, readonly Layer[]>()
  const owned = new Map<string, Layer[]>()
  for (const layer of layers) {
    if (layer.scope.kind !== 'member') continue
    const here = owned.get(layer.scope.name)
    if (here === undefined) owned.set(layer.scope.name, [layer])
    else here.push(layer)
  }
  const shared = layers.filter(({ scope }) => scope.kind !== 'member')
  return (member) => {
    const own = owned.get(member.name) ?? []
    const key = own.length > 0 ? `member ${member.name}` : member.role
    const known = lists.get(key)
    if (known !== undefined) return known
    const ofRole = shared.filter(({ scope }) => scope.kind === 'role' && scope.role === member.role)
    const forAll = shared.filter(({ scope }) => scope.kind === 'all')
    const one = (step: Layer['step'], from: readonly Layer[]) => from.find((layer) => layer.step === step)
    const isOwnBundle = own.some(({ step }) => step === 'patch' || step === 'remove')
    const list = [
      one('config', own) ?? one('config', ofRole),
      ...[...forAll, ...ofRole, ...own].filter(({ step }) => step === 'loose'),
      one('patch', own) ?? one('patch', ofRole),
      one('remove', own) ?? (isOwnBundle ? undefined : one('remove', ofRole)),
    ].filter((layer) => layer !== undefined)
    lists.set(key, list)
    return list
  }
})
