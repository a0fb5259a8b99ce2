/** One pair of bundles on machines of both roles: what Talos, Kubernetes and Linux then hold against what must hold. */
import { isDeepStrictEqual } from 'node:util'
import { parseTalosVersion, type TalosVersion } from '@/lib/design/talos-version'
import type { HardeningInput } from '@/lib/testing/arbitrary-hardening'
import type { KubernetesProcess } from '../kubernetes/process'
import { auditNeeds, auditOmits, hardeningNeeds, linuxDefaults, podNeeds, takenPods } from './hardening-needs'
import type { HardeningPair, PatchTexts } from './hardening-pairs'
import { type HardeningView, viewOf } from './hardening-view'
import { type Parameters, tryParameters } from './kernel-parameters'
import { baseName, type TalosProcess } from './process'
import type { Role, TalosState } from './protocol'

export interface HardeningJudges {
  readonly talos: TalosProcess
  /** Generated configurations by the name that `baseName` gives. */
  readonly bases: ReadonlyMap<string, TalosState>
  readonly kubernetes: KubernetesProcess
  /** What this release sets by itself. */
  readonly parameters: Parameters
}

/** What is wrong, in words that begin with who says so. */
export async function faultsOfPair(judges: HardeningJudges, pair: HardeningPair, texts: PatchTexts): Promise<string[]> {
  const found: string[] = []
  for (const role of ['controlplane', 'worker'] as const) {
    for (const what of await faultsOfRole(judges, pair, texts, role)) found.push(`${role}: ${what}`)
  }
  return found
}

type Kind = 'set' | 'clear' | 'remove' | 'undo'

async function faultsOfRole(
  judges: HardeningJudges,
  pair: HardeningPair,
  texts: PatchTexts,
  role: Role,
): Promise<string[]> {
  const { talos, bases } = judges
  const ref = baseName(pair.contract, role)
  const base = bases.get(ref)
  if (base === undefined) throw new Error(`no generated configuration ${ref}`)
  const patch = (bundle: 'first' | 'second', ...kinds: readonly Kind[]): string[] =>
    kinds.flatMap((kind) => texts[`${role} ${bundle} ${kind}`] ?? [])
  const [before, after] = [versionOf(pair.spoken[0]), versionOf(pair.spoken[1])]
  const deletes = before.minor >= 8
  const found: string[] = []
  const hold = async (patches: readonly string[]): Promise<TalosState | undefined> => {
    if (patches.length === 0) return { ...base, whole: base.text }
    const steps = await talos.chainWhole(ref, patches)
    const refused = steps.find((step) => !step.ok)
    if (refused === undefined) return steps.at(-1)
    found.push(`Talos refuses a patch (${refused.stage}): ${refused.error}\n${patches[steps.length - 1]}`)
    return undefined
  }
  const once = patch('first', 'clear', 'set')
  const held = await hold(once)
  const twice = await hold([...once, ...once])
  if ((deletes || !hasLists(pair.before)) && held !== undefined && twice?.rest !== held.rest)
    found.push('Talos: applied a second time, the patches change something')
  if (held !== undefined && held.firewall !== base.firewall) found.push('Talos: the patches change the firewall')
  const ground = viewOf(base.text)
  const needs = (which: 0 | 1) =>
    hardeningNeeds([pair.before, pair.after][which] ?? {}, [before, after][which] ?? after, pair.postures[which], role)
  // What the release before wanted is held to what that release sets by itself, and not here.
  if (held !== undefined && pair.spoken[0] === pair.spoken[1])
    found.push(...(await unmet(judges, viewOf(held.whole), ground, needs(0))))
  const off = await hold([...once, ...patch('first', 'undo')])
  if (off !== undefined) found.push(...(await leftBehind(judges, viewOf(off.whole), ground, deletes)))
  if (deletes && off !== undefined && off.rest !== base.rest)
    found.push('Talos: the undo patch leaves something behind')
  const isSaid = (texts.problems ?? '') !== ''
  if (isRelaid(pair))
    return isSaid ? found : [...found, 'Talos: the layout is another, and nothing is said of what stays']
  const moved = await hold([...once, ...patch('second', 'remove', 'clear', 'set')])
  const fresh = await hold(patch('second', 'clear', 'set'))
  if (fresh !== undefined) found.push(...(await unmet(judges, viewOf(fresh.whole), ground, needs(1))))
  if (deletes && moved !== undefined && fresh !== undefined && moved.rest !== fresh.rest && !isSaid)
    found.push(
      'Talos: over the last bundle, this one holds something else than on a fresh machine, and does not say so',
    )
  if (deletes && isSaid) found.push(`Talos takes away what is said to stay: ${texts.problems}`)
  if (!deletes && moved !== undefined) found.push(...leftOver(viewOf(moved.whole), needs(1), pair.after, isSaid))
  return found
}

function versionOf(text: string): TalosVersion {
  const version = parseTalosVersion(text)
  if (version === undefined) throw new Error(`${text} is no version`)
  return version
}

function hasLists({ logs, mirrors, kernelLogs }: HardeningInput): boolean {
  return (
    [logs, kernelLogs].some((list) => Array.isArray(list) && list.length > 0) || Object.keys(Object(mirrors)).length > 0
  )
}

async function unmet(
  { kubernetes, parameters }: HardeningJudges,
  view: HardeningView,
  ground: HardeningView,
  needs: ReturnType<typeof hardeningNeeds>,
): Promise<string[]> {
  const found: string[] = []
  const effective = { ...parameters, ...view.sysctls }
  for (const [key, value] of Object.entries(needs.sysctls)) {
    if (effective[key] !== value) found.push(`Talos: ${key} is ${effective[key] ?? 'not set'}, and must be ${value}`)
  }
  for (const [key, value] of Object.entries(view.sysctls)) {
    if (needs.sysctls[key] === undefined) found.push(`Talos: ${key} is set, which nobody asked for`)
    if (parameters[key] === value) found.push(`Talos: ${key} is ${value} by itself, and need not be set`)
  }
  for (const key of ['logs', 'kernelLogs', 'mirrors'] as const) {
    if (!isDeepStrictEqual(view[key], needs[key]))
      found.push(`Talos holds ${key} ${JSON.stringify(view[key])}, and must hold ${JSON.stringify(needs[key])}`)
  }
  if (view.rest !== ground.rest) found.push('Talos: the patches change what hardening is not about')
  if (needs.audit) found.push(...(await wrongAudit(kubernetes, view.audit)))
  else if (isOtherAudit(view, ground)) found.push('Talos: the audit policy is not as it was')
  found.push(...(await wrongPods(kubernetes, view.podSecurity, ground.podSecurity, needs.podSecurity)))
  const tls = view.tls === undefined ? undefined : await kubernetes.tls(view.tls)
  if (tls === undefined ? needs.tls13 : tls.tls !== 0x0304 || !needs.tls13)
    found.push(`Kubernetes: --tls-min-version is ${view.tls ?? 'not given'} ${tls?.error ?? ''}`)
  found.push(...wrongParameters(parameters, view.sysctls))
  return found
}

/** Talos takes its own policy where none is there; before 1.6.2 any patch of the API server leaves none. */
function isOtherAudit(view: HardeningView, ground: HardeningView): boolean {
  return view.audit !== '' && view.audit !== ground.audit
}

async function wrongAudit(kubernetes: KubernetesProcess, policy: string): Promise<string[]> {
  const { error, audits } = await kubernetes.audit(
    policy,
    auditNeeds.map(([request]) => request),
  )
  if (error !== '') return [`Kubernetes refuses the audit policy: ${error}`]
  return auditNeeds.flatMap(([request, wanted], index) => {
    const { level, omits } = audits[index] ?? { level: '', omits: [] }
    if (level !== wanted) return [`Kubernetes logs ${JSON.stringify(request)} at ${level}, and must at ${wanted}`]
    if (wanted !== 'None' && !isDeepStrictEqual(omits, auditOmits)) return [`Kubernetes omits ${omits.join()}`]
    return []
  })
}

/** Every mode of the admission plugin, where no label says anything, where one does, and where nothing is asked. */
async function wrongPods(
  kubernetes: KubernetesProcess,
  configuration: string,
  ground: string,
  level: 'baseline' | 'restricted',
): Promise<string[]> {
  if (configuration === '') return ground === '' ? [] : ['Talos: nothing is said of Pod Security any more']
  const found: string[] = []
  const label = (mode: string): string => `pod-security.kubernetes.io/${mode}`
  for (const [namespace, labels, wanted] of [
    ['apps', {}, { enforce: takenPods[level], audit: takenPods.restricted, warn: takenPods.restricted }],
    [
      'tools',
      Object.fromEntries(['enforce', 'audit', 'warn'].map((mode) => [label(mode), 'privileged'])),
      { enforce: takenPods.privileged, audit: takenPods.privileged, warn: takenPods.privileged },
    ],
    ['kube-system', {}, { enforce: takenPods.privileged, audit: takenPods.privileged, warn: takenPods.privileged }],
  ] as const) {
    const { error, pods } = await kubernetes.pods({ text: podNeeds, configuration, namespace, labels })
    if (error !== '') return [`Kubernetes refuses the configuration of Pod Security: ${error}`]
    for (const mode of ['enforce', 'audit', 'warn'] as const) {
      const taken = pods.filter((pod) => pod[mode]).map(({ name }) => name)
      if (!isDeepStrictEqual(taken, [...wanted[mode]]))
        found.push(`Kubernetes: ${mode} in ${namespace} takes ${taken.join()}, and must take ${wanted[mode].join()}`)
    }
  }
  return found
}

const isOfNetwork = (key: string): boolean => key.startsWith('net.') && !key.startsWith('net.bridge.')

/** Linux takes every parameter, and then has it as it is written. */
function wrongParameters(parameters: Parameters, set: Parameters): string[] {
  const ours = Object.fromEntries(Object.entries(set).filter(([key]) => isOfNetwork(key)))
  const known = remembered(JSON.stringify([parameters, ours]), () =>
    tryParameters([ofNetwork(parameters), ours], Object.keys(ours)),
  )
  if (typeof known === 'string') throw new Error(known)
  return isDeepStrictEqual(known[1], ours)
    ? []
    : ['Linux: it refuses a parameter, or has another value than was written']
}

function ofNetwork(parameters: Parameters): Parameters {
  return Object.fromEntries(
    Object.entries(parameters).filter(([key]) => isOfNetwork(key) && !key.startsWith('net.core.')),
  )
}

const tried = new Map<string, ReturnType<typeof tryParameters>>()

function remembered(key: string, make: () => ReturnType<typeof tryParameters>): ReturnType<typeof tryParameters> {
  const found = tried.get(key) ?? make()
  tried.set(key, found)
  return found
}

/** After the undo patch: nothing of ours, or, where a patch takes nothing away, the values that were there. */
async function leftBehind(
  { kubernetes, parameters }: HardeningJudges,
  view: HardeningView,
  ground: HardeningView,
  deletes: boolean,
): Promise<string[]> {
  const found: string[] = []
  if (view.rest !== ground.rest) found.push('Talos: the undo patch changes what hardening is not about')
  if (isOtherAudit(view, ground)) found.push('Talos: the undo patch leaves another audit policy')
  if (view.podSecurity !== ground.podSecurity) found.push('Talos: the undo patch leaves another Pod Security')
  if (deletes) return found
  const tls = view.tls === undefined ? undefined : await kubernetes.tls(view.tls)
  if (tls !== undefined && tls.tls !== (await kubernetes.tls('')).tls)
    found.push(`Kubernetes: the undo patch leaves --tls-min-version ${view.tls}, which is not the default`)
  const own = Object.fromEntries(Object.entries(view.sysctls).filter(([key]) => isOfNetwork(key)))
  const before = remembered(JSON.stringify(['undo', parameters, own]), () =>
    tryParameters(
      [ofNetwork(parameters), Object.fromEntries(Object.keys(own).map((key) => [key, '0'])), own],
      Object.keys(own),
    ),
  )
  if (typeof before === 'string') throw new Error(before)
  for (const [key, value] of Object.entries(view.sysctls)) {
    const was = isOfNetwork(key) ? before[0]?.[key] : (parameters[key] ?? linuxDefaults[key])
    const is = isOfNetwork(key) ? before[2]?.[key] : value
    if (is !== was) found.push(`Linux: the undo patch leaves ${key} at ${is}, and it was ${was}`)
  }
  return found
}

/** Where a patch takes nothing away: what the second bundle does not want is gone, or it is said that it stays. */
function leftOver(
  view: HardeningView,
  needs: ReturnType<typeof hardeningNeeds>,
  after: HardeningInput,
  isSaid: boolean,
): string[] {
  if (hasLists(after)) return []
  const left = (['logs', 'kernelLogs', 'mirrors'] as const).filter((key) => !isDeepStrictEqual(view[key], needs[key]))
  if (isSaid) return left.length > 0 ? [] : ['Talos holds nothing of what is said to stay']
  return left.map((key) => `Talos still holds ${key}, and nothing is said of it`)
}

/** Whether the second bundle is written in another layout than the first: no patch leads there. */
function isRelaid({ before, after }: HardeningPair): boolean {
  return before.layout !== undefined && after.layout !== undefined && before.layout !== after.layout
}
