import { tokenizeHcl } from './hcl'
import { cutLine, type Token, type Tokenizer } from './token'
import { tokenizeYaml } from './yaml'

const otherPattern =
  /(?<comment>(?<=^|\s)(?:#|!|\/\/).*$)|(?<string>"(?:[^"\\]|\\.)*"?|'[^']*')|(?<number>(?<![\w.:/-])\d[\d.]*(?:[/:-]\d[\d.]*)?(?![\w.:/-]))|(?<mark>[{}[\]();,<>])/g

const byEnding: Readonly<Record<string, Tokenizer>> = {
  yaml: tokenizeYaml,
  yml: tokenizeYaml,
  tf: tokenizeHcl,
  hcl: tokenizeHcl,
  tfvars: tokenizeHcl,
  md: (lines) => lines.map(tokenizeProse),
}

/** One list of tokens a line; the texts of a line's tokens are the line. */
export function tokenizeFile(path: string, lines: readonly string[]): Token[][] {
  const ending = path.slice(path.lastIndexOf('.') + 1).toLowerCase()
  const tokenizer = Object.hasOwn(byEnding, ending) ? byEnding[ending] : undefined
  return tokenizer?.(lines) ?? lines.map((line) => cutLine(line, otherPattern))
}

function tokenizeProse(line: string): Token[] {
  if (line.startsWith('#')) return [{ kind: 'key', text: line }]
  return cutLine(line, /(?<string>`[^`]+`)|(?<mark>^\s*(?:[-*]|\d+\.)(?=\s))/g)
}
