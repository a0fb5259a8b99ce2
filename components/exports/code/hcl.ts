/**
 * HCL for colour only, with its comments over several lines and its here-documents.
 * @see https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md
 */
import { cutLine, type Token } from './token'

const pattern =
  /(?<comment>(?:#|\/\/).*$|\/\*.*?\*\/)|(?<string>"(?:[^"\\]|\\.)*"?)|(?<key>^\s*[\w-]+(?=\s*=[^=>])|(?<=[{,]\s*)[\w-]+(?=\s*=[^=>]))|(?<word>(?<![\w.-])(?:true|false|null|for|in|if|resource|variable|locals|output|terraform|provider|module|data|dynamic)(?![\w.-]))|(?<number>(?<![\w.])\d[\d.]*(?![\w.]))|(?<mark>[{}[\]()=,?:])/g

export function tokenizeHcl(lines: readonly string[]): Token[][] {
  let inComment = false
  let hereDocument: string | undefined
  return lines.map((line) => {
    if (hereDocument !== undefined) {
      if (line.trim() === hereDocument) hereDocument = undefined
      return line === '' ? [] : [{ kind: 'string', text: line }]
    }
    let rest = line
    const tokens: Token[] = []
    if (inComment) {
      const end = line.indexOf('*/')
      if (end < 0) return line === '' ? [] : [{ kind: 'comment', text: line }]
      inComment = false
      tokens.push({ kind: 'comment', text: line.slice(0, end + 2) })
      rest = line.slice(end + 2)
    }
    const cut = cutLine(rest, pattern)
    const code = cut.filter((token) => token.kind === 'plain' || token.kind === 'mark').map((token) => token.text)
    const start = findOpenComment(cut)
    if (start >= 0) {
      inComment = true
      const kept = cutText(cut, start)
      return [...tokens, ...kept, { kind: 'comment', text: rest.slice(start) }]
    }
    hereDocument = /<<[-~]?\s*([A-Za-z_]\w*)\s*$/.test(code.join(''))
      ? rest.replace(/^.*<<[-~]?\s*/, '').trim()
      : undefined
    return [...tokens, ...cut]
  })
}

/** Where a comment opens that this line does not close, or -1. */
function findOpenComment(tokens: readonly Token[]): number {
  let at = 0
  for (const token of tokens) {
    const open = token.kind === 'plain' ? token.text.indexOf('/*') : -1
    if (open >= 0) return at + open
    at += token.text.length
  }
  return -1
}

function cutText(tokens: readonly Token[], length: number): Token[] {
  const kept: Token[] = []
  let at = 0
  for (const token of tokens) {
    const text = token.text.slice(0, Math.max(0, length - at))
    if (text !== '') kept.push({ ...token, text })
    at += token.text.length
  }
  return kept
}
