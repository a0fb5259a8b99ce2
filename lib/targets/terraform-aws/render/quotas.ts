/**
 * How full each group is: EC2 counts rules of each direction and family apart, and a reference in both.
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html
 */
import type { Problem } from '@/lib/design/problem'
import { allSwitches } from '../switches'
import type { RuleResource } from './resources'

interface Count {
  readonly group: string
  readonly direction: string
  readonly family: 4 | 6
  /** By variant. */
  readonly rules: number[]
}

export interface QuotaFacts {
  readonly quota: number
  /** How many networks the variable of admins holds, by family. */
  readonly admins: Readonly<Record<4 | 6, number>>
  /** The variant that the design is. */
  readonly own: number
}

export function quotaProblems(resources: readonly RuleResource[], facts: QuotaFacts): readonly Problem[] {
  return countRules(resources, facts).flatMap(({ group, direction, family, rules }): Problem[] => {
    const { quota, own } = facts
    const most = Math.max(...rules)
    const here = rules[own] ?? 0
    const at = `terraform-aws/security_groups.tf`
    const what = `The group ${group} needs ${direction} rules for IPv${family}:`
    const suggestion =
      'Narrow the sources, let the machines that differ be a pool of their own, or ask AWS for a higher quota and write it as rulesPerGroup.'
    if (here > quota) {
      const message = `${what} ${here}, and EC2 takes ${quota} and refuses the rest of the whole.`
      return [{ severity: 'error', at, message, suggestion }]
    }
    if (most > quota) {
      const variant = allSwitches[rules.indexOf(most)]
      const message = `${what} ${most} with cni_type = ${variant?.plugin} and enable_nodeport = ${variant?.nodePorts}, more than the ${quota} that EC2 takes.`
      return [{ severity: 'warning', at, message, suggestion }]
    }
    if (most < quota * 0.8) return []
    return [{ severity: 'warning', at, message: `${what} ${most} of the ${quota} that EC2 takes.`, suggestion }]
  })
}

function countRules(resources: readonly RuleResource[], { admins }: QuotaFacts): readonly Count[] {
  const counts = new Map<string, Count>()
  for (const { group, direction, end, presence } of resources) {
    for (const family of [4, 6] as const) {
      const key = `${group} ${direction} ${family}`
      const count = counts.get(key) ?? { group, direction, family, rules: presence.map(() => 0) }
      counts.set(key, count)
      const more = rulesOf(end, family, admins)
      for (const [variant, isThere] of presence.entries()) {
        if (isThere) count.rules[variant] = (count.rules[variant] ?? 0) + more
      }
    }
  }
  return [...counts.values()]
}

function rulesOf(end: RuleResource['end'], family: 4 | 6, admins: QuotaFacts['admins']): number {
  switch (end.kind) {
    case 'group':
      return 1
    case 'admins':
      return admins[family]
    case 'network':
      return end.family === family ? 1 : 0
    case 'prefix':
      return end.prefix.family === family ? 1 : 0
    case 'prefixes':
      return end.prefixes.filter(({ prefix }) => prefix.family === family).length
  }
}
