import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { capabilities } from './capabilities'

const folder = 'lib/targets/terraform-aws'
const readme = readFileSync(`${folder}/README.md`, 'utf8')

test('the README has the fixed headings', () => {
  expect([...readme.matchAll(/^## (.*)$/gm)].map(([, heading]) => heading)).toEqual([
    'What it enforces',
    'Syntax source',
    'Semantics that surprise',
    'What it cannot say',
    'How to apply',
    'How to undo',
  ])
})

test('every source that the code names is in the README', () => {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /(?<!\.test)\.ts$/.test(name),
  )
  const named = files.flatMap((name) => readFileSync(`${folder}/${name}`, 'utf8').match(/https:\/\/[^\s'"`)]+/g) ?? [])
  const sources = [...named, ...Object.values(capabilities).map(({ source }) => source)]
  const whole = sources.filter((source) => !source.includes('${') && !/userguide$|resources$/.test(source))
  expect(whole.length).toBeGreaterThan(10)
  expect([...new Set(whole)].filter((source) => !readme.includes(source))).toEqual([])
})
