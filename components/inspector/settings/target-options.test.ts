import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { optionsOf } from './target-options'

const schema = z.strictObject({
  environment: z.string().optional().describe('Begins the names'),
  rulesPerGroup: z.int().min(1).default(60),
  enabled: z.boolean().optional(),
  flavour: z.enum(['old', 'new']).optional(),
  subnets: z.array(z.string()).optional(),
  interfaces: z.record(z.string(), z.string()).optional(),
  vmids: z.record(z.string(), z.int()).optional(),
  ranges: z.record(z.string(), z.union([z.int(), z.string()])).optional(),
  rows: z.array(z.strictObject({ a: z.string() })).optional(),
})

describe('optionsOf', () => {
  it.each([
    ['environment', { title: 'Environment', kind: 'text', hint: 'Begins the names' }],
    ['rulesPerGroup', { title: 'Rules per group', kind: 'number', byDefault: '60' }],
    ['enabled', { title: 'Enabled', kind: 'flag' }],
    ['flavour', { kind: 'choice', choices: ['old', 'new'] }],
    ['subnets', { kind: 'list' }],
    ['interfaces', { kind: 'table', values: 'text' }],
    ['vmids', { kind: 'table', values: 'number' }],
    ['ranges', { kind: 'table', values: 'text' }],
    ['rows', { kind: 'other' }],
  ])('%s', (key, want) => {
    expect(optionsOf(schema).find((option) => option.key === key)).toMatchObject(want)
  })

  it('has no field for a product without options', () => {
    expect(optionsOf(z.strictObject({}))).toEqual([])
  })
})
