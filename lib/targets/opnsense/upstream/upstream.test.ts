/** The vendor's rules against both evaluators: what each lets in, leaves out, and refuses; and how imports merge. */
import { describe, expect, test } from 'vitest'
import { aliasFile, opnBoxWith, opnVerdict, ruleFile } from '@/lib/testing/opnsense-box'
import { aliases, cases, faultyRows, refusedAliases } from './rules'

const lists = aliasFile(aliases)
const web = '192.168.10.5 -> 192.168.30.11 tcp/80'

test.each(cases)('$name', ({ rules, allow = [], deny = [], unknown = [], on }) => {
  const box = opnBoxWith([lists, ruleFile(rules)])
  expect(box.problems.filter(({ message }) => !message.includes('holds no port'))).toEqual([])
  expect(allow.length + deny.length + unknown.length).toBeGreaterThan(0)
  for (const [want, packets] of Object.entries({ allow, deny, unknown })) {
    for (const packet of packets) expect(`${packet}: ${opnVerdict(box, packet, on)}`).toBe(`${packet}: ${want}`)
  }
})

describe('a faulty row is left out and the others are taken', () => {
  test.each(faultyRows)('%s', (_, row, why) => {
    const box = opnBoxWith([lists, ruleFile([{ ...row, action: row.action ?? 'block' }, { destination_net: 'web' }])])
    const said = box.problems.filter(({ message }) => message.includes('leaves this row out'))
    expect(said.map(({ message, at }) => `${at} ${message}`)).toEqual([expect.stringMatching(/^rules\.csv:2 /)])
    expect(said[0]?.message).toMatch(why)
    expect(opnVerdict(box, web)).toBe('allow')
  })
})

describe('of the aliases one fault stops all', () => {
  test.each(refusedAliases)('%s', (name, alias, why) => {
    const box = opnBoxWith([aliasFile({ ...aliases, [name]: alias }), ruleFile([{}])])
    expect(box.model).toBeUndefined()
    const said = box.problems.filter(({ severity }) => severity === 'error')
    expect(said[0]?.message).toMatch(why)
    expect(said[0]?.at).toMatch(/^aliases\.json:\d+$/)
  })
})

describe('what the first line does not say', () => {
  const full = ruleFile([{ interface: 'lan', action: 'block', destination_net: 'web' }]).text
  const importing = (text: string) => opnBoxWith([lists, { path: 'rules.csv', text }])

  test('HAZARD: a column that is missing is as a new rule has it', () => {
    const without = (name: string): string => {
      const rows = full.split('\n').map((line) => line.split(','))
      const at = rows[0]?.indexOf(name) ?? -1
      return rows.map((row) => row.filter((_, index) => index !== at).join(',')).join('\n')
    }
    expect(opnVerdict(importing(without('action')), web)).toBe('allow')
    expect(opnVerdict(importing(without('interface')), web, 'opt1')).toBe('deny')
    expect(opnVerdict(importing(without('quick')), web)).toBe('deny')
  })

  test('HAZARD: a name that the box does not know is passed over by it, and no verdict is given', () => {
    const box = importing(full.replace('action', 'Action'))
    expect(opnVerdict(box, web)).toBe('unknown')
    expect(box.problems[0]).toMatchObject({ severity: 'warning', message: expect.stringContaining('"Action"') })
  })

  test('a column that nobody knows says nothing where it is empty', () => {
    const withColumn = (value: string): string =>
      full.split('\n').map((line, at) => (line === '' ? line : `${line},${at === 0 ? 'stranger' : value}`)).join('\n')
    expect([opnVerdict(importing(withColumn('')), web), opnVerdict(importing(withColumn('1')), web)]).toEqual([
      opnVerdict(importing(full), web),
      'unknown',
    ])
  })

  test('a table without sequences is left to the box', () => {
    const text = full.replace('sequence', 'number')
    expect(importing(text).problems.some(({ severity }) => severity === 'error')).toBe(true)
  })

  test('HAZARD: a row in quotes is one cell, and so no id (opnsense/core#9661)', () => {
    const [heading = '', row = ''] = full.split('\n')
    const box = importing(`${heading}\n"${row}"\n`)
    expect(box.problems.map(({ message }) => message)).toEqual([expect.stringContaining('is no id')])
  })

  test('HAZARD: a row that is cut says the rest by itself', () => {
    const [heading = ''] = full.split('\n')
    const box = importing(`${heading}\n10000000-0000-4000-8000-000000000000,100,1,pass\n`)
    expect(opnVerdict(box, web)).toBe('allow')
  })

  test('semicolons where they come first, blank lines, and other line ends', () => {
    const text = full.replaceAll(',', ';').replaceAll('\n', '\r\n\r\n')
    expect(opnVerdict(importing(text), web)).toBe('deny')
    expect(importing(text).model?.rules).toHaveLength(1)
  })
})

describe('an import over what is there', () => {
  const block = { '@uuid': '20000000-0000-4000-8000-000000000001', action: 'block', destination_net: 'web', sequence: '5' }
  const pass = { '@uuid': '20000000-0000-4000-8000-000000000002', sequence: '9' }

  test('changes what has the same id, adds the rest, and takes nothing away', () => {
    const first = [lists, ruleFile([block, pass])]
    const second = [lists, ruleFile([{ ...pass, action: 'block', destination_net: 'servers' }])]
    const box = opnBoxWith(first, second)
    expect(box.model?.rules.map(({ uuid }) => uuid)).toEqual([block['@uuid'], pass['@uuid']])
    expect(opnVerdict(box, web)).toBe('deny')
    expect(opnVerdict(opnBoxWith(first, first), '10.0.0.1 -> 8.8.8.8 tcp/80')).toBe('allow')
    expect(opnVerdict(box, '10.0.0.1 -> 8.8.8.8 tcp/80')).toBe('deny')
  })

  test('keeps of a rule what the table does not name', () => {
    const table = { path: 'rules.csv', text: `@uuid,sequence,ipprotocol,destination_net\n${block['@uuid']},5,inet,any\n` }
    const box = opnBoxWith([lists, ruleFile([block, pass])], [table])
    expect(opnVerdict(box, '10.0.0.1 -> 8.8.8.8 tcp/80')).toBe('deny')
  })

  test('adds a row without an id every time', () => {
    const table = [lists, ruleFile([{ ...pass, '@uuid': '' }])]
    expect(opnBoxWith(table, table).model?.rules).toHaveLength(2)
  })

  test('overwrites lists of the same name, also for rules that it does not touch', () => {
    const box = opnBoxWith([lists, ruleFile([block, pass])], [aliasFile({ web: ['network', '10.0.0.0/8'] })])
    expect([opnVerdict(box, web), opnVerdict(box, '1.1.1.1 -> 10.1.1.1 tcp/80')]).toEqual(['allow', 'deny'])
  })

  test('warns of a pass and a block with one sequence, whose order nobody promises', () => {
    const tie = (other: string) =>
      opnBoxWith([lists, ruleFile([block, { ...pass, sequence: other }])]).problems.map(({ message }) => message)
    expect(tie('5')).toEqual([expect.stringContaining('the same sequence')])
    expect(tie('6')).toEqual([])
  })

  test('leaves a rule as it was where its row is faulty', () => {
    const box = opnBoxWith([lists, ruleFile([block, pass])], [lists, ruleFile([{ ...block, action: 'accept' }])])
    expect(opnVerdict(box, web)).toBe('deny')
  })

  test('refuses to load where a list of a rule is switched off', () => {
    const off = { path: 'aliases.json', text: lists.text.replace('"enabled": "1",\n        "name": "web"', '"enabled": "0",\n        "name": "web"') }
    expect(opnBoxWith([off, ruleFile([block])]).model).toBeUndefined()
    expect(opnBoxWith([off, ruleFile([pass])]).model).toBeDefined()
  })
})

test.each(['max', 'max-src-nodes', 'max-src-states', 'max-src-conn', 'max-src-conn-rate'])(
  'how many of them a rule lets in by its %s is not known',
  (limit) => {
    expect(opnVerdict(opnBoxWith([lists, ruleFile([{ [limit]: '100' }])]), web)).toBe('unknown')
  },
)
