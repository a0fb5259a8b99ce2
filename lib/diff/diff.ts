/** Two designs, and what lies between them: packets first, then rules, files and fields. */
import type { Design } from '../design/design'
import { analyseDesign } from '../verify/analyse'
import type { Analysis } from '../verify/analysis'
import { diffFields, type FieldChange } from './field-diff'
import { diffFiles, type FileChange } from './file-diff'
import { diffPackets, type PacketDiff } from './packet-diff'
import { diffRules, type RuleChange } from './rule-diff'

export interface DesignDiff {
  readonly packets: PacketDiff
  readonly rules: readonly RuleChange[]
  readonly files: readonly FileChange[]
  readonly fields: readonly FieldChange[]
}

/** An analysis that is there already is not made again. */
export interface Side {
  readonly design: Design
  readonly analysis?: Analysis
}

export function diffDesigns(before: Side, after: Side): DesignDiff {
  const [old, now] = [meaningOf(before), meaningOf(after)]
  return {
    packets: diffPackets(old, now),
    rules: diffRules(old.policy, now.policy),
    files: diffFiles(filesOf(old), filesOf(now)),
    fields: diffFields(before.design, after.design),
  }
}

function meaningOf({ design, analysis }: Side): Analysis & { readonly design: Design } {
  return { design, ...(analysis ?? analyseDesign({ design, edits: {} })) }
}

function filesOf({ targets }: Analysis): ReadonlyMap<string, string> {
  return new Map(targets.flatMap(({ files }) => files.map(({ path, text }) => [path, text] as const)))
}

/** `3 fields changed, no packet changed`: the answer in a line. */
export function summariseDiff({ packets, rules, files, fields }: DesignDiff): string {
  const { gained, lost } = packets
  const isSame = gained.length + lost.length === 0
  const parts = [
    ...(fields.length === 0 ? [] : [count(fields.length, 'field changed', 'fields changed')]),
    ...(isSame
      ? ['no packet changed']
      : [
          `${count(gained.length, 'class of packets', 'classes of packets')} gained`,
          `${count(lost.length, 'class', 'classes')} lost`,
        ]),
    ...(rules.length === 0 ? [] : [count(rules.length, 'rule differs', 'rules differ')]),
    ...(files.length === 0 ? [] : [count(files.length, 'file differs', 'files differ')]),
  ]
  return fields.length === 0 && isSame && files.length === 0 ? 'The two designs are the same.' : `${parts.join(', ')}.`
}

function count(number: number, one: string, many: string): string {
  return `${number.toLocaleString('en-GB')} ${number === 1 ? one : many}`
}
