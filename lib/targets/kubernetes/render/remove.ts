/** What the last bundle left and this one no longer holds, as commands that may be repeated. */

import type { Manifest } from './policies'
import { podSecurityLabel, podSecurityModes } from './policies'
import type { Held } from './previous'

export const removePath = 'kubernetes/remove.sh'

/** No command takes a namespace away: that would take everything in it. */
export function removalOf(held: Held, wanted: readonly Manifest[]): string[] {
  const idOf = (namespace: string, name: string): string => `${namespace}/${name}`
  const kept = new Set(wanted.map(({ object: { metadata } }) => idOf(metadata.namespace ?? '', metadata.name)))
  const policies = [...held.policies].sort(byName).flatMap(([namespace, names]) => {
    const left = [...names].filter((name) => !kept.has(idOf(namespace, name))).sort()
    return left.length === 0 ? [] : [deletePolicies(namespace, left)]
  })
  const labels = [...held.labelled]
    .sort()
    .filter((namespace) => !kept.has(idOf('', namespace)))
    .map(removeLabels)
  return [...policies, ...labels]
}

export function deletePolicies(namespace: string, names: readonly string[]): string {
  return `kubectl delete networkpolicy --namespace=${namespace} --ignore-not-found ${names.join(' ')}`
}

export function removeLabels(namespace: string): string {
  return `kubectl label namespace ${namespace} ${podSecurityModes.map((mode) => `${podSecurityLabel(mode)}-`).join(' ')}`
}

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : a > b ? 1 : 0
}
