import { describe, expect, test } from 'vitest'
import { parseCall } from './args'
import type { Command } from './command'

const command: Command = {
  name: 'try',
  summary: '',
  operands: 'DESIGN…',
  description: [],
  options: {
    output: { short: 'o', value: 'DIR', help: '' },
    target: { short: 't', value: 'ID', repeatable: true, help: '' },
    json: { help: '' },
  },
  examples: [],
  run: async () => 0,
}

describe('reads', () => {
  test.each([
    [['a.yaml', '-o', 'out'], ['a.yaml'], 'out', [], false],
    [['-oout', '--json', 'a.yaml', 'b.yaml'], ['a.yaml', 'b.yaml'], 'out', [], true],
    [['--output=out', '-t', 'x', '--target', 'y', '-'], ['-'], 'out', ['x', 'y'], false],
    [['--output=-odd', '--', '-file.yaml'], ['-file.yaml'], '-odd', [], false],
    [['a.yaml', 'x -> y tcp/1'], ['a.yaml', 'x -> y tcp/1'], undefined, [], false],
  ] as const)('%j', (words, operands, output, targets, json) => {
    const call = parseCall(command, words)
    if (!call.ok) throw new Error(call.problems.map((problem) => problem.message).join())
    expect(call.value.operands).toEqual(operands)
    expect(call.value.text('output')).toBe(output)
    expect(call.value.texts('target')).toEqual(targets)
    expect(call.value.flag('json')).toBe(json)
  })
})

describe('refuses', () => {
  test.each([
    [['--outptu', 'x'], 'try has no option --outptu', '--output'],
    [['-x'], 'try has no option -x', 'portcullis try --help'],
    [['-o'], '-o needs a value', '-o DIR'],
    [['-o', '--json'], '-o needs a value', '-o DIR'],
    [['--output='], '--output needs a value', '--output DIR'],
    [['--json=yes'], '--json takes no value', '--json alone'],
    [['-o', 'a', '-o', 'b'], '--output is given 2 times', 'once'],
  ])('%j', (words, message, cure) => {
    const call = parseCall(command, words)
    expect(call.ok).toBe(false)
    expect(call.problems.map((problem) => problem.message).join()).toContain(message)
    expect(call.problems.map((problem) => problem.suggestion).join()).toContain(cure)
  })
})
