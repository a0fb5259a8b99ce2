import { expect, test } from 'vitest'
import { beyondNames } from './compare'

const naming = { isNamed: (text: string) => text.includes('qz'), hostile: new Set(['default']) }
const rules = [
  { name: 'qz a', from: 'pcl-qz-a', port: '443' },
  { name: 'qz b', from: 'pcl-qz-b', port: '80' },
]

test.each<[string, unknown]>([
  [
    'other names, in another order',
    [
      { name: 'x; y', from: 'pcl-y', port: '80' },
      { name: '"', from: 'pcl-x', port: '443' },
    ],
  ],
  [
    'names for people alike',
    [
      { name: 'x', from: 'pcl-x', port: '443' },
      { name: 'x', from: 'pcl-y', port: '80' },
    ],
  ],
])('%s: nothing but names has changed', (_, other) => {
  expect(beyondNames(rules, other, naming)).toEqual([])
})

test.each<[string, unknown]>([
  ['a rule is gone', rules.slice(1)],
  ['a rule has come', [...rules, { name: 'x', from: 'y', port: '1' }]],
  ['a value is another', [rules[0], { ...rules[1], port: '8080' }]],
  ['a value is a number now', [rules[0], { ...rules[1], port: 80 }]],
  ['a name is a number now', [rules[0], { ...rules[1], from: 12 }]],
  ['a name is none now', [rules[0], { ...rules[1], from: null }]],
  ['a name has taken the place of a value', [rules[0], { ...rules[1], from: '80', port: 'pcl-x' }]],
  ['a key has come', [rules[0], { ...rules[1], disabled: '1' }]],
  ['two things come to one name', rules.map((rule) => ({ ...rule, from: 'pcl-x' }))],
])('%s: seen', (_, other) => {
  expect(beyondNames(rules, other, naming)).not.toEqual([])
})
