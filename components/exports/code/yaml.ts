/**
 * YAML for colour only: keys, strings, numbers and addresses, comments, marks. Block scalars are strings.
 * @see https://yaml.org/spec/1.2.2/
 */
import { cutLine, longestLine, type Token } from './token'

const string = /"(?:[^"\\]|\\.)*"?|'(?:[^']|'')*'?/.source
const number =
  /(?<![\w.:/-])(?:\d[\d.]*(?:[/:-]\d[\d.]*)?|[\da-fA-F]*:[\da-fA-F:.]*:[\da-fA-F:.]*(?:\/\d+)?)(?![\w.:/-])/.source
const word = /(?<![\w-])(?:true|false|null|~)(?![\w-])/.source
const value = new RegExp(
  `(?<comment>(?<=^|\\s)#.*$)|(?<string>${string})|(?<word>${word})|(?<number>${number})|(?<mark>[[\\]{},]|(?<=\\s|^)[&*!][\\w:./-]+)`,
  'g',
)
const head = /^(\s*)((?:- +)*)((?:"[^"]*"|'[^']*'|[^\s#'"[\]{},&*!|>%@`-][^#]*?|-[^\s#][^#]*?)(?=\s*:(?:\s|$)))?/
const blockScalar = /(?:^|[\s:-])[|>][+-]?\d?[+-]?\s*(?:#.*)?$/

export function tokenizeYaml(lines: readonly string[]): Token[][] {
  let blockIndent = -1
  return lines.map((line) => {
    const indent = line.length - line.trimStart().length
    if (blockIndent >= 0 && (line.trim() === '' || indent > blockIndent)) {
      return line === '' ? [] : [{ kind: 'string', text: line }]
    }
    blockIndent = -1
    if (/^(---|\.\.\.)(\s|$)/.test(line))
      return [{ kind: 'mark', text: line.slice(0, 3) }, ...cutLine(line.slice(3), value)]
    const tokens = tokenizeEntry(line)
    if (!line.trimStart().startsWith('#') && blockScalar.test(line)) blockIndent = indent
    return tokens
  })
}

function tokenizeEntry(line: string): Token[] {
  const match = line.length > longestLine ? null : head.exec(line)
  const [whole, space = '', dashes = '', key = ''] = match ?? ['']
  const tokens: Token[] = []
  if (space !== '') tokens.push({ kind: 'plain', text: space })
  if (dashes !== '') tokens.push({ kind: 'mark', text: dashes })
  if (key !== '') tokens.push({ kind: 'key', text: key })
  return [...tokens, ...cutLine(line.slice(whole.length), value)]
}
