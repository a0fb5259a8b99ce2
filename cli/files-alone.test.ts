/** Questions, findings and the matrix out of what boxes run, with no design anywhere. */
import { zipSync } from 'fflate'
import { expect, test } from 'vitest'
import { backupFor } from '@/lib/testing/pfsense-backup-for'
import { exampleDesign, filesOf } from './testing/bundle-files'
import { exampleText, runCommand } from './testing/run-command'

const design = exampleDesign('two-nics')
const files = Object.fromEntries(filesOf(design, 'talos').map(({ path, text }) => [`/desk/run/${path}`, text]))
const paths = Object.keys(files).map((path) => path.replace('/desk/', ''))
const interfaces = { control: 'opt2', workers: 'opt3', edge: 'opt4' }
const backup = backupFor({ design: exampleDesign('dual-stack-onprem'), interfaces })

test('a question is answered by the lines of the files that were given', async () => {
  const asked = await runCommand(['query', 'run', '203.0.113.9 -> cp-1 tcp/50000', '--json'], files)
  expect(asked.code).toBe(0)
  const { verdict, layers } = JSON.parse(asked.out)
  expect([verdict, layers.length]).toEqual(['deny', 1])
  const [{ file, line }] = layers[0].statements
  expect(paths).toContain(file)
  expect(
    files[`/desk/${file}`]
      ?.split('\n')
      .slice(line - 1)
      .join('\n'),
  ).toMatch(/^(kind|name|apiVersion|portSelector|ingress|- ).*/)
  expect(asked.err).toContain('No design is named')
  expect(asked.err).toMatch(/assumed:\n {2}/)
  const allowed = await runCommand(
    ['query', ...paths, 'node:w-1 -> cp-1 tcp/6443'.replace('node:w-1', 'worker')],
    files,
  )
  expect([allowed.code, allowed.out.split('\n')[0]]).toEqual([0, expect.stringMatching(/^allow/)])
})

test('findings are about the files, and a rule that lets everybody in is one of them', async () => {
  const sound = await runCommand(['lint', 'run', '--json'], files)
  const codes = (out: string): string[] => JSON.parse(out).map(({ code }: { code: string }) => code)
  expect(codes(sound.out)).not.toContain('expose-apid')
  const [path = ''] = Object.keys(files).filter((one) => one.endsWith('controlplane.patch.yaml'))
  const open = files[path]?.replace(/(name: apid-ingress[\s\S]*?subnet: )\S+/, '$10.0.0.0/0') ?? ''
  expect(open).not.toBe(files[path])
  const found = await runCommand(['lint', 'run', '--json'], { ...files, [path]: open })
  expect(found.code).toBe(1)
  expect(codes(found.out)).toContain('expose-apid')
  expect(
    JSON.parse(found.out).filter(
      ({ code, accepted }: Record<string, unknown>) => code === 'port-collision' && accepted === null,
    ),
  ).toEqual([])
  const text = await runCommand(['lint', 'run'], { ...files, [path]: open })
  expect(text.out).toMatch(/From the internet: .*50000 on Control plane/)
})

test('the matrix names the internet first, in a table, in Markdown and as JSON, of an archive and of a router too', async () => {
  const table = await runCommand(['import', 'run', '--reach'], files)
  expect(table.code).toBe(0)
  expect(table.out).toMatch(/^! {2}the internet +\S.* tcp\/80, tcp\/443$/m)
  expect(table.out).toMatch(/control planes +cp-1, cp-2, cp-3, .*etcd 2379-2380/)
  const markdown = await runCommand(['import', 'run', '--reach', '--format', 'markdown'], files)
  expect(markdown.out).toMatch(/^\| the internet \|/m)
  const encode = (text: string) => new TextEncoder().encode(text)
  const zip = zipSync(Object.fromEntries(Object.entries(files).map(([path, text]) => [path.slice(1), encode(text)])))
  const packed = await runCommand(['import', 'run.zip', '--reach', '--json'], { '/desk/run.zip': zip })
  expect(JSON.parse(packed.out).matrix.columns.flatMap(({ names }: { names: string[] }) => names)).toContain('cp-1')
  const asked = await runCommand(['import', 'config.xml', '--reach'], { '/desk/config.xml': backup })
  expect([asked.code, asked.out]).toEqual([0, expect.stringMatching(/^! {2}the internet +.* {2}every protocol$/m)])
})

test('designs and files stand beside each other, and standard input may be either', async () => {
  const text = files[Object.keys(files)[0] ?? ''] ?? ''
  const piped = await runCommand(['query', '-', '203.0.113.9 -> cp-1 tcp/50000'], {}, text)
  expect([piped.code, piped.out.split('\n')[0]]).toEqual([0, expect.stringMatching(/^deny/)])
  const both = await runCommand(['lint', 'design.yaml', 'run', '--json'], files)
  expect(JSON.parse(both.out).map(({ design: name }: { design: string }) => name)).toEqual(['design.yaml', 'run'])
  const broken = await runCommand(['lint', 'a.yaml'], {
    '/desk/a.yaml': exampleText('two-nics').replace('nodes:', 'node:'),
  })
  expect([broken.code, broken.err]).toEqual([2, expect.stringContaining('a.yaml:15:1: node: ')])
})
