/** A difference for a pull request: packets first, those of the internet before all others. */
import { formatPortRange } from '../net/port-range'
import { formatProtocol } from '../net/protocol'
import { escapeMarkdown, markdownCode, writeMarkdownTable } from '../text/markdown'
import { type DesignDiff, summariseDiff } from './diff'
import { listNames, type PacketClass } from './packet-class'

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

/** `tcp/6443, 50000`, `icmp/8`, `esp`. */
export function serviceOfClass({ protocol, ports, icmpTypes }: PacketClass): string {
  const details = ports.length > 0 ? ports.map(formatPortRange) : icmpTypes.map(String)
  const name = formatProtocol(protocol)
  return details.length === 0 ? name : `${name}/${details.join(',')}`
}

const placeWords = { guest: 'on the node', nic: 'at its network card', router: 'at the router' } as const

export function decidedAt({ at }: PacketClass): string {
  const words = at.map(({ place, direction }) =>
    direction === 'egress' ? `${placeWords[place]}, leaving` : placeWords[place],
  )
  return words.join('; ')
}
