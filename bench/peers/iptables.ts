/** What iptables would make of one packet: of lists as Capirca writes them, and of scripts as fwbuilder writes them. */
import { type Family, parseAddress } from '@/lib/net/address'
import type { Packet } from '@/lib/net/packet'
import { type Prefix, parsePrefix, prefixHasAddress, prefixOfAddress } from '@/lib/net/prefix'

interface IptablesRule {
  readonly protocol?: string
  readonly source?: Prefix
  readonly destination?: Prefix
  readonly ports?: readonly (readonly [from: number, to: number])[]
  readonly states?: readonly string[]
  readonly target: string
}

export type Chains = Readonly<Record<Family, ReadonlyMap<string, readonly IptablesRule[]>>>

/** Throws at a word that it does not know: nothing is passed over. */
export function readIptables(text: string): Chains {
  const chains = { 4: new Map<string, IptablesRule[]>(), 6: new Map<string, IptablesRule[]>() }
  let section: Family = 4
  for (const line of text.split('\n')) {
    const header = /^# inet(6?)$/.exec(line)
    if (header !== null) section = header[1] === '6' ? 6 : 4
    const [, program, chain = '', rest = ''] = /^\s*(\$IPTABLES -w |\$IP6TABLES -w |)-A (\S+) (.*)$/.exec(line) ?? []
    if (program === undefined) continue
    const family = program === '' ? section : program.startsWith('$IP6') ? 6 : 4
    const rules = chains[family].get(chain) ?? []
    chains[family].set(chain, rules)
    rules.push(readRule(rest.trim().split(/\s+/)))
  }
  return chains
}

function readRule(words: readonly string[]): IptablesRule {
  let rule: IptablesRule = { target: '' }
  for (let index = 0; index < words.length; index += 2) {
    const [key = '', value = ''] = [words[index], words[index + 1]]
    rule = { ...rule, ...readPart(key, value) }
  }
  return rule
}

function readPart(key: string, value: string): Partial<IptablesRule> {
  switch (key) {
    case '-p':
      return { protocol: value }
    case '-s':
      return { source: readPrefix(value) }
    case '-d':
      return { destination: readPrefix(value) }
    case '--dport':
    case '--dports':
      return { ports: value.split(',').map(readPorts) }
    case '--state':
    case '--ctstate':
      return { states: value.split(',') }
    case '-j':
      return { target: value }
    case '-m':
      return {}
    case '-i':
    case '--icmp-type':
      if (value === '+' || value === 'any') return {}
  }
  throw new Error(`no word of iptables is known as ${key} ${value}`)
}

function readPrefix(text: string): Prefix {
  const address = parseAddress(text)
  const prefix = address === undefined ? parsePrefix(text) : prefixOfAddress(address)
  if (prefix === undefined) throw new Error(`not a network: ${text}`)
  return prefix
}

function readPorts(text: string): readonly [number, number] {
  const [from = Number.NaN, to = from] = text.split(':').map(Number)
  return [from, to]
}

/** Of a new packet; what no rule decides about is dropped. */
export function accepts(chains: Chains, entry: string, packet: Packet): boolean {
  return run(chains[packet.source.family], entry, packet) === 'accept'
}

function run(chains: Chains[Family], chain: string, packet: Packet): 'accept' | 'drop' | undefined {
  for (const rule of chains.get(chain) ?? []) {
    if (!meets(rule, packet)) continue
    if (rule.target === 'ACCEPT') return 'accept'
    if (rule.target === 'DROP') return 'drop'
    if (rule.target === 'RETURN') return undefined
    if (!chains.has(rule.target)) throw new Error(`there is no chain ${rule.target}`)
    const verdict = run(chains, rule.target, packet)
    if (verdict !== undefined) return verdict
  }
  return undefined
}

function meets(rule: IptablesRule, { source, destination, protocol, port = 0 }: Packet): boolean {
  return (
    (rule.protocol === undefined || rule.protocol === 'all' || rule.protocol === protocol) &&
    (rule.ports === undefined || rule.ports.some(([from, to]) => port >= from && port <= to)) &&
    (rule.source === undefined || prefixHasAddress(rule.source, source)) &&
    (rule.destination === undefined || prefixHasAddress(rule.destination, destination)) &&
    (rule.states === undefined || rule.states.includes('NEW'))
  )
}
