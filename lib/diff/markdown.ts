/** A difference for a pull request: packets first, those of the internet before all others. */
import { escapeMarkdown, markdownCode, writeMarkdownTable } from '../text/markdown'
import { type DesignDiff, summariseDiff } from './diff'
import { listNames } from './list-names'
import type { PacketClass } from './packet-class'
import { decidedAt, serviceOfClass } from './packet-words'

export function diffMarkdown(title: string, diff: DesignDiff): string {
  const { packets, rules, files, fields } = diff
  const parts = [
    `# ${escapeMarkdown(title)}\n\n${summariseDiff(diff)}\n`,
    packetTable('Packets gained', packets.gained),
    packetTable('Packets lost', packets.lost),
    table(
      'Rules',
      ['Rule', 'What', 'Differs in'],
      rules.map(({ kind, id, title, parts: differ }) => [
        `${markdownCode(id)} ${escapeMarkdown(title)}`,
        kind,
        differ.join(', '),
      ]),
    ),
    table(
      'Files',
      ['File', 'What', 'Lines'],
      files.map(({ kind, path, linesAdded, linesRemoved }) => [
        markdownCode(path),
        kind,
        `+${linesAdded} −${linesRemoved}`,
      ]),
    ),
    table(
      'Fields',
      ['Field', 'Before', 'After'],
      fields.map(({ path, before, after }) => [
        markdownCode(path),
        before === undefined ? '' : markdownCode(before),
        after === undefined ? '' : markdownCode(after),
      ]),
    ),
  ]
  return parts.filter((part) => part !== '').join('\n')
}

function packetTable(title: string, classes: readonly PacketClass[]): string {
  return table(
    title,
    ['From', 'To', 'Service', 'Decided'],
    classes.map((one) => [
      escapeMarkdown(listNames(one.from)),
      escapeMarkdown(listNames(one.to)),
      markdownCode(serviceOfClass(one)),
      decidedAt(one),
    ]),
  )
}

function table(title: string, head: readonly string[], rows: readonly (readonly string[])[]): string {
  return rows.length === 0 ? '' : `## ${title}\n\n${writeMarkdownTable(head, rows)}`
}
