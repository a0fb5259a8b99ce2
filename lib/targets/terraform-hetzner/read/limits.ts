/** What the API refuses of firewalls that are sound one by one. */
import type { Problem } from '@/lib/design/problem'
import type { Firewall, FirewallModel } from '../model'

/** @see https://docs.hetzner.cloud/reference/cloud#firewalls */
export const mostRules = 50
export const mostEffective = 500
const longestName = 128
/** @see https://docs.hetzner.com/cloud/firewalls/faq */
export const mostOfServer = 5
export const mostOfProject = 50

/** Rules as the API counts them: one for each address or network. */
function effectiveRules(rules: Firewall['rules']): number {
  return rules.reduce((sum, { ends }) => sum + ends.length, 0)
}

export function findLimits({ firewalls }: FirewallModel, at: (firewall: Firewall) => string): readonly Problem[] {
  const problem = (firewall: Firewall, message: string): Problem => ({
    ...{ severity: 'error', at: at(firewall) },
    message: `${firewall.address}: ${message}`,
  })
  const names = new Set<string>()
  return firewalls.flatMap((firewall) => {
    const { name, rules } = firewall
    const isTaken = names.has(name)
    names.add(name)
    const effective = effectiveRules(rules)
    return [
      ...(isTaken ? [problem(firewall, `another firewall is called "${name}", which Hetzner refuses.`)] : []),
      ...(name === '' || name.length > longestName
        ? [problem(firewall, `a name has 1 to ${longestName} characters.`)]
        : []),
      ...(rules.length > mostRules
        ? [problem(firewall, `${rules.length} rules, and Hetzner takes ${mostRules}.`)]
        : []),
      ...(effective > mostEffective
        ? [problem(firewall, `${effective} addresses and networks in its rules, and Hetzner takes ${mostEffective}.`)]
        : []),
    ]
  })
}
