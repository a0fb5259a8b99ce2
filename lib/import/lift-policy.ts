/**
 * From what machines admit to a posture, overrides and listeners of one's own. Overrides hold for both roles, so what only
 * one of them admits becomes a listener beside the catalogue's.
 */
import { catalog } from '../catalog/catalog'
import { postures, roles } from '../design/choices'
import type { Design, Role } from '../design/design'
import { intersectSets, setContains } from '../net/address-set'
import { emptyRow, subtractRows } from '../net/packet-row'
import { prefixSet } from '../net/prefix-set'
import { hasPorts } from '../net/protocol'
import { type ServiceInterval, servicesOfPorts } from '../net/service'
import { compilePolicy } from '../policy/compile'
import type { Policy } from '../policy/rule'
import { buildSite } from '../site/build-site'
import type { NamedPorts } from '../targets/target'
import { sourceNames } from './name-sources'
import { addOwnListeners } from './own-listeners'
import { placeOf, policyRow, sourcesOfRole, type Wanted } from './reach-rows'

/** The design with the posture that fits best, and all that differs from it. */
export function liftPolicy(base: Design, wanted: readonly Wanted[], names: readonly NamedPorts[]): Design {
  const posed = choosePosture(base, wanted)
  const overridden = addOverrides(posed, wanted)
  return addOwnListeners(overridden, wanted, names)
}

function choosePosture(base: Design, wanted: readonly Wanted[]): Design {
  const scored = ['standard' as const, ...postures].map((posture) => {
    const design = { ...base, posture }
    return { design, score: scoreOf(design, wanted) }
  })
  return scored.reduce((best, one) => (one.score > best.score ? one : best)).design
}

/** How many listeners of the catalogue the files treat as the design does. */
function scoreOf(design: Design, wanted: readonly Wanted[]): number {
  const policy = compilePolicy(design, buildSite(design))
  return listenersHere(design, policy, wanted).reduce(
    (sum, { sides }) => sum + sides.filter(({ meant, found }) => meant === found).length,
    0,
  )
}

interface Listener {
  readonly id: string
  readonly services: readonly ServiceInterval[]
  /** On each role that has it: whom the design admits, and whom the files do. */
  readonly sides: readonly {
    readonly role: Role
    readonly meant: ReturnType<typeof prefixSet>
    readonly found: ReturnType<typeof prefixSet>
  }[]
}

function listenersHere(design: Design, policy: Policy, wanted: readonly Wanted[]): Listener[] {
  return catalog
    .filter((listener) => hasPorts(listener.protocol) && listener.when(design))
    .map((listener) => {
      const services = servicesOfPorts(listener.protocol, listener.ports(design))
      const sides = roles.flatMap((role) => {
        const isHere = (rule: { listener: string; on: string }) => rule.listener === listener.id && rule.on === role
        const rule = policy.rules.find(isHere) ?? policy.closed.find(isHere)
        const found = sourcesOfRole(wanted, role, services)
        if (rule === undefined || found === undefined) return []
        return [{ role, meant: prefixSet(rule.sources[placeOf(wanted)]), found }]
      })
      return { id: listener.id, services, sides }
    })
}

function addOverrides(design: Design, wanted: readonly Wanted[]): Design {
  const site = buildSite(design)
  const nameSources = sourceNames(design, site, placeOf(wanted))
  const overrides = listenersHere(design, compilePolicy(design, site), wanted).flatMap(({ id, sides }) => {
    const [first, ...rest] = sides.map(({ found }) => found)
    if (first === undefined || sides.every(({ meant, found }) => meant === found)) return []
    const isSame = rest.every((found) => found === first)
    if (!isSame && sides.every(({ meant, found }) => setContains(found, meant))) return []
    return [{ listener: id, from: nameSources(rest.reduce(intersectSets, first)) }]
  })
  return { ...design, overrides }
}

/** Machines of which the design now says something else than their files, with whether it says more. */
export function findDifferences(
  design: Design,
  wanted: readonly Wanted[],
): { readonly member: string; readonly kind: 'more' | 'less' }[] {
  const policy = compilePolicy(design, buildSite(design))
  return wanted.flatMap((one) => {
    const { member, row } = one
    const meant = policyRow(policy, one)
    const more = subtractRows(meant, row) === emptyRow ? [] : [{ member, kind: 'more' as const }]
    return subtractRows(row, meant) === emptyRow ? more : [...more, { member, kind: 'less' as const }]
  })
}
