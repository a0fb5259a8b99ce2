import { comparePrefixes, type Prefix, prefixContains } from '@/lib/net/prefix'
import type { Rule } from '@/lib/policy/rule'

export interface MergedSources {
  readonly sources: readonly Prefix[]
  readonly origins?: readonly (readonly string[])[]
}

/**
 * The union of the rules' sources inside the node, those contained in another dropped, with the rules that each
 * remaining prefix stands for.
 */
export function mergeSources(rules: readonly Rule[]): MergedSources {
  const [first] = rules
  if (first === undefined) return { sources: [] }
  if (rules.every((rule) => rule.sources.guest === first.sources.guest)) return { sources: first.sources.guest }
  const pairs = rules.flatMap((rule) => rule.sources.guest.map((prefix) => ({ prefix, id: rule.id })))
  pairs.sort((a, b) => comparePrefixes(a.prefix, b.prefix))
  const sources: Prefix[] = []
  const origins: string[][] = []
  for (const { prefix, id } of pairs) {
    const last = sources.at(-1)
    if (last !== undefined && prefixContains(last, prefix)) {
      const ids = origins.at(-1)
      if (ids?.includes(id) === false) ids.push(id)
    } else {
      sources.push(prefix)
      origins.push([id])
    }
  }
  for (const ids of origins) ids.sort()
  return { sources, origins }
}
