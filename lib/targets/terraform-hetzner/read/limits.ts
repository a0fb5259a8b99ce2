/** What the API refuses of firewalls that are sound one by one. */
import type { Problem } from '@/lib/design/problem'
import type { Firewall, FirewallModel } from '../model'

/** @see https://docs.hetzner.cloud/reference/cloud#firewalls */
export const mostRules = 50
export const mostEffective = 500
const longestName = 128

/** Rules as the API counts them: one for each address or network. */
function effectiveRules(rules: Firewall['rules']): number {
  return rules.flatMap(({ ends }) => ends).length
}

export function findLimits({ firewalls }: FirewallModel, at: (firewall: Firewall) => string): readonly Problem[] {
  const problems: Problem[] = []
  const names = new Set<string>()
  for (const firewall of firewalls) {
    const { address, name, rules } = firewall
    const keep = (isKept: boolean, message: string): void => {
      if (!isKept) problems.push({ severity: 'error', at: at(firewall), message: `${address}: ${message}` })
    }
    const effective = effectiveRules(rules)
    keep(!names.has(name), `another firewall is called "${name}", which Hetzner refuses.`)
    keep(name !== '' && name.length <= longestName, `a name has 1 to ${longestName} characters.`)
    keep(rules.length <= mostRules, `${rules.length} rules, and Hetzner takes ${mostRules}.`)
    keep(
      effective <= mostEffective,
      `${effective} addresses and networks in its rules, and Hetzner takes ${mostEffective}.`,
    )
    names.add(name)
  }
  return problems
}
