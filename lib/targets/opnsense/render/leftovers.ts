/** Rules that the last bundle put on the box and this one does not have. */
import type { FileSet } from '../../target'
import { isRuleTable, readRuleRows } from '../read/rule-rows'
import type { IdentifiedPlan } from './plan'

export interface Leftover {
  readonly uuid: string
  readonly description: string
}

/** Ends the description of what nobody needs any more. */
export const leftoverNote = '(left over: delete)'

export function findLeftovers(previous: FileSet, { rules }: IdentifiedPlan): readonly Leftover[] {
  const present = new Set(rules.map(({ uuid }) => uuid))
  const rows = previous
    .filter(({ text }) => isRuleTable(text))
    .flatMap(({ path, text }) => readRuleRows(text, { file: path, problems: [] }))
  const gone = rows.filter(({ uuid, values }) => uuid !== '' && !present.has(uuid) && values.get('enabled') !== '0')
  return gone.map(({ uuid, values }) => ({
    uuid,
    description:
      `${(values.get('description') ?? '').replaceAll(/[",\r\n]/g, '_').slice(0, 200)} ${leftoverNote}`.trim(),
  }))
}
