import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { templateById } from '@/lib/design/templates/templates'
import { decodeLink } from '@/lib/share/codec'
import { targets } from '@/lib/targets/all'
import { machineConfigs } from '@/lib/testing/machine-configs'
import { backupFor } from '@/lib/testing/pfsense-backup-for'
import { exampleNames } from '@/lib/testing/subject'
import { patchesOf } from '@/lib/testing/unlike-machines'
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

test('the jobs of the README and of the page beside it are YAML, and what they call the terminal has', async () => {
  const gitlab = readFileSync('docs/gitlab.md', 'utf8')
  const jobs = [...`${readme}${gitlab}`.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text]) => text ?? '')
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

test('its links open: two templates, and a cluster with a mistake that the terminal finds', async () => {
  const links = [...readme.matchAll(/\[([^\]]+)\]\((http:\/\/127\.0\.0\.1:4173\/#d=[^)]+)\)/g)]
  expect(links.map(([, title]) => title)).toEqual(['home lab', 'three-node HA', 'find the mistake'])
  const designs = links.map(([, , link]) => decodeLink(link ?? ''))
  const values = designs.map((read) => (read.ok ? read.value : read.problems))
  expect(values.slice(0, 2)).toEqual(['home-lab', 'three-node-ha'].map((id) => templateById(id)?.design()))
  const done = await runCommand(['verify', links[2]?.[2] ?? ''], {})
  expect([done.code, done.out]).toEqual([1, expect.stringContaining('expectations  0 of 1 met')])
})

test('what the table of the second day names can be done', async () => {
  const design = exampleDesign('dual-stack-onprem')
  const plain = { ...design, pools: [] }
  const text = exampleText('dual-stack-onprem')
  const machines = machineConfigs(plain, patchesOf(plain), 'single')
  const interfaces = Object(design.targets.pfsense?.interfaces) as Record<string, string>
  const at = (folder: string, files: readonly { path: string; text: string }[]) =>
    Object.fromEntries(files.map((file) => [`/desk/${folder}/${file.path.split('/').at(-1)}`, file.text]))
  const bundle = await runCommand(['render', 'design.yaml', '-o', 'bundle'], { '/desk/design.yaml': text })
  const files = {
    ...bundle.files,
    '/desk/config.xml': backupFor({ design, interfaces }),
    '/desk/controlplane.yaml': machines[0]?.text ?? '',
    '/desk/worker.yaml': machines.at(-1)?.text ?? '',
    ...at('backup', machines),
    ...Object.fromEntries(filesOf(design, 'talos').map((file) => [`/desk/folder/${file.path}`, file.text])),
    '/desk/old.yaml': text,
    '/desk/new.yaml': text.replace(/cidr: 198\.51\.100\.0\/26/, 'cidr: 198.51.100.0/27'),
    '/desk/fleet/one.yaml': text,
    '/desk/fleet/two.yaml': exampleText('two-nics'),
  }
  expect(files['/desk/new.yaml']).not.toBe(text)
  const rows = [...readme.matchAll(/^\| `((?:render|import|verify|diff|plan) [^`]+)` \|/gm)].map(
    ([, line]) => line ?? '',
  )
  expect(rows.length).toBeGreaterThan(7)
  for (const row of rows) {
    // The table leaves out which design, and where to.
    const named = row.replace(/^(render|verify) --/, '$1 design.yaml --')
    const done = await runCommand(wordsOf(named.startsWith('render') ? `${named} -o made` : named), files)
    // Assumed parts are bad news until somebody takes them on.
    const wanted = row.startsWith('import') && /^\d+ parts are assumed/m.test(done.err) ? 1 : 0
    expect([row, done.code, done.err.match(/^error.*/gm)]).toEqual([row, wanted, null])
    expect(done.out.length + Object.keys(done.files).length).toBeGreaterThan(0)
  }
})

test('every command that it and CONTRIBUTING name is there, with its files', () => {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> }
  const text = readme + readFileSync('.github/CONTRIBUTING.md', 'utf8')
  const spans = [...text.matchAll(/(`+)([^`]+)\1/g)].map(([, , span]) => span ?? '')
  const commands = spans.flatMap((span) => /^(?:\w+=\S+ )*((?:npm|npx|node) .+)/.exec(span)?.[1] ?? [])
  expect(commands.length).toBeGreaterThan(10)
  const tests = ['lib', 'e2e'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => `${folder}/${name}`),
  )
  for (const command of commands) {
    const [program, first = '', ...rest] = command.split(/\s+/)
    const has = (name: string): boolean => scripts[name] !== undefined
    const file = rest.find((word) => word.includes('/')) ?? ''
    if (program === 'npm' && first === 'run') expect([command, has(rest[0] ?? '')]).toEqual([command, true])
    if (program === 'npm' && first !== 'run') expect([command, first === 'ci' || has(first)]).toEqual([command, true])
    if (program === 'node') expect([command, existsSync(first)]).toEqual([command, true])
    if (program === 'npx' && ['vitest', 'playwright'].includes(first) && !file.includes('<')) {
      expect([command, tests.some((path) => path.startsWith(file))]).toEqual([command, true])
    }
  }
})
