/** The rules for a spreadsheet and for a review. Every cell that a person named stays text in both. */

import { type RuleRecord, serviceOfRecord } from '../policy/rule-record'
import { writeCsv } from '../text/csv'
import { escapeMarkdown, markdownCode, writeMarkdownTable } from '../text/markdown'

const csvHead = [
  'id',
  'listener',
  'direction',
  'on',
  'from',
  'to',
  'protocol',
  'ports',
  'icmpTypes',
  'sources at guest',
  'sources at nic',
  'sources at router',
  'destinations',
  'purpose',
  'because',
  'source',
  'owner',
  'until',
]

export function rulesCsv(records: readonly RuleRecord[]): string {
  const rows = records.map((record) => [
    record.id,
    record.listener,
    record.direction,
    record.on,
    record.from.join(' '),
    record.to.join(' '),
    String(record.protocol),
    record.ports.join(' '),
    record.icmpTypes.join(' '),
    record.sources.guest.join(' '),
    record.sources.nic.join(' '),
    record.sources.router.join(' '),
    record.destinations.join(' '),
    record.purpose,
    record.because,
    record.source,
    record.owner ?? '',
    record.until ?? '',
  ])
  return writeCsv([csvHead, ...rows])
}

export function rulesMarkdown(name: string, records: readonly RuleRecord[]): string {
  const sections = (['ingress', 'egress'] as const).flatMap((direction) => {
    const here = records.filter((record) => record.direction === direction)
    if (here.length === 0) return []
    const title = direction === 'ingress' ? 'What nodes let in' : 'What nodes may send'
    return [`## ${title}\n\n${rulesMarkdownTable(here)}`]
  })
  const count = `${records.length} ${records.length === 1 ? 'rule' : 'rules'}. Whatever no rule names is denied.`
  return [`# Rules of ${escapeMarkdown(name)}\n`, `${count}\n`, ...sections].join('\n')
}

function rulesMarkdownTable(records: readonly RuleRecord[]): string {
  const rows = records.map((record) => [
    markdownCode(record.id),
    record.from.map(markdownCode).join(', '),
    record.to.map(markdownCode).join(', '),
    markdownCode(serviceOfRecord(record)),
    escapeMarkdown(record.because),
    [record.owner ?? '', record.until === undefined ? '' : `until ${record.until}`]
      .filter((text) => text !== '')
      .map(escapeMarkdown)
      .join(', '),
  ])
  return writeMarkdownTable(['Rule', 'From', 'To', 'Service', 'Because', 'Owner'], rows)
}
