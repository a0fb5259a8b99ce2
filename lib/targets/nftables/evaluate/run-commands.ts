/** The commands of one file over the tables of one machine, as the kernel takes them. */
import { failure, type Result, success } from '@/lib/design/problem'
import { problemAt } from '../read/reading'
import type { Chain, ChainBlock, Command, Ruleset, Table } from '../ruleset'
import { faultOfJumps } from './jumps'

export function runCommands(past: Ruleset, commands: readonly Command[]): Result<Ruleset> {
  let tables: readonly Table[] = past.tables
  for (const command of commands) {
    const after = runCommand(tables, command)
    if (!after.ok) return after
    tables = after.value
  }
  const faults = tables.flatMap((table) => faultOfJumps(table) ?? [])
  return faults.length > 0 ? failure(faults) : success({ tables })
}

function runCommand(tables: readonly Table[], command: Command): Result<readonly Table[]> {
  if (command.kind === 'flush-all') return success([])
  const { name, at } = command
  const table = tables.find((candidate) => candidate.name === name)
  const others = tables.filter((candidate) => candidate !== table)
  if (command.kind === 'table') {
    const chains = addChains(table?.chains ?? [], command.chains)
    return chains.ok ? success([...others, { name, chains: chains.value }]) : chains
  }
  if (table === undefined) {
    const message = `there is no table ${name} yet, so nft loads nothing of this file`
    return failure([problemAt('error', at, message, `write "table inet ${name} {}" on the line before`)])
  }
  if (command.kind === 'delete') return success(others)
  return success([...others, { name, chains: table.chains.map((chain) => ({ ...chain, rules: [] })) }])
}

function addChains(there: readonly Chain[], blocks: readonly ChainBlock[]): Result<readonly Chain[]> {
  let chains = there
  for (const block of blocks) {
    const before = chains.find(({ name }) => name === block.name)
    const fault = before === undefined ? faultOfNew(block) : faultOfChange(before, block)
    if (fault !== undefined) return failure([problemAt('error', block.policy?.at ?? block.at, fault)])
    const chain = before === undefined ? newChain(block) : extend(before, block)
    chains = [...chains.filter((candidate) => candidate !== before), chain]
  }
  return success(chains)
}

function newChain({ name, at, base, policy, rules }: ChainBlock): Chain {
  return { name, base, policy: policy?.verdict ?? 'accept', policyAt: policy?.at ?? at, rules }
}

function extend(chain: Chain, { policy, rules }: ChainBlock): Chain {
  const all = [...chain.rules, ...rules]
  return policy === undefined
    ? { ...chain, rules: all }
    : { ...chain, policy: policy.verdict, policyAt: policy.at, rules: all }
}

const unhooked = 'a chain with a policy hangs on no hook, so nft loads nothing of this file'

function faultOfNew({ base, policy }: ChainBlock): string | undefined {
  return base === undefined && policy !== undefined ? unhooked : undefined
}

function faultOfChange(before: Chain, { name, base, policy }: ChainBlock): string | undefined {
  if (base === undefined) return before.base === undefined && policy !== undefined ? unhooked : undefined
  return before.base?.hook === base.hook && before.base.priority === base.priority
    ? undefined
    : `there is a chain ${name} already, and it hangs elsewhere`
}
