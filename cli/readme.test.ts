import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { targets } from '@/lib/targets/all'
import { exampleNames } from '@/lib/testing/subject'
import { exampleText, runCommand } from './testing/run-command'

const readme = readFileSync('README.md', 'utf8')

test('what the README shows of the terminal is what the terminal shows', async () => {
  const block = /```console\n([\s\S]*?)```/.exec(readme)?.[1] ?? ''
  const examples = exampleNames.map((name) => [`/desk/public/examples/${name}.yaml`, exampleText(name)] as const)
  let files: Readonly<Record<string, string | Uint8Array>> = Object.fromEntries(examples)
  const shown = block.split(/^\$ npx portcullis /m).slice(1)
  expect(shown.length).toBeGreaterThan(5)
  for (const part of shown) {
    const [line = '', ...lines] = part.trimEnd().split('\n')
    const [command = '', kept] = line.split(' > ')
    const words = [...command.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '')
    const done = await runCommand(words, files)
    expect([line, done.code, done.err.match(/^error.*/gm)]).toEqual([line, 0, null])
    const printed = done.out.split('\n')
    for (const wanted of lines) expect(printed).toContain(wanted)
    files = { ...files, ...done.files, ...(kept === undefined ? {} : { [`/desk/${kept}`]: done.out }) }
  }
})

test('the README lists every target with its page', () => {
  const table = readme.slice(readme.indexOf('## Targets'), readme.indexOf('## How we know'))
  const rows = [...table.matchAll(/^\| \[`([^`]+)`\]\(([^)]+)\)/gm)].map(([, id, path]) => [id, path])
  expect(rows.sort()).toEqual(targets.map(({ id }) => [id, `lib/targets/${id}/README.md`]).sort())
})
