/**
 * The Markdown that our own documents are written in, as a tree: headings, paragraphs, flat lists, tables, fenced code,
 * and in a line code, links and bold words. Nothing else is Markdown to it; a test reads every document that is shown.
 * @see https://github.github.com/gfm/
 */

export type Inline =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'bold'; readonly text: string }
  | { readonly kind: 'link'; readonly parts: readonly Inline[]; readonly href: string }

export type Block =
  | { readonly kind: 'heading'; readonly level: number; readonly parts: readonly Inline[] }
  | { readonly kind: 'paragraph'; readonly parts: readonly Inline[] }
  | { readonly kind: 'list'; readonly items: readonly (readonly Inline[])[] }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'table'; readonly rows: readonly (readonly (readonly Inline[])[])[] }

export function readMarkdown(text: string): Block[] {
  const lines = text.split('\n')
  const blocks: Block[] = []
  for (let at = 0; at < lines.length; ) {
    const rest = lines.slice(at)
    const { block, taken } = readBlock(rest[0] ?? '', rest)
    if (block !== undefined) blocks.push(block)
    at += taken
  }
  return blocks
}

interface Taken {
  readonly block?: Block
  readonly taken: number
}

function readBlock(first: string, lines: readonly string[]): Taken {
  if (first.trim() === '') return { taken: 1 }
  const heading = /^(#{1,6}) (.*)$/.exec(first)
  if (heading !== null) {
    const [, marks = '', words = ''] = heading
    return { block: { kind: 'heading', level: marks.length, parts: readInline(words) }, taken: 1 }
  }
  if (first.startsWith('```')) {
    const end = lines.indexOf('```', 1)
    const last = end < 0 ? lines.length : end
    return { block: { kind: 'code', text: lines.slice(1, last).join('\n') }, taken: last + 1 }
  }
  if (first.startsWith('|')) return readTable(lines)
  if (first.startsWith('- ')) return readList(lines)
  const taken = countWhile(lines, (line) => line.trim() !== '' && !/^(#{1,6} |```|\||- )/.test(line))
  return { block: { kind: 'paragraph', parts: readInline(lines.slice(0, taken).join(' ')) }, taken }
}

/** The second row is the rule under the heads. */
function readTable(lines: readonly string[]): Taken {
  const taken = countWhile(lines, (line) => line.startsWith('|'))
  const rows = lines.slice(0, taken).filter((_, index) => index !== 1)
  return { block: { kind: 'table', rows: rows.map((row) => cellsOf(row).map(readInline)) }, taken }
}

/** A pipe inside a cell stands behind a backslash. */
function cellsOf(row: string): string[] {
  const inner = row.trim().replace(/^\||(?<!\\)\|$/g, '')
  return inner.split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll('\\|', '|'))
}

/** An item goes on where lines are indented below it. */
function readList(lines: readonly string[]): Taken {
  const taken = countWhile(lines, (line) => /^(- | {2,}\S)/.test(line))
  const items: string[] = []
  for (const line of lines.slice(0, taken)) {
    if (line.startsWith('- ')) items.push(line.slice(2))
    else items.push(`${items.pop() ?? ''} ${line.trim()}`)
  }
  return { block: { kind: 'list', items: items.map(readInline) }, taken }
}

function countWhile(lines: readonly string[], holds: (line: string) => boolean): number {
  const end = lines.findIndex((line, index) => index > 0 && !holds(line))
  return end < 0 ? lines.length : end
}

const inline = /(`+)(.+?)\1(?!`)|\*\*(.+?)\*\*|\[((?:`[^`]*`|[^\]`])*)\]\(([^)\s]+)\)|<(https?:\/\/[^>\s]+)>/g

export function readInline(text: string): Inline[] {
  const parts: Inline[] = []
  const add = (plain: string): void => {
    if (plain !== '') parts.push({ kind: 'text', text: plain.replaceAll(/\\([\\`*_[\]<|~])/g, '$1') })
  }
  let from = 0
  for (const match of text.matchAll(inline)) {
    const [whole, , code, bold, words, href, bare] = match
    add(text.slice(from, match.index))
    if (code !== undefined) parts.push({ kind: 'code', text: code })
    else if (bold !== undefined) parts.push({ kind: 'bold', text: bold })
    else if (bare !== undefined) parts.push({ kind: 'link', parts: [{ kind: 'text', text: bare }], href: bare })
    else parts.push({ kind: 'link', parts: readInline(words ?? ''), href: href ?? '' })
    from = match.index + whole.length
  }
  add(text.slice(from))
  return parts
}
