import { expect, test } from 'vitest'
import { compilePolicy } from '@/lib/policy/compile'
import { buildSite } from '@/lib/site/build-site'
import { readExample } from '@/lib/testing/subject'
import { recordOfRule } from '../policy/rule-record'
import { rulesCsv, rulesMarkdown } from './rule-tables'

const hostile = [
  '=HYPERLINK("http://evil")',
  '@SUM(1)',
  '+1',
  '| x |',
  '`code`',
  '[a](http://b)',
  '<b>',
  '"',
  "'",
  '\\',
]

function recordsNamed(name: string) {
  const listener = {
    name,
    on: ['worker'],
    protocol: 'tcp' as const,
    ports: ['8080'],
    from: ['anywhere'],
    owner: name,
  }
  const design = readExample('seed-001-talos-docs', { listeners: [listener] })
  return compilePolicy(design, buildSite(design)).rules.map(recordOfRule)
}

test.each(hostile)('a listener called %s stays text in a spreadsheet', (name) => {
  const lines = rulesCsv(recordsNamed(name)).trimEnd().split('\n')
  expect(lines).toHaveLength(recordsNamed(name).length + 1)
  for (const line of lines) for (const cell of splitCsv(line)) expect(cell).not.toMatch(/^[=+\-@]/)
})

test.each(hostile)('a listener called %s stays one row of a table', (name) => {
  const plain = rulesMarkdown('x', recordsNamed('plain')).split('\n')
  const lines = rulesMarkdown('x', recordsNamed(name)).split('\n')
  expect(lines).toHaveLength(plain.length)
  const columns = (line: string) => line.replaceAll(/\\[\s\S]/g, '').split('|').length
  expect(lines.map(columns)).toEqual(plain.map(columns))
})

/** RFC 4180, read plainly. */
function splitCsv(line: string): string[] {
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^",]*))/g)].map(
    ([, quoted, bare]) => quoted?.replaceAll('""', '"') ?? bare ?? '',
  )
}
