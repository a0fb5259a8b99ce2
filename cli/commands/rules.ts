import { rulesCsv, rulesMarkdown } from '@/lib/bundle/rule-tables'
import { compilePolicy } from '@/lib/policy/compile'
import { type RuleRecord, recordOfRule, serviceOfRecord } from '@/lib/policy/rule-record'
import { buildSite } from '@/lib/site/build-site'
import type { Command } from '../command'
import { type LoadedDesign, loadDesigns, networksOption } from '../designs'
import { formatOptions, readFormat, writeJson } from '../output/format'
import { refuseInput } from '../output/problems'
import { writeTextTable } from '../output/text-table'

const formats = ['table', 'json', 'csv', 'markdown'] as const

export const rulesCommand: Command = {
  name: 'rules',
  summary: 'the rules: who may reach what, and why',
  operands: 'DESIGN…',
  description: ['Prints every rule that the design asks for, with its sources, ports and reason.'],
  options: { networks: networksOption, ...formatOptions(formats) },
  examples: [
    ['portcullis rules design.yaml', 'a table'],
    ['portcullis rules design.yaml --format csv > rules.csv', 'for a spreadsheet'],
    ["portcullis rules design.yaml --json | jq '.[].id'", 'for a script'],
  ],
  run: async (call, io) => {
    const format = readFormat(call, formats)
    if (!format.ok) return refuseInput(io, format.problems)
    const designs = await loadDesigns(call.operands, io, call.text('networks'))
    if (designs === undefined) return 2
    const parts = designs.map((loaded) => ({ loaded, records: recordsOf(loaded) }))
    const [only] = parts
    switch (format.value) {
      case 'json':
        io.out(writeJson(parts.length === 1 ? only?.records : parts.map(named)))
        break
      case 'csv':
        io.out(rulesCsv(parts.flatMap(({ records }) => records)))
        break
      case 'markdown':
        io.out(parts.map(({ loaded, records }) => rulesMarkdown(loaded.design.name, records)).join('\n'))
        break
      case 'table':
        io.out(parts.map(({ loaded, records }) => title(loaded, parts.length) + rulesTable(records)).join('\n'))
    }
    return 0
  },
}

function recordsOf({ design }: LoadedDesign): readonly RuleRecord[] {
  return compilePolicy(design, buildSite(design)).rules.map(recordOfRule)
}

function named({ loaded, records }: { loaded: LoadedDesign; records: readonly RuleRecord[] }) {
  return { design: loaded.name, rules: records }
}

function title({ name }: LoadedDesign, count: number): string {
  return count === 1 ? '' : `${name}\n`
}

function rulesTable(records: readonly RuleRecord[]): string {
  const rows = records.map((record) => [
    record.id,
    record.direction,
    record.from.join(', '),
    record.to.join(', '),
    serviceOfRecord(record),
    record.because,
  ])
  return writeTextTable(['RULE', 'DIRECTION', 'FROM', 'TO', 'SERVICE', 'BECAUSE'], rows)
}
