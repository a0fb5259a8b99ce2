/**
 * Text from a person's design inside Markdown: it reads as it was written and formats nothing.
 * @see https://github.github.com/gfm/
 */

/** Signs with a meaning, and the colon and the dot that make a link of a bare address. */
const signs = /[\\`*_{}[\]()<>#+\-.!|~&@$:=^]/g

/** Prose in a paragraph or a table cell. */
export function escapeMarkdown(text: string): string {
  return oneLine(text).replace(signs, (sign) => `\\${sign}`)
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
