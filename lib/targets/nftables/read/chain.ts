/** One chain: where it hangs, what it does in the end, and its rules. */
import { type NftBlock, type NftItem, nftStatements, nftWord } from '@/lib/text/nft'
import { type ChainBlock, conntrackPriority, dstnatPriority, type FilterRule, type Hook } from '../ruleset'
import { isMark, isWord, type Reading, refuse, wordOf } from './reading'
import { readRule } from './rule'

export function readChain(reading: Reading, name: string, block: NftBlock): ChainBlock | undefined {
  let base: ChainBlock['base']
  let policy: ChainBlock['policy']
  let isDescribed = false
  const rules: FilterRule[] = []
  for (const statement of nftStatements(block.items)) {
    const line = statement[0]?.line ?? block.line
    if (isWord(statement[0], 'type')) {
      // Of several, nft takes the last.
      base = readBase(reading, statement, line)
      if (base === undefined) return undefined
    } else if (isWord(statement[0], 'policy')) {
      if (policy !== undefined) return refuse(reading, line, 'policy stands a second time in this chain')
      const verdict = wordOf(statement[1])
      if ((verdict !== 'accept' && verdict !== 'drop') || statement.length > 2) {
        return refuse(reading, line, 'a policy is accept or drop')
      }
      policy = { verdict, at: { file: reading.file, line } }
    } else if (isWord(statement[0], 'comment') && statement[1]?.kind === 'quoted' && statement.length === 2) {
      if (isDescribed) return refuse(reading, line, 'comment stands a second time in this chain')
      isDescribed = true
    } else {
      const rule = readRule(reading, statement)
      if (rule === undefined) return undefined
      rules.push(rule)
    }
  }
  return { name, at: { file: reading.file, line: block.line }, base, policy, rules }
}

/** `type filter hook input priority mangle + 10` */
function readBase(reading: Reading, statement: readonly NftItem[], line: number): ChainBlock['base'] {
  const [, type, hooked, named, ordered, ...rest] = statement
  const hook = wordOf(named)
  if (!isWord(type, 'filter') || !isWord(hooked, 'hook') || !isWord(ordered, 'priority')) {
    return refuse(reading, line, 'only chains of type filter are read here', 'type filter hook input priority filter')
  }
  if (hook !== 'input' && hook !== 'prerouting') {
    return refuse(
      reading,
      line,
      `what a chain at ${nftWord(named)} does is not compared`,
      'only input and prerouting are',
    )
  }
  const priority = readPriority(rest, hook)
  if (priority === undefined) {
    return refuse(
      reading,
      line,
      `this is no priority for ${hook}`,
      'write a number, or a name such as filter or mangle + 10',
    )
  }
  if (hook === 'prerouting' && priority <= conntrackPriority) {
    const cure = `choose one above ${conntrackPriority}`
    return refuse(reading, line, 'the chain stands before the tracking of connections, which its rules lean on', cure)
  }
  if (hook === 'prerouting' && priority === dstnatPriority) {
    // Of two chains at one place the kernel runs the one first that was loaded last.
    const cure = `choose one below or above ${dstnatPriority}`
    return refuse(
      reading,
      line,
      'the chain stands where NodePorts are translated, and which comes first is not said',
      cure,
    )
  }
  return { hook, priority }
}

/** @see https://www.netfilter.org/projects/nftables/manpage.html (standard priority names) */
const namedPriorities: Readonly<Record<Hook, Readonly<Record<string, number>>>> = {
  input: { raw: -300, mangle: -150, filter: 0, security: 50 },
  prerouting: { raw: -300, mangle: -150, dstnat: -100, filter: 0, security: 50 },
}

function readPriority(items: readonly NftItem[], hook: Hook): number | undefined {
  const [first, second, third, ...more] = items
  if (more.length > 0) return undefined
  const [number, below] = [wholeNumber(first), isMark(first, '-') ? wholeNumber(second) : undefined]
  if (number !== undefined) return second === undefined ? number : undefined
  if (below !== undefined) return third === undefined ? -below : undefined
  const names = namedPriorities[hook]
  const name = wordOf(first) ?? ''
  const base = Object.hasOwn(names, name) ? names[name] : undefined
  if (base === undefined || second === undefined) return base
  const offset = wholeNumber(third)
  if (offset === undefined) return undefined
  return isMark(second, '+') ? base + offset : isMark(second, '-') ? base - offset : undefined
}

function wholeNumber(item: NftItem | undefined): number | undefined {
  const text = wordOf(item) ?? ''
  return /^(0|[1-9]\d{0,5})$/.test(text) ? Number(text) : undefined
}
