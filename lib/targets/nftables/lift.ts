/** For import: whose files these are, by their names, and what their machines are called. */

import type { Role } from '@/lib/design/design'
import { parseAddress } from '@/lib/net/address'
import type { PortRange } from '@/lib/net/port-range'
import type { Fact, FileSet, Lifted, MachineFact, NamedPorts, TextFile } from '../target'
import { nftablesReaders, scopeOfPath } from './read'
import { readCommands } from './read/file'
import type { FilterRule } from './ruleset'

export function lift(files: FileSet): Lifted {
  const own = files.filter((file) => nftablesReaders.some((reader) => reader.recognises(file)))
  const found = own.map((file) => liftFile(file))
  const named = nameMachines(found)
  return {
    files: named.map(({ file, path }) => ({ path, text: asOfItsMachine(file.text), from: file.path })),
    machines: named.flatMap(({ machine }) => machine ?? []),
    roles: found.flatMap(({ forRole }) => forRole ?? []),
    facts: found.flatMap(({ facts }) => facts),
    names: found.flatMap(({ names }) => names),
    ignored: own.map(({ path }) => ({ at: { file: path, line: 1 }, what: 'comments, counters and logs' })),
    problems: [],
  }
}

interface FoundFile {
  readonly file: TextFile
  /** The machine it is called after; nothing where it is called after a role. */
  readonly member: string | undefined
  /** For all of a role, and not for one machine. */
  readonly forRole: Role | undefined
  readonly facts: readonly Fact[]
  readonly names: readonly NamedPorts[]
}

function liftFile(file: TextFile): FoundFile {
  const commands = readCommands(file, [])
  const chains = commands.flatMap((command) => (command.kind === 'table' ? command.chains : []))
  const inputs = chains.filter(({ base }) => base?.hook === 'input')
  const entered = chains.filter(({ base }) => base === undefined)
  const facts = inputs.flatMap(({ policy }): Fact[] =>
    policy === undefined
      ? []
      : [{ key: 'defaultAction', value: policy.verdict === 'drop' ? 'block' : 'accept', at: policy.at }],
  )
  const names = [...inputs, ...entered].flatMap(({ rules }) => rules.flatMap(namedPorts))
  const scope = scopeOfPath(file.path)
  const stem = (file.path.split('/').at(-1) ?? '').replace(/\..*$/s, '').toLowerCase()
  const isName = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(stem) && !/^(nft|nftables|ruleset|rules|input)$/.test(stem)
  return {
    file,
    facts,
    names,
    forRole: scope?.kind === 'role' ? scope.role : undefined,
    member: scope?.kind === 'member' ? scope.name : isName ? stem : undefined,
  }
}

function namedPorts({ at, matches, verdict }: FilterRule): NamedPorts[] {
  if (verdict === undefined) return []
  return matches.flatMap((match) => {
    if (match.kind !== 'port' || match.protocol === 'sctp') return []
    return [{ name: '', protocol: match.protocol, ports: match.ranges, at }]
  })
}

interface NamedFile {
  readonly file: TextFile
  /** As the reader tells machines apart. */
  readonly path: string
  readonly machine?: MachineFact
}

function nameMachines(found: readonly FoundFile[]): NamedFile[] {
  const taken = new Set<string>()
  return found.map(({ file, member, forRole, names }) => {
    if (forRole !== undefined) return { file, path: `nftables/${file.path.split('/').at(-1) ?? ''}` }
    const opens = (port: number): boolean => names.some(({ ports }) => ports.some((range) => holds(range, port)))
    // Only control planes have etcd and trustd.
    const role = opens(2380) || opens(50001) ? 'controlplane' : 'worker'
    const wish = member ?? (role === 'controlplane' ? 'cp' : 'worker')
    let name = member !== undefined && !taken.has(wish) ? wish : `${wish}-1`
    for (let number = 2; taken.has(name); number++) name = `${wish}-${number}`
    taken.add(name)
    const at = { file: file.path, line: 1 }
    const addresses = ownAddresses(file.text)
    const machine = { name, isNamed: member !== undefined, role, addresses, at } as const
    return { file, path: `nftables/nodes/${name}.nft`, machine }
  })
}

function holds({ from, to }: PortRange, port: number): boolean {
  return from <= port && port <= to
}

/** `ip daddr != …`: what passes before the rules of a machine because it is for somebody else. */
const others = /\bip(6?) daddr != (\{[^}]*\}|\$\w+|[^\s{]+)/g
const everybody = { '': '0.0.0.0/0', '6': '::/0' } as const

/** The file as it meets packets to its own machine, wherever that is drawn: the lines stay. */
function asOfItsMachine(text: string): string {
  return text.replace(others, (_, six: '' | '6') => `ip${six} daddr != ${everybody[six]}`)
}

/** The addresses of the machine of a file; of several machines nobody knows which are whose. */
function ownAddresses(text: string): string[] {
  const lists = [...text.matchAll(others)].map(([, , list = '']) => {
    const defined = list.startsWith('$') ? text.match(`define ${list.slice(1)} = (\\{[^}]*\\}|\\S+)`)?.[1] : list
    return (defined ?? '').replace(/[{}\s]/g, '')
  })
  const found = lists.map((list) => (parseAddress(list) === undefined ? [] : [list]))
  return found.every((list) => list.length > 0) ? [...new Set(found.flat())] : []
}
