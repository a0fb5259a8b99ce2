/** Network plugin, pods and admins, by the ports that the rules open and to whom. */
import { addonCatalog } from '../catalog/addons'
import { catalog } from '../catalog/catalog'
import { adminUses } from '../design/choices'
import type { Design, DesignInput } from '../design/design'
import {
  type AddressSet,
  allOfFamily,
  intersectSets,
  noAddresses,
  setContains,
  setOfPrefixes,
  subtractSets,
  unionAll,
} from '../net/address-set'
import { formatPrefix, prefixContains } from '../net/prefix'
import { servicesOfPorts } from '../net/service'
import { prefixesOfSet } from '../net/set-prefixes'
import type { Site } from '../site/site'
import type { NamedPorts } from '../targets/target'
import { sourcesOfRole, type Wanted } from './reach-rows'

const one = (protocol: 'tcp' | 'udp', port: number) => servicesOfPorts(protocol, [{ from: port, to: port }])

/** The plugin whose ports the files name; undefined where they name none. */
export function guessPlugin(names: readonly NamedPorts[]): NonNullable<DesignInput['cni']> | undefined {
  const opens = (protocol: 'tcp' | 'udp', port: number): boolean =>
    names.some(
      (entry) =>
        entry.protocol === protocol &&
        entry.ports.some(({ from, to }) => from <= port && port <= to && to - from < 1000),
    )
  const encryption = opens('udp', 51871) ? { encryption: 'wireguard' as const } : {}
  if (opens('udp', 6081)) return { plugin: 'cilium', transport: 'geneve', ...encryption }
  if (opens('udp', 8472)) return { plugin: 'cilium', transport: 'vxlan', ...encryption }
  if (opens('tcp', 5473)) return { plugin: 'calico', transport: opens('udp', 4789) ? 'vxlan' : 'bgp' }
  if (opens('tcp', 4240)) return { plugin: 'cilium', transport: 'native', ...encryption }
  if (opens('tcp', 179)) return { plugin: 'calico', transport: 'bgp' }
  return opens('udp', 4789) ? { plugin: 'flannel', transport: 'vxlan' } : undefined
}

/** Add-ons by the name that a rule bears in our own files, and by ports that nothing else uses. */
export function guessAddons(names: readonly NamedPorts[], cni: NonNullable<DesignInput['cni']>): string[] {
  const opens = (protocol: 'tcp' | 'udp', port: number): boolean =>
    names.some(
      (entry) => entry.protocol === protocol && entry.ports.some(({ from, to }) => from === port && to === port),
    )
  const named = names.flatMap(({ name }) => {
    const id = listenerName(name)
    const field = catalog.find((listener) => listener.id === id)?.field ?? ''
    return field.startsWith('addons/') ? [field.slice('addons/'.length)] : []
  })
  return [
    ...named.filter((id) => addonCatalog.some((addon) => addon.id === id)),
    ...(opens('udp', 51820) && cni.transport !== 'wireguard' ? ['kubespan'] : []),
    ...(opens('tcp', 4244) && cni.plugin === 'cilium' ? ['hubble'] : []),
    ...(opens('tcp', 9100) ? ['node-exporter'] : []),
    ...(opens('tcp', 10257) && opens('tcp', 10259) ? ['control-plane-metrics'] : []),
    ...(opens('tcp', 7946) && opens('udp', 7946) ? ['metallb'] : []),
  ]
}

/** Without what our files add to the name of a listener. */
export function listenerName(name: string): string {
  return name.replace(/-udp$/, '').replace(/-ingress$/, '')
}

/** Whoever may call both the kubelet and the Kubernetes API but not the Talos API, and is no machine: pods. */
export function guessPods(wanted: readonly Wanted[], machines: AddressSet): string[] | undefined {
  const from = (role: 'controlplane' | 'worker', port: number) => sourcesOfRole(wanted, role, one('tcp', port))
  const [api, kubelet, talos] = [from('controlplane', 6443), from('worker', 10250), from('controlplane', 50000)]
  if (api === undefined || kubelet === undefined) return undefined
  const pods = subtractSets(intersectSets(api, kubelet), unionAll([machines, talos ?? noAddresses]))
  const wide = prefixesOfSet(pods).filter(({ family, length }) => length > 0 && length <= (family === 4 ? 20 : 64))
  const perFamily = ([4, 6] as const).flatMap((family) => wide.find((prefix) => prefix.family === family) ?? [])
  return perFamily.length === 0 ? undefined : perFamily.map(formatPrefix)
}

/** A network around those of the machines that may call the kubelet: what the cluster takes for its own. */
export function guessClusterNetwork(wanted: readonly Wanted[], site: Site): string[] | undefined {
  const sources = sourcesOfRole(wanted, 'controlplane', one('tcp', 10250)) ?? noAddresses
  const own = site.subnets.flatMap(({ prefixes }) => prefixes)
  const around = prefixesOfSet(sources).filter(
    (prefix) => prefix.length > 0 && own.some((inner) => prefixContains(prefix, inner)),
  )
  const isAll = own.every((inner) => around.some((prefix) => prefixContains(prefix, inner)))
  const isWider = around.some((prefix) => !own.some((inner) => prefixContains(inner, prefix)))
  return isAll && isWider ? around.map(formatPrefix) : undefined
}

/** More are no places where people work. */
const mostAdmins = 100

/** Prefixes outside the cluster that may use an API of a control plane. */
export function guessAdmins(wanted: readonly Wanted[], site: Site, apiPort: number): Design['admin'] {
  const own = setOfPrefixes([
    ...site.members.flatMap((member) => member.sources),
    ...site.podPrefixes,
    ...site.servicePrefixes,
    ...site.clusterPrefixes,
  ])
  const outside = (port: number): string[] => {
    const sources = sourcesOfRole(wanted, 'controlplane', one('tcp', port)) ?? noAddresses
    if (setContains(sources, allOfFamily[4]) || setContains(sources, allOfFamily[6])) return []
    return prefixesOfSet(subtractSets(sources, own)).map(formatPrefix)
  }
  const outsiders = { talos: outside(50000), kubernetes: outside(apiPort) }
  const cidrs = [...new Set([...outsiders.talos, ...outsiders.kubernetes])]
  return (cidrs.length > mostAdmins ? [] : cidrs).map((cidr, at) => ({
    name: `admin-${at + 1}`,
    cidr,
    may: adminUses.filter((use) => outsiders[use].includes(cidr)),
  }))
}
