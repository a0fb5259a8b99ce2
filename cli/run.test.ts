import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { designSchema } from '@/lib/design/design'
import { readDesign } from '@/lib/design/read-design'
import { templateById, templates } from '@/lib/design/templates/templates'
import { exampleNames } from '@/lib/testing/subject'
import { runCommandLine } from './run'
import { makeMemoryIo } from './testing/memory-io'

const exampleText = (name: string): string => readFileSync(`public/examples/${name}.yaml`, 'utf8')
const onprem = exampleText('dual-stack-onprem')

/** A command line as a person types it, without quoting. */
async function run(words: readonly string[], files: Readonly<Record<string, string>> = {}, input?: string) {
  const memory = makeMemoryIo({ '/desk/design.yaml': onprem, ...files }, input === undefined ? {} : { input })
  const code = await runCommandLine(words, memory.io)
  return { code, out: memory.out(), err: memory.err(), files: memory.files() }
}

const commandNames = [
  'init',
  'rules',
  'render',
  'verify',
  'query',
  'lint',
  'diff',
  'plan',
  'link',
  'open',
  'new-target',
]

describe('help', () => {
  test.each([['--help'], ['-h'], ['help']])('%s lists every command on standard output', async (word) => {
    const { code, out, err } = await run([word])
    expect([code, err]).toEqual([0, ''])
    for (const name of commandNames) expect(out).toContain(`\n  ${name} `)
  })

  test.each(commandNames)('%s --help has usage, options and examples', async (name) => {
    const { code, out, err } = await run([name, '--help'])
    expect([code, err]).toEqual([0, ''])
    expect(out).toMatch(new RegExp(`^Usage: portcullis ${name}`))
    expect(out).toContain('Options:')
    expect(out).toContain(`  portcullis ${name}`)
    expect((await run(['help', name])).out).toBe(out)
    expect((await run([name, 'nonsense', '--nonsense', '-h', '--help'])).out).toBe(out)
  })

  test('--version prints the version', async () => {
    expect((await run(['--version'])).out).toMatch(/^\d+\.\d+\.\d+\n$/)
  })

  test('nothing at all is wrong usage, said on standard error', async () => {
    const { code, out, err } = await run([])
    expect([code, out]).toEqual([2, ''])
    expect(err).toContain('Usage')
  })
})

test('addresses that do not fit are said, and the design is worked with', async () => {
  const memory = makeMemoryIo({ '/desk/design.yaml': onprem.replace('10.20.0.12', '10.99.0.12') })
  const code = await runCommandLine(['rules', 'design.yaml'], memory.io)
  expect(code).toBe(0)
  expect(memory.out()).toContain('kubelet')
  expect(memory.err()).toContain('nodes/cp-2/addresses/0')
  expect(memory.err()).toContain('outside subnet control')
})

describe('wrong usage and wrong input: a message with a cure, exit code 2, nothing on standard output', () => {
  const broken = onprem.replace('10.20.0.12', '10.20.0.312')
  test.each([
    ['an unknown command', ['rule', 'design.yaml'], '"rule"', 'rules'],
    ['an unknown command without a like', ['zzz'], '"zzz"', '--help'],
    ['an unknown option', ['rules', 'design.yaml', '--jsno'], '--jsno', '--json'],
    ['an unknown format', ['rules', 'design.yaml', '--format', 'cvs'], '"cvs"', 'csv'],
    ['a format of another command', ['query', 'design.yaml', 'x', '--format', 'csv'], '"csv"', 'table, json'],
    ['two formats', ['rules', 'design.yaml', '--json', '--format', 'csv'], 'exclude', 'Leave one'],
    ['no design', ['rules'], 'No design', 'Name a file'],
    ['a missing file', ['rules', 'desing.yaml'], 'no such file', 'design.yaml'],
    ['a missing file without a like', ['rules', 'somewhere/else.yaml'], 'no such file', 'portcullis init'],
    ['a folder', ['rules', '.'], 'is a folder', '*.yaml'],
    ['a pattern without files', ['rules', '*.toml'], 'No file matches', 'quotes'],
    ['malformed YAML', ['rules', 'malformed.yaml'], 'malformed.yaml:', ''],
    ['a bad address', ['verify', 'broken.yaml'], 'broken.yaml:20', 'nodes/cp-2/addresses/0'],
    ['an unknown option of a target', ['render', 'option.yaml', '-o', 'out'], 'option.yaml: targets/talos', 'foo'],
    ['an unknown key', ['rules', 'unknown.yaml'], 'postuer', 'posture'],
    ['an empty file', ['rules', 'empty.yaml'], 'empty', 'write'],
    ['bytes that are no text', ['rules', 'binary.yaml'], 'UTF-8', 'text file'],
    ['an unknown target', ['verify', 'design.yaml', '-t', 'talso'], '"talso"', 'talos'],
    ['an unknown target to render', ['render', 'design.yaml', '-o', 'out', '-t', 'zzz'], '"zzz"', 'There are'],
    ['nowhere to render to', ['render', 'design.yaml'], 'Nowhere', '-o DIR'],
    ['a cut link', ['open', 'https://x/#d=0.AAESH-6kMa2S'], 'incomplete', 'copy the whole'],
    ['no link', ['open', 'design.yaml'], 'not a link', 'paste'],
    ['no link at all', ['open'], 'No link', 'portcullis open'],
    ['a link as a design, cut', ['rules', 'https://x/#d=0.AAESH-6kMa2S'], 'incomplete', 'copy the whole'],
    ['no question', ['query', 'design.yaml'], 'question', 'portcullis query'],
    ['a question without an arrow', ['query', 'design.yaml', 'cp-1'], 'no arrow', 'Ask like'],
    ['a misspelt name in a question', ['query', 'design.yaml', 'cp1 -> gpu-1 tcp/22'], '"cp1"', 'cp-1'],
    ['an unknown template', ['init', '--template', 'three-node'], '"three-node"', 'three-node-ha'],
    ['an operand of init', ['init', 'design.yaml'], 'design.yaml', 'portcullis init >'],
    ['--against without a target', ['verify', 'design.yaml', '--against', '.'], '--against', '-t ID'],
    ['a missing --against', ['verify', 'design.yaml', '-t', 'talos', '--against', 'no'], 'no such file', 'path'],
    ['a missing --previous', ['verify', 'design.yaml', '--previous', 'no'], 'no such folder', 'path'],
    ['a --previous that is no bundle', ['verify', 'design.yaml', '--previous', '.'], 'MANIFEST.json', 'render'],
    [
      'a --previous that is no archive',
      ['render', 'design.yaml', '-o', 'x', '--previous', 'empty.yaml'],
      'archive',
      '.zip',
    ],
    [
      '--against with --previous',
      ['verify', 'design.yaml', '-t', 'talos', '--against', '.', '--previous', '.'],
      'exclude',
      'as they are',
    ],
  ])('%s', async (_, words, message, cure) => {
    const given = {
      '/desk/malformed.yaml': 'version: 1\nname: [a\nsubnets: }\n',
      '/desk/broken.yaml': broken,
      '/desk/unknown.yaml': onprem.replace('posture:', 'postuer:'),
      '/desk/empty.yaml': '',
      '/desk/option.yaml': onprem.replace('talos: {}', 'talos: { foo: 1 }'),
    }
    const memory = makeMemoryIo({
      '/desk/design.yaml': onprem,
      ...given,
      '/desk/binary.yaml': new Uint8Array([0xff, 0xfe, 0x00]),
    })
    const before = memory.files()
    const code = await runCommandLine(words, memory.io)
    expect({ code, out: memory.out() }).toEqual({ code: 2, out: '' })
    expect(memory.err()).toContain('error: ')
    expect(memory.err()).toContain(message)
    expect(memory.err()).toContain(cure)
    expect(memory.files()).toEqual(before)
  })
})

describe('init', () => {
  test.each(templates.map(({ id }) => id))('--template %s prints that design, a comment above each key', async (id) => {
    const { code, out, err } = await run(['init', '--template', id])
    expect([code, err]).toEqual([0, ''])
    const read = readDesign(out)
    expect(read.problems).toEqual([])
    expect(read.ok && read.value).toEqual(templateById(id)?.design())
    const lines = out.split('\n')
    for (const [index, line] of lines.entries()) if (/^[a-z]/i.test(line)) expect(lines[index - 1]).toMatch(/^# /)
    const verified = await run(['verify', 'new.yaml', '-t', 'talos'], { '/desk/new.yaml': out })
    expect({ code: verified.code, err: verified.err }).toEqual({ code: 0, err: '' })
  })

  test('what it prints switched off has the form of a design when it is switched on', async () => {
    const { out } = await run(['init', '--template', 'blank'])
    const switchedOn = out.replaceAll(/^# ((?: {2}- )?\{|[a-zA-Z]+:|.*- \{)/gm, '$1')
    expect(switchedOn.split('\n').length - (switchedOn.match(/^#/gm)?.length ?? 0)).toBeGreaterThan(30)
    expect(designSchema.safeParse(parse(switchedOn)).error?.issues).toBeUndefined()
  })
})

describe('rules', () => {
  test('--json has the promised keys, one record a rule', async () => {
    const { code, out } = await run(['rules', 'design.yaml', '--json'])
    expect(code).toBe(0)
    const records = JSON.parse(out)
    const postgres = records.find((record: { id: string }) => record.id === 'postgres/node:gpu-1')
    expect(postgres).toMatchObject({
      listener: 'postgres',
      on: 'node:gpu-1',
      direction: 'ingress',
      from: ['cidr:10.9.0.0/16', 'cidr:2001:db8:9::/48'],
      to: ['node:gpu-1'],
      sources: {
        guest: ['10.9.0.0/16', '2001:db8:9::/48'],
        nic: ['10.9.0.0/16', '2001:db8:9::/48'],
        router: ['10.9.0.0/16', '2001:db8:9::/48'],
      },
      destinations: ['10.20.7.201/32', '2001:db8:20:4::201/128'],
      protocol: 'tcp',
      ports: ['5432'],
      icmpTypes: [],
      purpose: expect.any(String),
      because: expect.any(String),
      source: expect.any(String),
    })
  })

  test('the same rules in every format', async () => {
    const records = JSON.parse((await run(['rules', 'design.yaml', '--json'])).out)
    for (const format of ['table', 'csv', 'markdown']) {
      const { code, out } = await run(['rules', 'design.yaml', '--format', format])
      expect(code).toBe(0)
      for (const { id } of records) expect(out).toContain(id)
    }
    const csv = (await run(['rules', 'design.yaml', '--format', 'csv'])).out
    expect(csv.trimEnd().split('\n')).toHaveLength(records.length + 1)
  })

  test('from standard input, a link, and several files at once', async () => {
    const fromFile = (await run(['rules', 'design.yaml'])).out
    expect((await run(['rules', '-'], {}, onprem)).out).toBe(fromFile)
    const link = (await run(['link', 'design.yaml'])).out.trim()
    expect((await run(['rules', link])).out).toBe(fromFile)
    const both = await run(['rules', '*.yaml', '--json'], { '/desk/other.yaml': exampleText('two-nics') })
    expect(JSON.parse(both.out).map((one: { design: string }) => one.design)).toEqual(['design.yaml', 'other.yaml'])
  })
})

describe('link and open', () => {
  test.each(exampleNames)('%s comes back from its link', async (name) => {
    const link = await run(['link', 'design.yaml', '--base', 'https://firewall.example/'], {
      '/desk/design.yaml': exampleText(name),
    })
    expect(link.code).toBe(0)
    expect(link.out).toMatch(/^https:\/\/firewall\.example\/#d=1\.[\w-]+\n$/)
    const opened = await run(['open', link.out.trim()])
    expect(opened.code).toBe(0)
    const [want, got] = [exampleText(name), opened.out].map((text) => readDesign(text))
    expect(got?.ok && got.value).toEqual(want?.ok && want.value)
    expect((await run(['open', '-'], {}, link.out)).out).toBe(opened.out)
    expect(JSON.parse((await run(['open', link.out.trim(), '--json'])).out)).toEqual(want?.ok && want.value)
  })

  test.each(['firewall', 'javascript:alert(1)', 'https://firewall.example/#there'])(
    'link refuses %s as the address of a page',
    async (base) => {
      const { code, out, err } = await run(['link', 'design.yaml', '--base', base])
      expect([code, out]).toEqual([2, ''])
      expect(err).toContain(base)
    },
  )
})

describe('query', () => {
  test('names the design, of several, in which a question means nothing', async () => {
    const other = onprem.replace(/\bcp-1\b/g, 'first')
    const { code, err } = await run(['query', '*.yaml', 'admin -> cp-1 tcp/6443'], { '/desk/other.yaml': other })
    expect([code, err]).toEqual([2, expect.stringMatching(/^error: other\.yaml: question: .*"cp-1"/)])
  })

  test('prints every layer with file, line and rule', async () => {
    const { code, out } = await run(['query', 'design.yaml', '198.51.100.7 -> cp-1 tcp/6443', '--json'])
    expect(code).toBe(0)
    const answer = JSON.parse(out)
    expect(answer).toMatchObject({ verdict: 'allow', disagree: false, unseen: false })
    const layer = answer.layers.find((one: { target: string }) => one.target === 'talos')
    expect(layer).toMatchObject({ target: 'talos', place: 'guest', verdict: 'allow', because: expect.any(String) })
    expect(layer.statements[0]).toMatchObject({
      file: 'talos/controlplane.patch.yaml',
      line: expect.any(Number),
      rule: 'kubernetes-api/controlplane',
    })
  })

  test('a denial is an answer too, and says what fails', async () => {
    const { code, out } = await run(['query', 'design.yaml', '10.20.4.10 -> gpu-1 postgres'])
    expect(code).toBe(0)
    expect(out).toMatch(/^deny {2}10\.20\.4\.10 -> 10\.20\.7\.201 tcp\/5432/)
    expect(out).toContain(', which does not admit')
    const markdown = await run(['query', 'design.yaml', '10.20.4.10 -> gpu-1 postgres', '--format', 'markdown'])
    expect(markdown.out).toContain('**deny**')
  })
})

describe('colour', () => {
  const colourCode = '\u001b['
  test.each([
    ['at a terminal', { isTerminal: true }, true],
    ['in a pipe', { isTerminal: false }, false],
    ['with NO_COLOR', { isTerminal: true, environment: { NO_COLOR: '1' } }, false],
    ['at a dumb terminal', { isTerminal: true, environment: { TERM: 'dumb' } }, false],
  ])('%s', async (_, world, coloured) => {
    const memory = makeMemoryIo({ '/desk/design.yaml': onprem }, world)
    await runCommandLine(['query', 'design.yaml', 'cp-1 -> cp-2 etcd'], memory.io)
    expect(memory.out().includes(colourCode)).toBe(coloured)
  })
})

test('a folder that may not be read is told by its path, and nothing is thrown', async () => {
  const memory = makeMemoryIo({ '/desk/design.yaml': onprem, '/desk/x/a': '' })
  const list = (path: string): never => {
    throw Object.assign(new Error(`EACCES: permission denied, scandir '${path}'`), { errno: -13, path })
  }
  const io = { ...memory.io, files: { ...memory.io.files, list } }
  expect(await runCommandLine(['verify', 'design.yaml', '-t', 'talos', '--against', 'x'], io)).toBe(2)
  expect(memory.err()).toContain('/desk/x')
  expect(memory.err()).toContain('permission denied')
})
