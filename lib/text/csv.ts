/**
 * Comma-separated values that stay text in a spreadsheet.
 * @see https://www.rfc-editor.org/rfc/rfc4180
 * @see https://owasp.org/www-community/attacks/CSV_Injection
 */

/** Spreadsheets take a cell that begins like this for a formula. */
const startsFormula = /^[=+\-@\t\r]/

/** One cell: a leading formula sign gets an apostrophe, control characters become spaces. */
function csvCell(text: string): string {
  const oneLine = text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
  const inert = startsFormula.test(oneLine.trimStart()) ? `'${oneLine}` : oneLine
  return /[",;']/.test(inert) || inert !== inert.trim() ? `"${inert.replaceAll('"', '""')}"` : inert
}

/** Rows with LF line ends, a final one included. */
export function writeCsv(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => `${row.map(csvCell).join(',')}\n`).join('')
}
