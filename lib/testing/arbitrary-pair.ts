/** Two designs of one cluster, as it is and as it will be: the same machines, other choices. */
import fc from 'fast-check'
import { type Design, designSchema } from '@/lib/design/design'
import { arbitraryDesign } from './arbitrary-design'

export interface DesignPair {
  readonly before: Design
  readonly after: Design
}

/** `version` is the Talos version of both: a machine does not change it while its firewall changes. */
export function arbitraryPair(version: string): fc.Arbitrary<DesignPair> {
  return fc
    .tuple(designSeed, designSeed, fc.boolean(), fc.boolean(), fc.boolean())
    .map(([firstSeed, otherSeed, keepMode, keepAddons, keepListeners]) => {
      const first = designOfSeed(firstSeed)
      const other = designOfSeed(otherSeed)
      const before: Design = { ...first, talos: { ...first.talos, version } }
      const after: Design = {
        ...before,
        posture: other.posture,
        cni: other.cni,
        talos: { ...before.talos, defaultAction: keepMode ? before.talos.defaultAction : other.talos.defaultAction },
        admin: other.admin,
        addons: keepAddons ? before.addons : other.addons.filter(isUnbound),
        nodePorts: { ...other.nodePorts, on: ['worker'], from: ['anywhere'] },
        listeners: keepListeners
          ? before.listeners.filter(isUnbound)
          : other.listeners.filter(isUnbound).map(onWorkers),
        loadBalancerIPs: before.loadBalancerIPs.filter(isUnbound),
        egress: 'open',
        overrides: [],
      }
      return { before, after: designSchema.parse(JSON.parse(JSON.stringify(after))) }
    })
}

// Two designs drawn side by side would start from the same random state and be one; a seed each keeps them apart.
const designSeed = fc.noBias(fc.integer({ min: 0, max: 2 ** 31 - 1 }))

function designOfSeed(seed: number): Design {
  const [design] = fc.sample(arbitraryDesign(), { numRuns: 1, seed })
  if (design === undefined) throw new Error('no design was drawn')
  return design
}

/** Whether nothing in it names a machine, a subnet or an admin entry of its own design. */
function isUnbound(part: unknown): boolean {
  return !/"(node|pool|subnet|admin):/.test(JSON.stringify(part))
}

function onWorkers<T extends { readonly on: readonly string[] }>(listener: T): T & { on: string[] } {
  return { ...listener, on: ['worker'] }
}
