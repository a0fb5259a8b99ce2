/** The networks of two designs whose machines are the same: what either of them knows. */
import { formatTalosVersion, isAtLeast } from '../design/talos-version'
import { unionSets } from '../net/address-set'
import { dropContained, type Prefix } from '../net/prefix'
import type { Site } from '../site/site'

export function unionSites(before: Site, after: Site): Site {
  return {
    ...after,
    talosVersion: olderVersion(before, after),
    podPrefixes: unionPrefixes(before.podPrefixes, after.podPrefixes),
    servicePrefixes: unionPrefixes(before.servicePrefixes, after.servicePrefixes),
    clusterPrefixes: unionPrefixes(before.clusterPrefixes, after.clusterPrefixes),
    families: [...new Set([...before.families, ...after.families])].sort((a, b) => a - b),
    kubeProxy: before.kubeProxy && after.kubeProxy,
    podsRouted: before.podsRouted || after.podsRouted,
    nodePortsEnabled: before.nodePortsEnabled || after.nodePortsEnabled,
    kubespan: before.kubespan || after.kubespan,
    loadBalancers: unionBalancers(before.loadBalancers, after.loadBalancers),
    announced: unionSets(before.announced, after.announced),
    members: after.members.map((member) => {
      const old = before.members.find(({ name }) => name === member.name)
      // The shared address of the control planes may change.
      return old === undefined ? member : { ...member, own: unionSets(old.own, member.own) }
    }),
  }
}

/** Machines are upgraded once everything is open to both: until then, files must be what the older release takes. */
function olderVersion(before: Site, after: Site): Site['talosVersion'] {
  const isOlder = isAtLeast(after.talosVersion, formatTalosVersion(before.talosVersion))
  return (isOlder ? before : after).talosVersion
}

function unionBalancers(old: Site['loadBalancers'], now: Site['loadBalancers']): Site['loadBalancers'] {
  const byName = new Map(now.map((one) => [one.name, one.sources]))
  for (const { name, sources } of old) byName.set(name, unionPrefixes(byName.get(name) ?? [], sources))
  return [...byName].map(([name, sources]) => ({ name, sources }))
}

function unionPrefixes(old: readonly Prefix[], now: readonly Prefix[]): Prefix[] {
  return dropContained([...old, ...now])
}
