/** Syntax and limits of the product, on any text: what OPNsense refuses, leaves out, or takes for something else. */
import { type Problem, problemAt } from '@/lib/design/problem'
import type { FileSet } from '../target'
import { findAliasFaults, makeAliasTable } from './evaluate/alias-table'
import { defaults, uuidPattern } from './evaluate/columns'
import { findRowFault } from './evaluate/row-faults'
import type { OpnModel, RuleRow } from './model'
import { readFiles } from './read'
import { isAliasList } from './read/alias-list'
import { isRuleTable } from './read/rule-rows'

/** Problems of the two files together; others are for people and programs elsewhere. */
export function checkFiles(files: FileSet): readonly Problem[] {
  const written = files.filter(
    ({ path, text }) => /\.(?:json|csv)$/.test(path) || isAliasList(text) || isRuleTable(text),
  )
  if (written.length === 0) return []
  const read = readFiles(written)
  return read.ok ? [...read.problems, ...checkTogether(read.value)] : read.problems
}

function checkTogether({ aliases, rules, box }: OpnModel): readonly Problem[] {
  const around = { table: makeAliasTable(aliases), box }
  const seen = new Set<string>()
  return [
    ...findAliasFaults(aliases).map(({ alias: { at }, why }) =>
      problemAt('error', at.file, at.line, `OPNsense: ${why}`),
    ),
    ...rules.flatMap((row) => checkRow(row, seen, (values) => findRowFault(values, around))),
  ]
}

/** Without these a row says less than its writer thinks, and admits more. */
const needed = ['action', 'interface', 'ipprotocol', 'protocol', 'source_net', 'destination_net']

function checkRow(
  { uuid, values, at }: RuleRow,
  seen: Set<string>,
  faultOf: (values: ReadonlyMap<string, string>) => string | undefined,
): readonly Problem[] {
  const missing = needed.filter((column) => !values.has(column))
  const fault =
    uuidPattern.test(uuid) || uuid === ''
      ? faultOf(new Map([...Object.entries(defaults), ...values]))
      : `"${uuid}" is no id`
  const isTwice = uuid !== '' && seen.has(uuid)
  seen.add(uuid)
  return [
    ...(missing.length === 0
      ? []
      : [
          problemAt(
            'warning',
            at.file,
            at.line,
            `Without ${missing.join(', ')} this row admits whatever they leave open.`,
          ),
        ]),
    ...(fault === undefined ? [] : [problemAt('error', at.file, at.line, `OPNsense leaves this row out: ${fault}`)]),
    ...(isTwice
      ? [problemAt('warning', at.file, at.line, 'This row changes one above it, which has the same id.')]
      : []),
  ]
}
