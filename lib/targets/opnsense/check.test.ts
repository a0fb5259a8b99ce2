/** What is said of files before anybody imports them. */
import { describe, expect, test } from 'vitest'
import { aliasFile, ruleFile } from '@/lib/testing/opnsense-box'
import { readExample, subjectOf } from '@/lib/testing/subject'
import type { FileSet, Filter } from '../target'
import { checkFiles } from './check'
import { opnsense } from './target'

const lists = aliasFile({ web: ['network', '192.168.30.0/24'] })
const said = (files: FileSet): string[] =>
  checkFiles(files).map(({ severity, at, message }) => `${severity} ${at} ${message}`)

test('nothing of our own files, and nothing of those that are for somebody else', () => {
  const { output } = subjectOf(opnsense as Filter, readExample('dual-stack-onprem'))
  expect(checkFiles(output.files)).toEqual([])
  expect(checkFiles([{ path: 'APPLY.md', text: '# x\n' }])).toEqual([])
})

describe('a table', () => {
  test.each<[string, string, RegExp]>([
    ['a stray file', 'name,colour\na,b\n', /imports no such file/],
    ['no sequence', 'ipprotocol,destination_net\ninet,any\n', /error rules\.csv:1 .*"sequence"/],
    [
      'a name that nobody knows',
      'sequence,ipprotocol,destination_net,acton\n1,inet,any,pass\n',
      /warning rules\.csv:1 .*"acton"/,
    ],
    [
      'columns that leave everything open',
      'sequence,ipprotocol,destination_net\n1,inet,any\n',
      /Without action, interface, protocol, source_net/,
    ],
  ])('%s', (_, text, message) => {
    expect(said([{ path: 'rules.csv', text }]).join('\n')).toMatch(message)
  })

  test('rows with a fault, an id of another shape, and one id twice', () => {
    const rules = ruleFile([
      { source_net: 'nobody' },
      { '@uuid': 'x' },
      { '@uuid': '60000000-0000-4000-8000-000000000000' },
      { '@uuid': '60000000-0000-4000-8000-000000000000', destination_net: 'web' },
    ])
    expect(said([lists, rules])).toEqual([
      expect.stringMatching(/^error rules\.csv:2 .*"nobody"/),
      expect.stringMatching(/^error rules\.csv:3 .*"x" is no id/),
      expect.stringMatching(/^warning rules\.csv:5 .*the same id/),
    ])
  })
})

describe('a list of aliases', () => {
  test.each<[string, string, RegExp]>([
    ['that is cut', lists.text.slice(0, 80), /^error aliases\.json:1 this is not JSON/],
    ['that holds something else than texts', lists.text.replace('"1"', '1'), /"enabled" of an alias is no text/],
    ['with a name that is none', lists.text.replace('"web"', '"w-b"'), /no name for an alias/],
    ['with half an address', lists.text.replace('/24', '/33'), /cannot stand in a list of type network/],
  ])('%s', (_, text, message) => {
    expect(said([{ path: 'aliases.json', text }]).join('\n')).toMatch(message)
  })
})
