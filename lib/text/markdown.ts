/**
 * Text from a person's design inside Markdown: it reads as it was written and formats nothing.
 * @see https://github.github.com/gfm/
 */

/** Signs that format wherever they stand; a backslash takes that from them. */
const signs = /[\\`*_[\]<|~$]|&(?=#|\w+;)/g
/** Signs that make a heading, a list, a quote or a rule of a line that they begin. */
const lineStart = /^(\s*)([#>+\-=]|\d+(?=[.)]))/
/** A bare address becomes a link by what follows its scheme. */
const bareLink = /(?<=\b(?:https?|ftp)):(?=\/\/)|(?<=\bwww)\./gi

/** Prose in a paragraph or a table cell. */
export function escapeMarkdown(text: string): string {
  return oneLine(text)
    .replace(signs, (sign) => `\\${sign}`)
    .replace(bareLink, (sign) => `\\${sign}`)
    .replace(lineStart, (_, blank: string, sign: string) =>
      /\d/.test(sign) ? `${blank}${sign}\\` : `${blank}\\${sign}`,
    )
}

/** A name or a value in a code span, which also fits a table cell. */
export function markdownCode(text: string): string {
  const plain = oneLine(text)
  // A table cell ends at a pipe even inside a code span, and a backslash there is no sure escape.
  if (plain.includes('|')) return escapeMarkdown(plain)
  if (plain.trim() === '') return ''
  const longest = Math.max(0, ...[...plain.matchAll(/`+/g)].map(([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  return longest === 0 ? `${fence}${plain}${fence}` : `${fence} ${plain} ${fence}`
}

export function writeMarkdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |\n`
  return `${line(head)}${line(head.map(() => '---'))}${rows.map(line).join('')}`
}

function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
}
