import { type DesignDiff, diffDesigns, summariseDiff } from '@/lib/diff/diff'
import { listNames } from '@/lib/diff/list-names'
import { diffMarkdown } from '@/lib/diff/markdown'
import type { PacketClass } from '@/lib/diff/packet-class'
import { decidedAt, serviceOfClass } from '@/lib/diff/packet-words'
import { formatPortRange } from '@/lib/net/port-range'
import type { Command } from '../command'
import { loadPair, networksOption } from '../designs'
import { formatOptions, readFormat, writeJson } from '../output/format'
import { refuseInput } from '../output/problems'
import { writeTextTable } from '../output/text-table'

const formats = ['table', 'json', 'markdown'] as const

export const diffCommand: Command = {
  name: 'diff',
  summary: 'packets gained and lost between two designs, then rules, files and fields',
  operands: 'A B',
  description: ['Compares what two designs mean: first the packets, those of the internet before all others.'],
  options: { networks: networksOption, ...formatOptions(formats) },
  examples: [
    ['portcullis diff old.yaml new.yaml', 'what a change opens and closes'],
    ['git show HEAD:design.yaml | portcullis diff - design.yaml --format markdown', 'for a pull request'],
    ["portcullis diff old.yaml new.yaml --json | jq '.gained[] | select(.internet)'", 'for a script'],
  ],
  run: async (call, io) => {
    const format = readFormat(call, formats)
    if (!format.ok) return refuseInput(io, format.problems)
    const pair = await loadPair(call, io, 'Two designs are compared.')
    if (pair === undefined) return 2
    const [before, after] = pair
    const diff = diffDesigns(before, after)
    switch (format.value) {
      case 'json':
        io.out(writeJson(recordOfDiff(diff)))
        break
      case 'markdown':
        io.out(diffMarkdown(`${before.name} → ${after.name}`, diff))
        break
      case 'table':
        io.out(diffText(diff))
    }
    return 0
  },
}

function recordOfDiff({ packets, rules, files, fields }: DesignDiff) {
  return {
    gained: packets.gained.map(recordOfClass),
    lost: packets.lost.map(recordOfClass),
    rules,
    files,
    fields,
  }
}

function recordOfClass({ ports, ...rest }: PacketClass) {
  return { ...rest, ports: ports.map(formatPortRange) }
}

function diffText(diff: DesignDiff): string {
  const { packets, rules, files, fields } = diff
  const rows = [
    ...packets.gained.map((one) => ['+', ...cells(one)]),
    ...packets.lost.map((one) => ['-', ...cells(one)]),
  ]
  const signs = { added: '+', removed: '-', changed: '~' } as const
  const parts = [
    `${summariseDiff(diff)}\n`,
    rows.length === 0 ? '' : writeTextTable(['', 'SERVICE', 'FROM', 'TO', 'DECIDED'], rows),
    rules
      .map(
        ({ kind, id, parts: differ }) =>
          `${signs[kind]} rule ${id}${differ.length === 0 ? '' : `: ${differ.join(', ')}`}\n`,
      )
      .join(''),
    files
      .map(
        ({ kind, path, linesAdded, linesRemoved }) =>
          `${signs[kind]} file ${path}: +${linesAdded} -${linesRemoved} lines\n`,
      )
      .join(''),
    fields.map(({ path, before, after }) => `~ ${path}: ${before ?? 'nothing'} → ${after ?? 'nothing'}\n`).join(''),
  ]
  return parts.filter((part) => part !== '').join('\n')
}

function cells(one: PacketClass): string[] {
  return [serviceOfClass(one), listNames(one.from), listNames(one.to), decidedAt(one)]
}
