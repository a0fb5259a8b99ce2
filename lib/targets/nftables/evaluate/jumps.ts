/**
 * Jumps that nft refuses to load, and more of them than can be followed here.
 * @see https://www.netfilter.org/projects/nftables/manpage.html (VERDICT STATEMENT)
 */
import type { Problem } from '@/lib/design/problem'
import { problemAt } from '../read/reading'
import type { Chain, FilterRule, Table } from '../ruleset'

/** NFT_JUMP_STACK_SIZE of the kernel. @see https://git.kernel.org/pub/scm/linux/kernel/git/torvalds/linux.git/tree/include/net/netfilter/nf_tables.h */
const deepest = 16
/** A chain counts as often as it is entered. */
const mostRules = 100_000

interface Extent {
  readonly depth: number
  readonly rules: number
}

export function faultOfJumps({ chains }: Table): Problem | undefined {
  const byName = new Map(chains.map((chain) => [chain.name, chain]))
  const known = new Map<Chain, Extent | Problem>()
  const measure = (chain: Chain, way: readonly Chain[]): Extent | Problem => {
    const found = known.get(chain)
    if (found !== undefined) return found
    let extent: Extent = { depth: 1, rules: chain.rules.length }
    for (const rule of chain.rules) {
      if (rule.jump === undefined) continue
      const target = byName.get(rule.jump)
      const fault = faultOf(rule, target, way)
      const inside = fault !== undefined || target === undefined ? fault : measure(target, [...way, target])
      if (inside === undefined || 'message' in inside) return inside ?? extent
      extent = { depth: Math.max(extent.depth, inside.depth + 1), rules: extent.rules + inside.rules }
      if (extent.depth > deepest) return problemAt('error', rule.at, `jumps go deeper than ${deepest} chains`)
      if (extent.rules > mostRules) return problemAt('error', rule.at, `jumps lead past more than ${mostRules} rules`)
    }
    known.set(chain, extent)
    return extent
  }
  for (const chain of chains) {
    const measured = measure(chain, [chain])
    if ('message' in measured) return measured
  }
  return undefined
}

/** `way`: the chains that lead here, this one last. */
function faultOf({ at, jump }: FilterRule, target: Chain | undefined, way: readonly Chain[]): Problem | undefined {
  if (target === undefined) return problemAt('error', at, `there is no chain ${jump} in this table`)
  if (target.base !== undefined) return problemAt('error', at, `chain ${jump} hangs on a hook: nothing jumps there`)
  return way.includes(target) ? problemAt('error', at, `chain ${jump} leads back to itself`) : undefined
}
