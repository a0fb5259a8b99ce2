/** One packet through chains in turn: the first verdict of each counts, and every chain has to accept. */
import type { Packet } from '@/lib/net/packet'
import type { Statement } from '../../target'
import type { Chain, FilterRule } from '../ruleset'
import type { HookedChain, HookedRule } from './hooked'
import { type Arrived, meetsRule, rangeOf } from './match-packet'

export interface Walk {
  /** The lines that decided: of the chain that drops, or of all that accept, the last chain first. */
  readonly lines: readonly Statement[]
  /** The chain that drops; undefined where all accept. */
  readonly dropping?: Chain
  /** Whether its policy does, and no rule. */
  readonly byPolicy?: boolean
}

export function walk(chains: readonly HookedChain[], arrived: Arrived): Walk {
  const accepting: (readonly Statement[])[] = []
  for (const chain of chains) {
    const rule = firstVerdict(chain.rules, arrived)
    const lines = rule === undefined ? [chain.policyAt] : linesOf(rule, arrived.packet)
    if ((rule?.verdict ?? chain.policy) === 'drop') return { lines, dropping: chain, byPolicy: rule === undefined }
    accepting.push(lines)
  }
  return { lines: accepting.toReversed().flat() }
}

/** A jump that comes to no verdict goes on with the next rule. */
function firstVerdict(rules: readonly HookedRule[], arrived: Arrived): HookedRule | undefined {
  for (const rule of rules) {
    if (!meetsRule(rule, arrived)) continue
    const found = rule.into === undefined ? rule : firstVerdict(rule.into, arrived)
    if (found?.verdict !== undefined) return found
  }
  return undefined
}

/** The rule, and where the set stands in which it found the source. */
function linesOf({ at, matches }: FilterRule, packet: Packet): Statement[] {
  const sets = matches.flatMap((match) => {
    const line = match.kind === 'address' && match.end === 'source' ? match.lines[rangeOf(match, packet)] : undefined
    return line === undefined || line === at.line ? [] : [{ file: at.file, line }]
  })
  return [at, ...sets]
}
