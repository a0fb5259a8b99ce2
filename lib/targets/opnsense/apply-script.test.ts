/** The script against a box of a few lines that answers as release 25.7 does: what it leaves there, twice. */
import { execFile, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { readExample, subjectOf } from '@/lib/testing/subject'
import type { Filter } from '../target'
import { opnsense } from './target'

type Fields = Readonly<Record<string, string>>

let rules: Map<string, Fields>
let aliases: Map<string, Fields>
let changes: string[]
/** What the box would go back to. */
let savepoint: string | undefined
/** So long the box waits, in the script. */
let seconds: number
/** What somebody types. */
let said: string

beforeEach(() => {
  rules = new Map([['theirs', { description: 'of a person', interface: 'lan' }]])
  aliases = new Map([['theirs', { name: 'of_a_person', description: '' }]])
  changes = []
  savepoint = undefined
  seconds = 55
  said = ''
})

/**
 * A search that names no interface leaves out rules for one, even for all but one.
 * @see https://github.com/opnsense/core/blob/25.7/src/opnsense/mvc/app/controllers/OPNsense/Firewall/Api/FilterController.php
 */
function found(phrase: string): object {
  const rows = [...rules].map(([uuid, fields]) => ({ uuid, ...fields }) as Fields)
  const isFloating = ({ interface: keys = '' }: Fields): boolean => keys.split(',').filter(Boolean).length !== 1
  return { rows: rows.filter((row) => isFloating(row) && (row.description ?? '').includes(phrase)) }
}

function answer(method: string, path: string, body: Record<string, unknown>): object | undefined {
  const [area, call, id = ''] = path.split('/')
  if (method === 'GET') {
    if (path === 'filter/get') return { filter: { rules: { rule: Object.fromEntries(rules) } } }
    return path === 'alias/export' ? { aliases: { alias: Object.fromEntries(aliases) } } : undefined
  }
  if (call === 'searchRule') return found(String(body.searchPhrase))
  changes.push(`${area} ${call}`)
  const rule = body.rule as Fields
  switch (`${area} ${call}`) {
    case 'alias import': {
      const { alias } = (body.data as { aliases: { alias: Record<string, Fields> } }).aliases
      for (const one of Object.values(alias)) aliases.set(one.name ?? '', one)
      return { status: 'ok' }
    }
    case 'filter addRule':
      rules.set(`made-${rules.size}`, rule)
      return { result: 'saved' }
    case 'filter setRule':
      rules.set(id, rule)
      return { result: 'saved' }
    case 'filter delRule':
      return { result: rules.delete(id) ? 'deleted' : 'not found' }
    case 'filter savepoint':
      return savepoint === undefined ? undefined : { revision: savepoint }
    case 'filter apply':
    case 'filter cancelRollback':
    case 'alias reconfigure':
      return { status: 'ok' }
    default:
      return undefined
  }
}

const server = createServer(async (request, response) => {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  const text = Buffer.concat(parts).toString()
  const path = (request.url ?? '').replace('/api/firewall/', '')
  const answered = answer(request.method ?? '', path, text === '' ? {} : JSON.parse(text))
  response.writeHead(answered === undefined ? 404 : 200).end(JSON.stringify(answered ?? {}))
})
beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)))
afterAll(() => {
  server.close()
})

async function run(design: Parameters<typeof subjectOf>[1], ...words: string[]): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'portcullis-'))
  try {
    for (const { path, text } of subjectOf(opnsense as Filter, design).output.files) {
      writeFileSync(join(folder, path.replace('opnsense/', '')), text.replace('SECONDS = 55', `SECONDS = ${seconds}`))
    }
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const running = promisify(execFile)('python3', [join(folder, 'apply.py'), url, ...words])
    running.child.stdin?.end(said)
    const { stdout, stderr } = await running.catch((error: { stdout: string; stderr: string }) => error)
    return stdout + stderr
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const hasPython = spawnSync('python3', ['--version']).status === 0
if (!hasPython) console.log('SKIPPED: the OPNsense script is not run, because there is no python3')

const interfaces = { control: 'opt1', workers: 'opt2' }
const design = readExample('dual-stack-onprem', { targets: { opnsense: { version: '25.7', interfaces } } as never })
const ours = () =>
  [...rules.values()].map(({ description }) => description ?? '').filter((one) => one.startsWith('pcl:'))

test.runIf(hasPython)('twice is once, also of a rule for all but one interface', async () => {
  await run(design, '--apply')
  const once = ours()
  expect(once).toContain('pcl:onprem:deny-elsewhere/control')
  await run(design, '--apply')
  expect(ours().sort()).toEqual(once.sort())
})

test.runIf(hasPython)('what an earlier bundle left is gone, also of a rule for all but one interface', async () => {
  await run(design, '--apply')
  const alone = { ...design, targets: { opnsense: { version: '25.7', interfaces: { control: 'opt1' } } } } as never
  await run(alone, '--apply')
  expect(ours().filter((one) => one.includes('elsewhere'))).toEqual(['pcl:onprem:deny-elsewhere/control'])
  expect(rules.get('theirs')).toEqual({ description: 'of a person', interface: 'lan' })
})

test.runIf(hasPython)('a list of somebody else’s is not written over', async () => {
  aliases.set('another', { name: 'pcl_onprem_controlplane', description: 'mine' })
  expect(await run(design, '--apply')).toContain('rename first what is none of ours: pcl_onprem_controlplane')
  expect(changes).toEqual(['filter savepoint'])
})

test.runIf(hasPython).each([
  ['in time', '\n', 55, /rules are in place/, true],
  ['too late', '\n', -1, /too late: the rules go back/, false],
  ['by nobody', '', 55, /Nobody answers: the rules go back/, false],
])('rules that are confirmed %s', async (_, typed, limit, words, isKept) => {
  savepoint = '1784300000.12'
  said = typed
  seconds = limit
  const printed = await run(design, '--apply')
  expect(printed).toMatch(words)
  expect(printed.includes('are in place')).toBe(isKept)
  expect(printed).not.toContain('Traceback')
  expect(changes.includes('filter cancelRollback')).toBe(isKept)
})
