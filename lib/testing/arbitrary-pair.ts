/** Two designs of one cluster, as it is and as it will be: the same machines, other choices. */
import type * as fc from 'fast-check'
import { type Design, designSchema } from '@/lib/design/design'
import { arbitraryDesign } from './arbitrary-design'
import { drawn } from './draw'

export interface DesignPair {
  readonly before: Design
  readonly after: Design
}

/** `version` is the Talos version of both: a machine does not change it while its firewall changes. */
export function arbitraryPair(version: string): fc.Arbitrary<DesignPair> {
  return drawn((draw) => {
    const first = draw.value(arbitraryDesign)
    const other = draw.value(arbitraryDesign)
    const before: Design = { ...first, talos: { ...first.talos, version } }
    const sameMode = draw.chance(60)
    const changed: Design = {
      ...before,
      posture: other.posture,
      cni: other.cni,
      talos: { ...before.talos, defaultAction: sameMode ? before.talos.defaultAction : other.talos.defaultAction },
      admin: other.admin,
      addons: draw.chance(50) ? other.addons : before.addons,
      nodePorts: { ...other.nodePorts, on: ['worker'], from: ['anywhere'] },
      listeners: draw.chance(50)
        ? before.listeners
        : other.listeners.map((listener) => ({ ...listener, on: ['worker'] })),
      overrides: [],
    }
    // References of the other design to its own machines mean nothing here; what the schema refuses is left out.
    const known = (text: string): boolean => !/^(node|pool|subnet|admin):/.test(text)
    const after: Design = {
      ...changed,
      listeners: changed.listeners
        .map((l) => ({ ...l, from: l.from.filter(known), on: l.on.filter((on) => isMember(on, before)) }))
        .filter((l) => l.on.length > 0),
      loadBalancerIPs: changed.loadBalancerIPs.map((entry) => ({ ...entry, from: ['anywhere'] })),
    }
    return { before, after: designSchema.parse(JSON.parse(JSON.stringify(after))) }
  })
}

function isMember(on: string, design: Design): boolean {
  const names = [...design.nodes, ...design.pools].flatMap(({ name }) => [name, `node:${name}`, `pool:${name}`])
  return ['controlplane', 'worker', 'nodes', ...names].includes(on)
}
