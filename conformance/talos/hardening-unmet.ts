/** What a machine holds after patches, held to what must be there: by Kubernetes' own code and by Linux where it is theirs. */
import { isDeepStrictEqual } from 'node:util'
import type { KubernetesProcess } from '../kubernetes/process'
import { auditNeeds, auditOmits, type HardeningNeeds, linuxDefaults, podNeeds, takenPods } from './hardening-needs'
import type { HardeningView } from './hardening-view'
import { type Parameters, tryParameters } from './kernel-parameters'

export interface Around {
  readonly kubernetes: KubernetesProcess
  /** What the release sets of the kernel's parameters by itself. */
  readonly parameters: Parameters
}

/** `ground` is what was there before any patch of ours. */
export async function unmet(
  { kubernetes, parameters }: Around,
  view: HardeningView,
  ground: HardeningView,
  needs: HardeningNeeds,
): Promise<string[]> {
  const found = Object.entries(ground.sysctls).flatMap(([key, value]) =>
    view.sysctls[key] === value ? [] : [`Talos: ${key} is theirs, and no longer ${value}`],
  )
  const effective = { ...parameters, ...view.sysctls }
  for (const [key, value] of Object.entries(needs.sysctls)) {
    if (effective[key] !== value) found.push(`Talos: ${key} is ${effective[key] ?? 'not set'}, and must be ${value}`)
  }
  for (const [key, value] of Object.entries(view.sysctls)) {
    if (ground.sysctls[key] === value) continue
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
export async function leftBehind(
  { kubernetes, parameters }: Around,
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
    if (ground.sysctls[key] === value) continue
    const was = isOfNetwork(key) ? before[0]?.[key] : (parameters[key] ?? linuxDefaults[key])
    const is = isOfNetwork(key) ? before[2]?.[key] : value
    if (is !== was) found.push(`Linux: the undo patch leaves ${key} at ${is}, and it was ${was}`)
  }
  return found
}
