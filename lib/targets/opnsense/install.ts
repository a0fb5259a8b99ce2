/**
 * What the box holds once the files are imported: aliases matched by name and rules by their id are changed field by field,
 * others are added, and nothing goes away. Of the aliases one fault stops all; of the rules each faulty row is left out. A
 * whole configuration takes the place of everything.
 * @see https://github.com/opnsense/core/blob/master/src/opnsense/mvc/app/controllers/OPNsense/Base/ApiMutableModelControllerBase.php
 */
import { failure, type Problem, problemAt, type Result, success } from '@/lib/design/problem'
import type { Site } from '@/lib/site/site'
import { findAliasFaults, makeAliasTable } from './evaluate/alias-table'
import { defaults, uuidPattern } from './evaluate/columns'
import { type Around, findRowFault } from './evaluate/row-faults'
import { rulesetOf } from './evaluate/ruleset'
import type { Fields, OpnModel, RuleRow } from './model'

export function install(before: OpnModel | undefined, change: OpnModel, _site: Site): Result<OpnModel> {
  const base = change.box === undefined ? before : undefined
  const aliases = mergeAliases(base?.aliases ?? new Map(), change.aliases)
  const refused = findAliasFaults(aliases).map(({ alias: { at }, why }) =>
    problemAt('error', at.file, at.line, `OPNsense takes none of these aliases: ${why}`),
  )
  if (refused.length > 0) return failure(refused)
  const box = change.box ?? base?.box
  const problems: Problem[] = []
  const rules = mergeRules(base?.rules ?? [], change.rules, { table: makeAliasTable(aliases), box }, problems)
  const after: OpnModel = { aliases, rules, box }
  const said = [...problems, ...rulesetOf(after).problems]
  return said.some(({ severity }) => severity === 'error') ? failure(said) : success(after, said)
}

function mergeAliases(
  before: ReadonlyMap<string, Fields>,
  change: ReadonlyMap<string, Fields>,
): ReadonlyMap<string, Fields> {
  const after = new Map(before)
  for (const [name, { at, values, strange }] of change) {
    const held = before.get(name)
    after.set(name, {
      at,
      values: new Map([...(held?.values ?? []), ...values]),
      ...strangeOf(strange ?? held?.strange),
    })
  }
  return after
}

function mergeRules(
  before: readonly RuleRow[],
  change: readonly RuleRow[],
  around: Around,
  problems: Problem[],
): readonly RuleRow[] {
  const rules = [...before]
  const places = new Map(rules.map(({ uuid }, index) => [uuid, index]))
  for (const row of change) {
    const place = row.uuid === '' ? undefined : places.get(row.uuid)
    const held = place === undefined ? undefined : rules[place]
    const values = new Map([...(held?.values ?? Object.entries(defaults)), ...row.values])
    const isId = row.uuid === '' || uuidPattern.test(row.uuid)
    const fault = isId ? findRowFault(values, around) : `"${row.uuid}" is no id`
    if (fault !== undefined) {
      problems.push(leftOut(row, fault))
      continue
    }
    if (place === undefined) {
      if (row.uuid !== '') places.set(row.uuid, rules.length)
      rules.push({ ...row, values })
    } else rules[place] = { ...row, values, ...strangeOf(row.strange ?? held?.strange) }
  }
  return rules
}

/** What the box held of it stays, as no import takes it away. */
function strangeOf(strange: string | undefined): Pick<Fields, 'strange'> {
  return strange === undefined ? {} : { strange }
}

function leftOut({ at }: RuleRow, fault: string): Problem {
  const suggestion = 'Compare the number of inserted and updated rules with the number of rows.'
  return problemAt('warning', at.file, at.line, `OPNsense leaves this row out: ${fault}`, suggestion)
}
