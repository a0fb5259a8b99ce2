/** The rules as shown, for a chat, a wiki or a spreadsheet. */
import { writeCsv } from '@/lib/text/csv'
import { escapeMarkdown, writeMarkdownTable } from '@/lib/text/markdown'
import type { RuleGroup, RuleLine } from './rule-lines'

export type CopyFormat = 'text' | 'markdown' | 'csv'

const headings = [
  'Verdict',
  'Service',
  'From',
  'To',
  'Listener',
  'Purpose',
  'Because',
  'Source',
  'Enforced by',
] as const

export function copyRules(groups: readonly RuleGroup[], defaultAction: 'block' | 'accept', format: CopyFormat): string {
  switch (format) {
    case 'text':
      return groups.map((group) => groupAsText(group, defaultAction)).join('\n')
    case 'markdown':
      return groups.map((group) => groupAsMarkdown(group, defaultAction)).join('\n')
    case 'csv':
      return writeCsv([headings, ...groups.flatMap((group) => cellsOf(group, defaultAction))])
  }
}

/** The last row of a group says what happens to everything that no rule names. */
function cellsOf(group: RuleGroup, defaultAction: 'block' | 'accept'): string[][] {
  const rest = group.direction === 'egress' ? [group.title, 'anywhere'] : ['anywhere', group.title]
  const verdict = defaultAction === 'block' || group.direction === 'egress' ? 'deny' : 'allow'
  const closing = [[verdict, 'everything else', ...rest, '', '', 'default action', '', '']]
  return [...group.lines.map(cellsOfLine), ...closing]
}

function cellsOfLine(line: RuleLine): string[] {
  const by = line.enforcers.map((enforcer) =>
    enforcer.state === 'lines' ? enforcer.title : `${enforcer.title} (${enforcer.state})`,
  )
  const prefixes = line.prefixes.length === 0 ? '' : ` (${line.prefixes.join(' ')})`
  const ends = line.direction === 'egress' ? [line.from, line.to + prefixes] : [line.from + prefixes, line.to]
  return ['allow', line.service, ...ends, line.title, line.purpose, line.because, line.source, by.join('; ')]
}

function groupAsText(group: RuleGroup, defaultAction: 'block' | 'accept'): string {
  const rows = cellsOf(group, defaultAction).map(([verdict, service, from, to, listener]) => [
    verdict === 'allow' ? '■ allow' : '☐ deny',
    service ?? '',
    `from ${from ?? ''}`,
    `to ${to ?? ''}`,
    listener ?? '',
  ])
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => (row[column] ?? '').length)))
  const lines = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  )
  return `${group.title}\n${lines.map((line) => `  ${line}\n`).join('')}`
}

/** One rule with its reason. */
export function lineAsText(line: RuleLine): string {
  const [, service, from, to, title, purpose, because, source, by] = cellsOfLine(line)
  const enforced = by === '' ? 'nobody' : by
  return `■ allow ${service} from ${from} to ${to}: ${title}. ${purpose}. ${because} (${source}) Enforced by ${enforced}.\n`
}

function groupAsMarkdown(group: RuleGroup, defaultAction: 'block' | 'accept'): string {
  const rows = cellsOf(group, defaultAction).map((cells) => cells.map(escapeMarkdown))
  return `### ${escapeMarkdown(group.title)}\n\n${writeMarkdownTable(headings, rows)}`
}
