/** Every place in a design that names something else by its name: the one list that checks and renaming share. */
import type { Design } from './design'
import type { Path } from './path'

export interface PrincipalPlace {
  readonly path: Path
  readonly text: string
}

/** All texts that name sources or destinations, those of add-on options included. */
export function principalPlaces(design: Design): PrincipalPlace[] {
  const places: PrincipalPlace[] = []
  const add = (path: Path, texts: readonly unknown[] | undefined) => {
    for (const [index, text] of (texts ?? []).entries()) {
      if (typeof text === 'string') places.push({ path: [...path, index], text })
    }
  }
  for (const [index, entry] of design.loadBalancerIPs.entries()) add(['loadBalancerIPs', index, 'from'], entry.from)
  add(['nodePorts', 'from'], design.nodePorts.from)
  for (const [index, addon] of design.addons.entries()) {
    for (const { key, texts } of addonLists(addon)) add(['addons', index, key], texts)
  }
  for (const [index, listener] of design.listeners.entries()) add(['listeners', index, 'from'], listener.from)
  if (typeof design.egress !== 'string') {
    for (const [index, also] of design.egress.also.entries()) add(['egress', 'also', index, 'to'], also.to)
  }
  for (const [index, override] of design.overrides.entries()) {
    add(['overrides', index, 'from'], override.from)
    add(['overrides', index, 'add'], override.add)
  }
  return places
}

interface AddonList {
  readonly key: 'from' | 'to'
  readonly texts: readonly string[]
}

/** The options of an add-on that name principals. */
export function addonLists(addon: Design['addons'][number]): AddonList[] {
  if (typeof addon === 'string') return []
  return (['from', 'to'] as const).flatMap((key) => {
    const list = addon[key]
    return Array.isArray(list) ? [{ key, texts: list.map((text) => (typeof text === 'string' ? text : '')) }] : []
  })
}

/** The same add-on with those lists changed. */
export function mapAddonLists(
  addon: Design['addons'][number],
  change: (texts: readonly string[]) => string[],
): Design['addons'][number] {
  if (typeof addon === 'string') return addon
  return { ...addon, ...Object.fromEntries(addonLists(addon).map(({ key, texts }) => [key, change(texts)])) }
}

/** All texts that say whose listener something is. */
export function memberPlaces(design: Design): PrincipalPlace[] {
  return [
    ...design.nodePorts.on.map((text, index) => ({ path: ['nodePorts', 'on', index], text })),
    ...design.listeners.flatMap((listener, at) =>
      listener.on.map((text, index) => ({ path: ['listeners', at, 'on', index], text })),
    ),
  ]
}

/** All places that name the subnet an interface is in. */
export function subnetPlaces(design: Design): PrincipalPlace[] {
  return [
    ...design.nodes.flatMap((node, at) => [
      { path: ['nodes', at, 'subnet'], text: node.subnet },
      ...node.nics.map((nic, index) => ({ path: ['nodes', at, 'nics', index, 'subnet'], text: nic.subnet })),
    ]),
    ...design.pools.map((pool, at) => ({ path: ['pools', at, 'subnet'], text: pool.subnet })),
  ]
}

export function addonId(addon: Design['addons'][number]): string {
  return typeof addon === 'string' ? addon : addon.id
}
