/** Pieces of a line of a file, for colour: the words say what a piece is in the syntax, never what it means. */
type TokenKind = 'plain' | 'comment' | 'key' | 'string' | 'number' | 'word' | 'mark'

export interface Token {
  readonly kind: TokenKind
  readonly text: string
}

export type Tokenizer = (lines: readonly string[]) => Token[][]

/** Longer lines stay plain: nobody reads their colours, and a pasted file must not stall the page. */
export const longestLine = 4000

/** Cuts a line by one pattern with named groups; what no group takes is plain. Nothing is ever lost or added. */
export function cutLine(line: string, pattern: RegExp): Token[] {
  if (line.length > longestLine) return [{ kind: 'plain', text: line }]
  const tokens: Token[] = []
  let end = 0
  for (const match of line.matchAll(pattern)) {
    if (match.index > end) tokens.push({ kind: 'plain', text: line.slice(end, match.index) })
    const kind = Object.entries(match.groups ?? {}).find(([, text]) => text !== undefined)?.[0] ?? 'plain'
    tokens.push({ kind: kind as TokenKind, text: match[0] })
    end = match.index + match[0].length
  }
  if (end < line.length) tokens.push({ kind: 'plain', text: line.slice(end) })
  return tokens
}
