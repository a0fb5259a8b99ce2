/** The chains that packets pass, in their order, and the chains that those jump to. */
import type { Chain, FilterRule, Hook, Ruleset, Table } from '../ruleset'

export interface HookedRule extends FilterRule {
  /** The rules of the chain that it jumps to. */
  readonly into?: readonly HookedRule[]
}

export interface HookedChain extends Chain {
  readonly rules: readonly HookedRule[]
}

const chainsByRuleset = new WeakMap<Ruleset, Readonly<Record<Hook, readonly HookedChain[]>>>()

/** The base chains of a hook in the order that packets pass them. */
export function chainsAt(ruleset: Ruleset, hook: Hook): readonly HookedChain[] {
  let chains = chainsByRuleset.get(ruleset)
  if (chains === undefined) {
    const all = ruleset.tables.flatMap(followJumps)
    const inOrder = all.sort((a, b) => (a.base?.priority ?? 0) - (b.base?.priority ?? 0))
    const at = (one: Hook): readonly HookedChain[] => inOrder.filter(({ base }) => base?.hook === one)
    chains = { input: at('input'), prerouting: at('prerouting') }
    chainsByRuleset.set(ruleset, chains)
  }
  return chains[hook]
}

/** Of a table whose jumps were found sound. */
function followJumps({ chains }: Table): readonly HookedChain[] {
  const byName = new Map(chains.map((chain) => [chain.name, chain]))
  const followed = new Map<Chain, HookedChain>()
  const follow = (chain: Chain): HookedChain => {
    const known = followed.get(chain)
    if (known !== undefined) return known
    const hooked = chain.rules.every(({ jump }) => jump === undefined)
      ? chain
      : { ...chain, rules: chain.rules.map(enter) }
    followed.set(chain, hooked)
    return hooked
  }
  const enter = (rule: FilterRule): HookedRule => {
    const chain = rule.jump === undefined ? undefined : byName.get(rule.jump)
    return chain === undefined ? rule : { ...rule, into: follow(chain).rules }
  }
  return chains.map(follow)
}
