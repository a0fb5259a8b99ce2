/** Columns as wide as their widest cell; the last one runs free. */
export function writeTextTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [head, ...rows]
  const widths = head.map((_, column) => Math.max(...all.map((row) => widthOf(row[column] ?? ''))))
  return all
    .map((row) => {
      const cells = row.map((cell, column) => cell + ' '.repeat(Math.max(0, (widths[column] ?? 0) - widthOf(cell))))
      return `${cells.join('  ').trimEnd()}\n`
    })
    .join('')
}

function widthOf(text: string): number {
  return [...text].length
}
