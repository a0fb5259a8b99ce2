import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { targets } from '@/lib/targets/all'
import { exampleNames } from '@/lib/testing/subject'
import { readYaml } from '@/lib/text/yaml'
import { exampleDesign, filesOf } from './testing/bundle-files'
import { exampleText, runCommand } from './testing/run-command'

const readme = readFileSync('README.md', 'utf8')

/** As a shell divides a line. */
function wordsOf(line: string): string[] {
  return [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '')
}

test('what the README shows of the terminal is what the terminal shows', async () => {
  const block = /```console\n([\s\S]*?)```/.exec(readme)?.[1] ?? ''
  const examples = exampleNames.map((name) => [`/desk/public/examples/${name}.yaml`, exampleText(name)] as const)
  let files: Readonly<Record<string, string | Uint8Array>> = Object.fromEntries(examples)
  const shown = block.split(/^\$ npx portcullis /m).slice(1)
  expect(shown.length).toBeGreaterThan(5)
  for (const part of shown) {
    const [line = '', ...lines] = part.trimEnd().split('\n')
    const [command = '', kept] = line.split(' > ')
    const done = await runCommand(wordsOf(command), files)
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

test('the jobs of the README are YAML, and what they call the terminal has', async () => {
  const jobs = [...readme.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text]) => text ?? '')
  expect(jobs.length).toBe(2)
  const design = exampleDesign('seed-001-talos-docs')
  const live = filesOf(design, 'talos').map(({ path, text }) => [`/desk/firewall/live/${path.split('/').at(-1)}`, text])
  const text = exampleText('seed-001-talos-docs')
  const files = { ...Object.fromEntries(live), '/desk/firewall/old.yaml': text, '/desk/firewall/design.yaml': text }
  for (const job of jobs) {
    expect(readYaml(job)).toMatchObject({ ok: true })
    const calls = [...job.matchAll(/portcullis\.mjs (.*?)(?: > \S+)?$/gm)].map(([, words]) => words ?? '')
    expect(calls.map((words) => words.split(' ')[0])).toEqual(['diff', 'verify'])
    for (const call of calls) {
      const done = await runCommand(wordsOf(call), files)
      expect([call, done.code, done.err]).toEqual([call, 0, ''])
    }
  }
})
