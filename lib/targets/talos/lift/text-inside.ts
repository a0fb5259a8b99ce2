/** A part of a YAML text as a text of its own. */
import type { Position } from '@/lib/text/yaml/place'

/** The text of a block stands below its mark, so that its lines are those of the file. */
export function blockText(whole: string, node: Position & { readonly text: string }): string {
  const line = whole.split('\n', node.line)[node.line - 1] ?? ''
  return (/[|][-+0-9]*\s*$/.test(line) ? '\n'.repeat(node.line) : '') + node.text
}

/** The lines of a map as they stand, without their indentation. */
export function linesOf(whole: string, { line, column }: Position): string {
  const [first = '', ...rest] = whole.split('\n').slice(line - 1)
  const isOutside = (one: string): boolean => one.trim() !== '' && one.search(/\S/) < column - 1
  // A comment may stand anywhere, and without what stands before its sign it would be none.
  const end = rest.findIndex((one) => isOutside(one) && !isComment(one))
  const inside = end < 0 ? rest : rest.slice(0, end)
  return [first.slice(column - 1), ...inside.map((one) => (isOutside(one) ? '' : one.slice(column - 1)))].join('\n')
}

function isComment(line: string): boolean {
  return /^\s*#/.test(line)
}
