/**
 * The text that `nft -f` reads, as words and blocks: names, numbers, addresses and ranges as they stand, quoted text, marks,
 * and what stands between braces. It knows no firewall. A statement ends at its line feed or at a semicolon; a backslash
 * before the line feed joins two lines.
 * @see https://git.netfilter.org/nftables/tree/src/scanner.l
 */
export interface NftToken {
  readonly kind: 'word' | 'quoted' | 'mark' | 'end'
  readonly text: string
  /** From 1. */
  readonly line: number
}

export interface NftBlock {
  readonly kind: 'block'
  readonly items: readonly NftItem[]
  readonly line: number
}

export type NftItem = NftToken | NftBlock

export type NftReading =
  | { readonly ok: true; readonly items: readonly NftItem[] }
  | { readonly ok: false; readonly line: number; readonly message: string }

const pattern = /([ \t]+|\\\n|#[^\n\0]*)|(\n|;)|"([^"\n\0]*)"|([\w$:./][\w$:./*-]*)|(!=|==|[{}=,!()+<>&|^-])/y

/** The items of the file, ends of statements among them. */
export function readNft(text: string): NftReading {
  const root: NftItem[] = []
  const open: { readonly items: NftItem[]; readonly line: number }[] = []
  let items = root
  let line = 1
  pattern.lastIndex = 0
  while (pattern.lastIndex < text.length) {
    const at = pattern.lastIndex
    const match = pattern.exec(text)
    if (match === null) return { ok: false, line, message: describeStranger(text, at) }
    const [, blank, end, quoted, word, mark] = match
    if (blank?.startsWith('#') && pattern.lastIndex === text.length) {
      return { ok: false, line, message: 'a comment at the end of the file wants a line feed' }
    }
    if (mark === '{') {
      const block = { kind: 'block' as const, items: [], line }
      items.push(block)
      open.push({ items, line })
      items = block.items
    } else if (mark === '}') {
      const outer = open.pop()
      if (outer === undefined) return { ok: false, line, message: 'no brace is open here to be closed' }
      items = outer.items
    } else if (end !== undefined) items.push({ kind: 'end', text: end, line })
    else if (quoted !== undefined) items.push({ kind: 'quoted', text: quoted, line })
    else if (word !== undefined) items.push({ kind: 'word', text: word, line })
    else if (mark !== undefined) items.push({ kind: 'mark', text: mark, line })
    if (end === '\n' || blank === '\\\n') line++
  }
  const [unclosed] = open
  if (unclosed !== undefined) return { ok: false, line: unclosed.line, message: 'this brace is never closed' }
  return { ok: true, items: root }
}

function describeStranger(text: string, at: number): string {
  const found = String.fromCodePoint(text.codePointAt(at) ?? 0)
  if (found === '"') return 'a quote is opened here and not closed on its line'
  if (found === '\r') return 'the line ends with a carriage return'
  return `${JSON.stringify(found)} has no place here`
}

/** The statements of a file or of a block, empty ones left out. */
export function nftStatements(items: readonly NftItem[]): readonly (readonly NftItem[])[] {
  const statements: NftItem[][] = [[]]
  for (const item of items) {
    if (item.kind === 'end') statements.push([])
    else statements.at(-1)?.push(item)
  }
  return statements.filter((statement) => statement.length > 0)
}

/** An item as a message names it. */
export function nftWord(item: NftItem | undefined): string {
  if (item === undefined) return 'the end of the line'
  return item.kind === 'block' ? '{ … }' : item.kind === 'quoted' ? `"${item.text}"` : item.text
}
