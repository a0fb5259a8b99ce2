/** Parts of designs that several cases share. */
import type { DesignInput, Role } from '../design/design'
import { cp, type LintCase } from './lint-case'

export interface CodeCase {
  readonly code: string
  readonly at: string
  readonly raised: LintCase
  /** The sound cluster, where it does not say. */
  readonly quiet?: LintCase
}

/** One case: the code, its place, what raises it, what comes close. */
export function at(code: string, place: string, raised: LintCase, quiet: LintCase = {}): CodeCase {
  return { code, at: place, raised, quiet }
}

type Listener = NonNullable<DesignInput['listeners']>[number]

export const drawn = (...listeners: Partial<Listener>[]): LintCase => ({
  design: {
    listeners: listeners.map((one, index) => ({
      name: `mine-${index}`,
      on: ['worker'],
      ports: ['5432'],
      from: ['admin'],
      ...one,
    })),
  },
})
export const of = (design: Partial<DesignInput>, more: Omit<LintCase, 'design'> = {}): LintCase => ({ ...more, design })
export const admin = (...cidrs: string[]): LintCase =>
  of({ admin: cidrs.map((cidr, index) => ({ name: `a-${index}`, cidr })) })
export const talos = (given: NonNullable<DesignInput['talos']>): LintCase => of({ talos: given })
export const worker = (name: string, more: object = {}) => ({
  name,
  role: 'worker' as Role,
  subnet: 'workers',
  ...more,
})
export const balancer = (uses: ('kubernetes-api' | 'talos-api' | 'nodeports' | 'trustd')[], more: object = {}) => ({
  loadBalancers: [{ name: 'lb', addresses: ['10.0.0.5'], for: uses, ...more }],
})
export const cps = (count: number) => ({ nodes: Array.from({ length: count }, (_, index) => cp(11 + index)) })
export const accept = { talos: { defaultAction: 'accept' as const } }
export const kubespan = { addons: ['kubespan'] }
export const inside = (more: object = {}) => ({
  egress: { mode: 'restricted' as const, ntp: ['10.0.0.1'], https: ['10.0.0.0/24'], ...more },
})
export const announced = (from: string[]) => ({
  loadBalancerIPs: [{ name: 'web', addresses: ['10.0.9.9'], ports: ['443'], from }],
})
