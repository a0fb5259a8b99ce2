/** Questions about a design that several parts of the catalogue and the site ask alike. */

import type { Family } from '../net/address'
import { parsePrefix } from '../net/prefix'
import type { Design } from './design'
import { isAtLeast, parseTalosVersion } from './talos-version'

export type Transport = NonNullable<Design['cni']['transport']>

/** How pods reach other nodes: as drawn, or the plugin's own default. */
export function transportOf(design: Design): Transport | 'none' {
  if (design.cni.plugin === 'none') return 'none'
  return design.cni.transport ?? 'vxlan'
}

/** Whether pod addresses travel between nodes without a tunnel. */
export function hasRoutedPods(design: Design): boolean {
  return ['native', 'host-gw', 'bgp'].includes(transportOf(design))
}

export interface AddonChoice {
  readonly id: string
  readonly options: Readonly<Record<string, unknown>>
}

function addonsOf(design: Design): AddonChoice[] {
  return design.addons.map((addon) => {
    if (typeof addon === 'string') return { id: addon, options: {} }
    const { id, ...options } = addon
    return { id, options }
  })
}

export function addonOf(design: Design, id: string): AddonChoice | undefined {
  return addonsOf(design).find((addon) => addon.id === id)
}

/** Where the machines run, if the design says so: the word of the add-on, its first one where it names none. */
export function platformOf(design: Design): string | undefined {
  const platform = addonOf(design, 'platform')
  if (platform === undefined) return undefined
  return typeof platform.options.provider === 'string' ? platform.options.provider : 'aws'
}

/** Add-ons that scrape the kubelet from a pod. */
const kubeletScrapers = ['metrics-server', 'prometheus']

export function scrapesKubelet(design: Design): boolean {
  return addonsOf(design).some((addon) => kubeletScrapers.includes(addon.id))
}

export function runsTalos(design: Design, floor: string): boolean {
  const version = parseTalosVersion(design.talos.version)
  return version !== undefined && isAtLeast(version, floor)
}

/** Families of the subnets: what nodes and, by default, pods have. */
export function subnetFamilies(design: Design): Family[] {
  const found = new Set<Family>()
  for (const subnet of design.subnets) {
    for (const cidr of subnet.cidrs) {
      const prefix = parsePrefix(cidr)
      if (prefix !== undefined) found.add(prefix.family)
    }
  }
  return ([4, 6] as const).filter((family) => found.has(family))
}
