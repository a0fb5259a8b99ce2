/** Listeners that an add-on brings: what they share, so that each of them is only its facts. */
import { roles } from '../design/choices'
import type { Design, Role } from '../design/design'
import { type AddonChoice, addonOf } from '../design/features'
import type { PortRange } from '../net/port-range'
import type { Protocol } from '../net/protocol'
import { type CatalogListener, port, type User, type UsersByRole } from './listener'
import type { SourceKey } from './source'

export type AddonOptionValues = AddonChoice['options']

type ByOptions<Value> = Value | ((options: AddonOptionValues, design: Design) => Value)

interface AddonListenerFacts {
  readonly id: string
  readonly title: string
  readonly addon: string
  readonly protocol: Protocol
  readonly ports: ByOptions<number | readonly PortRange[]>
  /** Beyond the add-on itself. */
  readonly when?: (options: AddonOptionValues, design: Design) => boolean
  readonly condition: string
  /** Both roles where it does not say. */
  readonly on?: ByOptions<readonly Role[]>
  readonly users: ByOptions<readonly User[]>
  /** Who is left where the posture is strict; the same users where it does not say. */
  readonly strictUsers?: readonly User[]
  readonly purpose: string
  readonly because: string | ((design: Design) => string)
  readonly risk: CatalogListener['risk']
  readonly need: CatalogListener['need']
  readonly bind?: string
  readonly source: SourceKey
}

/** Add-ons are as in the standard posture everywhere, but that the relaxed one leaves pods out (SPEC 3). */
export function addonListener(facts: AddonListenerFacts): CatalogListener {
  const { id, title, addon, protocol, condition, purpose, because, risk, need, source } = facts
  const optionsIn = (design: Design): AddonOptionValues => addonOf(design, addon)?.options ?? {}
  const usersOn = (choose: (users: readonly User[]) => readonly User[]) => (design: Design) => {
    const options = optionsIn(design)
    const users = choose(typeof facts.users === 'function' ? facts.users(options, design) : facts.users)
    const on = typeof facts.on === 'function' ? facts.on(options, design) : (facts.on ?? roles)
    return Object.fromEntries(on.map((role) => [role, users])) as UsersByRole
  }
  return {
    id,
    title,
    protocol,
    ports: (design) => {
      const ports = typeof facts.ports === 'function' ? facts.ports(optionsIn(design), design) : facts.ports
      return typeof ports === 'number' ? port(ports) : ports
    },
    when: (design) => {
      const choice = addonOf(design, addon)
      return choice !== undefined && facts.when?.(choice.options, design) !== false
    },
    condition,
    users: {
      relaxed: usersOn((users) => users.filter((user) => user !== 'pods')),
      standard: usersOn((users) => users),
      strict: usersOn((users) => facts.strictUsers ?? users),
    },
    purpose,
    because: typeof because === 'function' ? because : () => because,
    field: `addons/${addon}`,
    risk,
    need,
    ...(facts.bind === undefined ? {} : { bind: facts.bind }),
    source,
  }
}

type MetricsFacts = Pick<
  AddonListenerFacts,
  'id' | 'title' | 'addon' | 'ports' | 'when' | 'condition' | 'on' | 'source'
> &
  Partial<Pick<AddonListenerFacts, 'risk' | 'bind'>>

/** Metrics on the node's own addresses: scrapers run on any node, and on their own one arrive with a pod's address. */
export function metricsListener(facts: MetricsFacts): CatalogListener {
  const scrapers = `from of ${facts.addon}` as const
  return addonListener({
    risk: 'medium',
    ...facts,
    protocol: 'tcp',
    users: ['nodes', 'pods', scrapers],
    strictUsers: [scrapers],
    purpose: `${facts.title} for Prometheus`,
    because: (design) =>
      design.posture === 'strict'
        ? 'Only the scrapers that the add-on names; name none and nobody may.'
        : 'Prometheus runs on any node; on its own node it arrives with its pod address.',
    need: 'optional',
  })
}

/** Talos keeps workloads off control planes; where there is nothing else, they run there. */
export function workloadRoles(_: AddonOptionValues, design: Design): readonly Role[] {
  return [...design.nodes, ...design.pools].some(({ role }) => role === 'worker') ? ['worker'] : roles
}

/** A number that a person wrote as an option, where it is a port. */
export function portOption(options: AddonOptionValues, key: string, usual: number): number {
  const value = options[key]
  return typeof value === 'number' && Number.isInteger(value) && value > 0 && value < 65536 ? value : usual
}

/** What serves the public admits everybody until the add-on names somebody. */
export function publicUsers(addon: string, options: AddonOptionValues): readonly User[] {
  const isNamed = Array.isArray(options.from) && options.from.length > 0
  return [isNamed ? `from of ${addon}` : 'anywhere']
}
