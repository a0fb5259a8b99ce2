/**
 * The rule table as the box imports it. There is no check of the first line: a column that it does not name is as a new rule
 * has it, and a name that the box does not know is passed over. A newer box may know it: a row with a value in it is not
 * called understood.
 * @see https://github.com/opnsense/core/blob/master/src/opnsense/mvc/app/controllers/OPNsense/Base/ApiMutableModelControllerBase.php
 */
import { readCsv } from '@/lib/text/read-csv'
import { type Reading, refuse, warn } from '../../router/read/reading'
import { idColumn, knownColumns, saysNothing } from '../evaluate/columns'
import type { RuleRow } from '../model'

/** Told by its first line, whatever stands below it. */
export function isRuleTable(text: string): boolean {
  const [first = ''] = text.split('\n', 1)
  const columns = first
    .replace(/^\uFEFF/, '')
    .trimEnd()
    .split(/[,;]/)
  return columns.includes('destination_net') && columns.includes('ipprotocol')
}

export function readRuleRows(text: string, reading: Reading): readonly RuleRow[] {
  const [heading, ...records] = readCsv(text, separatorOf(text))
  const columns = heading?.cells ?? []
  for (const name of columns.filter((column) => !knownColumns.has(column))) {
    warn(reading, 1, `OPNsense knows no column "${name}" and passes over it`, 'Leave it out, or correct its name.')
  }
  if (!columns.includes('sequence')) {
    refuse(
      reading,
      1,
      'without a column "sequence" the box numbers the rules by itself',
      'Say in which order they stand.',
    )
  }
  return records
    .filter(({ cells }) => cells.length > 0)
    .map(({ line, cells }) => {
      const known = columns.flatMap((column, index): [string, string][] => {
        const cell = cells[index]
        return cell === undefined || !knownColumns.has(column) ? [] : [[column, cell]]
      })
      const values = new Map(known)
      const uuid = values.get(idColumn) ?? ''
      values.delete(idColumn)
      const strange = columns.find((column, index) => !knownColumns.has(column) && !saysNothing(cells[index] ?? ''))
      return { uuid, at: { file: reading.file, line }, values, ...(strange === undefined ? {} : { strange }) }
    })
}

/** Whichever of the two comes first in the file. */
function separatorOf(text: string): string {
  const [comma, semicolon] = [text.indexOf(','), text.indexOf(';')].map((at) => (at < 0 ? 9999 : at))
  return (comma ?? 0) < (semicolon ?? 0) ? ',' : ';'
}
