/** One file to the commands that `nft -f` carries out, in order. */
import type { Problem } from '@/lib/design/problem'
import { type NftBlock, type NftItem, nftStatements, nftWord, readNft } from '@/lib/text/nft'
import type { TextFile } from '../../target'
import type { ChainBlock, Command } from '../ruleset'
import { readChain } from './chain'
import { readElements } from './elements'
import { isMark, isWord, type Reading, refuse, wordOf } from './reading'

/** Problems end up in the list; with an error among them the commands must not be used. */
export function readCommands({ path, text }: TextFile, problems: Problem[]): readonly Command[] {
  const reading: Reading = { file: path, defined: new Map(), problems }
  const read = readNft(text)
  if (!read.ok) {
    refuse(reading, read.line, `this is not text that nft reads: ${read.message}`)
    return []
  }
  const commands: Command[] = []
  for (const statement of nftStatements(read.items)) {
    if (isWord(statement[0], 'define')) {
      if (!readDefine(reading, statement)) return commands
      continue
    }
    const command = readCommand(reading, statement)
    // What follows a fault may mean something else than it says.
    if (command === undefined) return commands
    commands.push(command)
  }
  if (commands.length === 0) refuse(reading, 1, 'the file does nothing', 'give it a table, or delete it')
  return commands
}

function readDefine(reading: Reading, statement: readonly NftItem[]): boolean {
  const [first, second, third] = statement
  const name = wordOf(second)
  const line = first?.line ?? 1
  if (name === undefined || !/^[A-Za-z]\w*$/.test(name) || !isMark(third, '=')) {
    refuse(reading, line, 'define wants a name, an equals sign and a value')
    return false
  }
  if (reading.defined.has(name)) {
    refuse(reading, line, `${name} is defined a second time`)
    return false
  }
  const value = readElements(reading, statement, 3, line)
  if (value === undefined) return false
  if (value.next < statement.length) {
    refuse(reading, line, `${nftWord(statement[value.next])} stands after the value of ${name}`)
    return false
  }
  reading.defined.set(name, value.elements)
  return true
}

function readCommand(reading: Reading, statement: readonly NftItem[]): Command | undefined {
  const isAdd = isWord(statement[0], 'add')
  const [first, second, ...rest] = isAdd ? statement.slice(1) : statement
  const at = { file: reading.file, line: statement[0]?.line ?? 1 }
  if (isWord(first, 'table')) {
    const [third, ...more] = rest
    return readTable(reading, second, third, more, at)
  }
  if (!isAdd && isWord(first, 'flush') && isWord(second, 'ruleset') && rest.length === 0)
    return { kind: 'flush-all', at }
  if (!isAdd && isWord(first, 'delete', 'flush') && isWord(second, 'table')) {
    const name = wordOf(rest[1])
    if (!isWord(rest[0], 'inet') || name === undefined || rest.length > 2) return refuseFamily(reading, at.line)
    return { kind: isWord(first, 'delete') ? 'delete' : 'flush', name, at }
  }
  const words = statement.slice(0, 2).map(nftWord).join(' ')
  return refuse(reading, at.line, `"${words}" is not interpreted here`, 'only inet tables with filter chains are')
}

function refuseFamily(reading: Reading, line: number): undefined {
  return refuse(reading, line, 'only tables of the family inet are read here', 'write it like table inet talos')
}

function readTable(
  reading: Reading,
  family: NftItem | undefined,
  named: NftItem | undefined,
  rest: readonly NftItem[],
  at: Command['at'],
): Command | undefined {
  const name = wordOf(named)
  if (!isWord(family, 'inet') || name === undefined) return refuseFamily(reading, at.line)
  const [block, ...more] = rest
  if (block === undefined) return { kind: 'table', name, at, chains: [] }
  if (block.kind !== 'block' || more.length > 0) {
    return refuse(reading, at.line, `a line end is wanted after the table, not ${nftWord(more[0] ?? block)}`)
  }
  const chains = readChains(reading, block)
  return chains && { kind: 'table', name, at, chains }
}

function readChains(reading: Reading, block: NftBlock): readonly ChainBlock[] | undefined {
  if (!endsWithEnd(reading, block)) return undefined
  const chains: ChainBlock[] = []
  let isDescribed = false
  for (const statement of nftStatements(block.items)) {
    const [first, second, third, ...more] = statement
    if (!isDescribed && isWord(first, 'comment') && second?.kind === 'quoted' && third === undefined) {
      isDescribed = true
      continue
    }
    const name = wordOf(second)
    if (!isWord(first, 'chain') || name === undefined || third?.kind !== 'block' || more.length > 0) {
      return refuse(
        reading,
        first?.line ?? block.line,
        `"${nftWord(first)}" is not interpreted in a table`,
        'only chains are',
      )
    }
    if (!endsWithEnd(reading, third)) return undefined
    const chain = readChain(reading, name, third)
    if (chain === undefined) return undefined
    chains.push(chain)
  }
  return chains
}

/** nft wants a line end or a semicolon before a closing brace. */
function endsWithEnd(reading: Reading, block: NftBlock): boolean {
  const last = block.items.at(-1)
  if (last === undefined || last.kind === 'end') return true
  refuse(reading, last.line, 'a line end or a semicolon is wanted before the closing brace')
  return false
}
