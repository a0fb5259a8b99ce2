/** What stands to the right of a key: one value, a range, a set in braces, or a name that `define` gave to one of them. */
import { type NftBlock, type NftItem, type NftToken, nftWord } from '@/lib/text/nft'
import { type Element, isMark, type Reading, refuse } from './reading'

export interface Elements {
  readonly elements: readonly Element[]
  /** Index of the item after it. */
  readonly next: number
}

export function readElements(
  reading: Reading,
  items: readonly NftItem[],
  index: number,
  line: number,
): Elements | undefined {
  const item = items[index]
  if (item?.kind === 'block') {
    const elements = readSet(reading, item)
    return elements === undefined ? undefined : { elements, next: index + 1 }
  }
  if (item === undefined || item.kind === 'mark' || item.kind === 'end') {
    return refuse(reading, line, `a value is wanted here, not ${nftWord(item)}`)
  }
  if (item.kind === 'word' && item.text.startsWith('$')) {
    const elements = reading.defined.get(item.text.slice(1))
    if (elements === undefined) return refuse(reading, item.line, `nothing is defined as ${item.text} above this line`)
    return { elements, next: index + 1 }
  }
  const other = items[index + 2]
  if (isMark(items[index + 1], '-') && isRangeEnd(item) && isRangeEnd(other) && other.line === item.line) {
    return { elements: [{ text: `${item.text}-${other.text}`, line: item.line }], next: index + 3 }
  }
  return { elements: [{ text: item.text, line: item.line }], next: index + 1 }
}

/** Numbers and addresses may have blanks around the dash of a range; names may not. */
function isRangeEnd(item: NftItem | undefined): item is NftToken {
  return item?.kind === 'word' && /^[\da-fA-F.:]+$/.test(item.text)
}

function readSet(reading: Reading, block: NftBlock): readonly Element[] | undefined {
  const items = block.items.filter(({ kind }) => kind !== 'end')
  const semicolon = block.items.find((item) => item.kind === 'end' && item.text === ';')
  if (semicolon !== undefined) return refuse(reading, semicolon.line, 'a semicolon stands inside a set')
  const elements: Element[] = []
  let index = 0
  while (index < items.length) {
    const item = items[index]
    if (item?.kind === 'block') return refuse(reading, item.line, 'a set stands inside a set')
    const one = readElements(reading, items, index, item?.line ?? block.line)
    if (one === undefined) return undefined
    elements.push(...one.elements)
    index = one.next
    if (index < items.length && !isMark(items[index], ',')) {
      return refuse(reading, items[index]?.line ?? block.line, `a comma is wanted before ${nftWord(items[index])}`)
    }
    index++
  }
  return elements.length === 0
    ? refuse(reading, block.line, 'the set is empty, and nft refuses an empty set')
    : elements
}
