/** What the switches of a target's files mean: for each of their values, the design with that one choice made. */
import type { Design } from '../design/design'
import { compilePolicy } from '../policy/compile'
import type { Policy } from '../policy/rule'
import { type Work, workAt } from '../policy/work'
import { buildSite } from '../site/build-site'
import type { Point } from '../site/point'
import type { Site } from '../site/site'
import { type Binding, isFilter, type Target } from '../targets/target'

export interface Variant {
  readonly site: Site
  readonly work: Work
}

export interface Variants {
  /** The design as it stands, for files that are read with their own defaults. */
  readonly base: Variant
  readonly at: (binding: Binding) => Variant
  /** One for every combination of the switches; none where the files have none. */
  readonly others: readonly Variant[]
}

/** `site` and `policy` are those of the design. Every other variant is compiled when it is first asked for. */
export function variantsOf(target: Target, options: unknown, design: Design, site: Site, policy: Policy): Variants {
  const points = (at: Site): readonly Point[] => (isFilter(target) ? target.points(at, options) : [])
  const base: Variant = { site, work: workAt(policy, points(site), site) }
  const known = new Map<string, Variant>()
  const at = (binding: Binding): Variant => {
    if (!isFilter(target) || target.applyBinding === undefined || Object.keys(binding).length === 0) return base
    const key = JSON.stringify(Object.entries(binding).sort())
    const found = known.get(key)
    if (found !== undefined) return found
    const changed = target.applyBinding(design, binding)
    const changedSite: Site = { ...(changed === design ? site : buildSite(changed)), variables: binding }
    const changedPolicy = changed === design ? policy : compilePolicy(changed, changedSite)
    const variant = { site: changedSite, work: workAt(changedPolicy, points(changedSite), changedSite) }
    known.set(key, variant)
    return variant
  }
  const bindings = isFilter(target) ? target.variants(options).filter((one) => Object.keys(one).length > 0) : []
  return {
    base,
    at,
    get others() {
      return bindings.map(at)
    },
  }
}
