/** Law 13: the README of every target has the fixed headings and names every source that its code names. */
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { targets } from '@/lib/targets/all'

const headings = [
  'What it enforces',
  'Syntax source',
  'Semantics that surprise',
  'What it cannot say',
  'How to apply',
  'How to undo',
]

describe.each(targets)('$id', (target) => {
  const folder = `lib/targets/${target.id}`
  const readme = readFileSync(`${folder}/README.md`, 'utf8')

  test('its README has the fixed headings', () => {
    expect([...readme.matchAll(/^## (.*)$/gm)].map(([, heading]) => heading)).toEqual(headings)
  })

  test('every source that its code names is in its README', () => {
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
      /(?<!\.test)\.ts$/.test(name),
    )
    const named = files.flatMap(
      (name) => readFileSync(`${folder}/${name}`, 'utf8').match(/https:\/\/[^\s'"`)]+/g) ?? [],
    )
    // What is put together of several texts is named by its beginning alone; example.net is in examples only.
    const plain = named.filter((source) => !source.includes('${') && !/^https:\/\/[\w.-]*\bexample\.net\b/.test(source))
    const values = 'capabilities' in target ? Object.values(target.capabilities).map(({ source }) => source) : []
    const sources = [...new Set([...plain, ...values])]
    expect(sources.length, 'its code says where its facts are from').toBeGreaterThan(5)
    expect(sources.filter((source) => !readme.includes(source))).toEqual([])
  })
})
