/** The rules of a cluster as `nft` text for each machine, whole or with a rule changed or left out. */
import type { Design } from '@/lib/design/design'
import { compilePolicy } from '@/lib/policy/compile'
import type { Rule } from '@/lib/policy/rule'
import { workAt } from '@/lib/policy/work'
import { buildSite } from '@/lib/site/build-site'
import { findTarget } from '@/lib/targets/all'
import { type Filter, isFilter } from '@/lib/targets/target'

export type RuleChange = (rule: Rule) => Rule | undefined
export type Texts = Readonly<Record<string, string>>

export interface RuledCluster {
  /** Rules that admit somebody to the machines themselves. */
  readonly rules: readonly Rule[]
  /** Ids of rules that Talos cannot be told, with the capability it lacks. */
  readonly gaps: ReadonlyMap<string, string>
  /** Text for each of the machines named. */
  textsFor(machines: readonly string[], change?: RuleChange): Texts
}

export function ruleCluster(design: Design): RuledCluster {
  const site = buildSite(design)
  const policy = compilePolicy(design, site)
  const talos = filterNamed('talos')
  const nftables = filterNamed('nftables')
  const render = (filter: Filter, change: RuleChange) => {
    const options = filter.options.parse({})
    const rules = policy.rules.flatMap((rule) => change(rule) ?? [])
    return filter.render(() => workAt({ ...policy, rules }, filter.points(site, options), site), site, options)
  }
  const { gaps } = render(talos, (rule) => rule)
  return {
    rules: policy.rules.filter((rule) => rule.direction === 'ingress' && rule.sources.guest.length > 0),
    gaps: new Map(gaps.map(({ rule, capability }) => [rule, capability])),
    textsFor(machines, change = (rule) => rule) {
      const { files } = render(nftables, change)
      const textOf = (machine: string): string => {
        const file = files.find(
          ({ points = [] }) => points.includes(`node/${machine}`) || points.includes(`pool/${machine}`),
        )
        if (file === undefined) throw new Error(`no file is for ${machine}`)
        return file.text
      }
      return Object.fromEntries(machines.map((machine) => [machine, textOf(machine)]))
    },
  }
}

export function filterNamed(id: string): Filter {
  const target = findTarget(id)
  if (target === undefined || !isFilter(target)) throw new Error(`there is no filter ${id}`)
  return target
}

/** Leaves one rule out. */
export function without(id: string): RuleChange {
  return (rule) => (rule.id === id ? undefined : rule)
}
