import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { targetIds } from '@/lib/targets/all'
import { type Block, type Inline, readInline, readMarkdown } from './read-markdown'

test('reads the blocks that our documents have', () => {
  const text =
    '# A `b`\n\none\ntwo\n- x\n  y\n- z\n\n| a | b |\n|---|---|\n| `c` | d \\| e |\n```sh\n# no heading\n```\n'
  const plain = (words: string): Inline => ({ kind: 'text', text: words })
  expect(readMarkdown(text)).toEqual([
    { kind: 'heading', level: 1, parts: [plain('A '), { kind: 'code', text: 'b' }] },
    { kind: 'paragraph', parts: [plain('one two')] },
    { kind: 'list', items: [[plain('x y')], [plain('z')]] },
    {
      kind: 'table',
      rows: [
        [[plain('a')], [plain('b')]],
        [[{ kind: 'code', text: 'c' }], [plain('d | e')]],
      ],
    },
    { kind: 'code', text: '# no heading' },
  ])
})

test.each<[string, readonly Inline[]]>([
  [
    '**a** b',
    [
      { kind: 'bold', text: 'a' },
      { kind: 'text', text: ' b' },
    ],
  ],
  [
    '[`c` d](https://e)',
    [
      {
        kind: 'link',
        parts: [
          { kind: 'code', text: 'c' },
          { kind: 'text', text: ' d' },
        ],
        href: 'https://e',
      },
    ],
  ],
  ['<https://e>', [{ kind: 'link', parts: [{ kind: 'text', text: 'https://e' }], href: 'https://e' }]],
  ['a * b ** c', [{ kind: 'text', text: 'a * b ** c' }]],
  ['`**x**`', [{ kind: 'code', text: '**x**' }]],
  ['<b> & \\*', [{ kind: 'text', text: '<b> & *' }]],
])('%s', (text, parts) => {
  expect(readInline(text)).toEqual(parts)
})

/** Text outside code, as a person would see it. */
function wordsOf(blocks: readonly Block[]): string[] {
  const words = (part: Inline): string[] =>
    part.kind === 'link' ? part.parts.flatMap(words) : part.kind === 'code' ? [] : [part.text]
  return blocks.flatMap((block) => {
    if (block.kind === 'code') return []
    if (block.kind === 'list') return block.items.flat().flatMap(words)
    return block.kind === 'table' ? block.rows.flat(2).flatMap(words) : block.parts.flatMap(words)
  })
}

test.each(targetIds)('the page of %s is read to its last sign', (id) => {
  const blocks = readMarkdown(readFileSync(`lib/targets/${id}/README.md`, 'utf8'))
  expect(blocks[0]).toMatchObject({ kind: 'heading', level: 1 })
  expect(blocks.length).toBeGreaterThan(15)
  for (const words of wordsOf(blocks)) expect(words).not.toMatch(/`|\*\*|\]\(|^\s*(#|>|\d+\.) |<[a-z]/)
})
