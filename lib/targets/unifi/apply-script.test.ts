/** The script against a gateway of a few lines, which takes only bodies that fit: what it changes, in which order, twice. */
import { execFile, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { readExample, subjectOf } from '@/lib/testing/subject'
import { isJsonObject, jsonAt } from '@/lib/text/json'
import type { FileSet, Filter } from '../target'
import { findMisfit, listShape, policyShape } from './shape'
import { unifi } from './target'

interface Thing {
  readonly id: string
  readonly name: string
  readonly [key: string]: unknown
}

const kinds = ['networks', 'firewall/zones', 'traffic-matching-lists', 'firewall/policies'] as const
type Kind = (typeof kinds)[number]

let things: Record<Kind, Thing[]>
let orders: Map<string, string[]>
/** What the gateway got last. */
let previous: FileSet
/** Calls that change something. */
let changes: string[]
let count = 0

function fill(): void {
  const zone = (name: string): Thing => ({ id: `zone-${name}`, name, networkIds: [] })
  const network = (name: string, vlanId: number): Thing => ({ id: `net-${name}`, name, vlanId })
  things = {
    networks: [network('control', 120), network('renamed', 124), network('edge', 164)],
    'firewall/zones': ['Internal', 'External', 'Gateway', 'Vpn'].map(zone),
    'traffic-matching-lists': [{ id: 'list-own', name: 'of a person' }],
    'firewall/policies': [{ id: 'policy-own', name: 'of a person' }],
  }
  orders = new Map()
  changes = []
  previous = []
}

function answer(method: string, url: URL, body: unknown): unknown {
  const path = url.pathname.replace('/proxy/network/integration/v1', '')
  if (path === '/sites') return { data: [{ id: 's', name: 'Default' }], totalCount: 1 }
  const inside = path.replace('/sites/s/', '')
  if (method !== 'GET') changes.push(`${method} ${inside}`)
  if (inside === 'firewall/policies/ordering') {
    const key = `${url.searchParams.get('sourceFirewallZoneId')} ${url.searchParams.get('destinationFirewallZoneId')}`
    const ids = jsonAt(body, 'orderedFirewallPolicyIds', 'beforeSystemDefined')
    if (method === 'PUT') orders.set(key, ids as string[])
    return {
      orderedFirewallPolicyIds: { beforeSystemDefined: orders.get(key) ?? ['policy-own'], afterSystemDefined: [] },
    }
  }
  const kind = kinds.find((one) => inside === one || inside.startsWith(`${one}/`))
  if (kind === undefined) return undefined
  const id = inside.slice(kind.length + 1)
  if (method === 'GET') return { data: things[kind], totalCount: things[kind].length }
  if (method === 'DELETE') {
    things[kind] = things[kind].filter((one) => one.id !== id)
    return {}
  }
  const shape = kind === 'firewall/policies' ? policyShape : kind === 'traffic-matching-lists' ? listShape : undefined
  const misfit = shape === undefined ? undefined : findMisfit(body, shape)
  if (misfit !== undefined || !isJsonObject(body)) return undefined
  // https://github.com/liambeeton/unifig/issues/49: measured on a gateway.
  const isOutside = jsonAt(body, 'destination', 'zoneId') === 'zone-External'
  if (isOutside && jsonAt(body, 'action', 'allowReturnTraffic') === true) return undefined
  const thing = { ...body, id: method === 'POST' ? `made-${count++}` : id } as unknown as Thing
  things[kind] = method === 'POST' ? [...things[kind], thing] : things[kind].map((one) => (one.id === id ? thing : one))
  return thing
}

const server = createServer(async (request, response) => {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  const text = Buffer.concat(parts).toString()
  const found = answer(
    request.method ?? '',
    new URL(request.url ?? '/', 'http://x'),
    text === '' ? undefined : JSON.parse(text),
  )
  response
    .writeHead(found === undefined ? 400 : 200, { 'Content-Type': 'application/json' })
    .end(JSON.stringify(found ?? {}))
})
beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)))
afterAll(() => {
  server.close()
})
beforeEach(fill)

async function run(design: Parameters<typeof subjectOf>[1], ...words: string[]): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'portcullis-'))
  try {
    for (const { path, text } of subjectOf(unifi as Filter, design, { previous }).output.files) {
      writeFileSync(join(folder, path.replace('unifi/', '')), text)
    }
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const { stdout } = await promisify(execFile)('python3', [join(folder, 'apply.py'), url, ...words])
    return stdout
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const hasPython = spawnSync('python3', ['--version']).status === 0
if (!hasPython) console.log('SKIPPED: the UniFi script is not run, because there is no python3')

const design = readExample('dual-stack-onprem', { targets: {} })
const isOurs = ({ name }: Thing): boolean => name.startsWith('pcl:onprem:')

test.runIf(hasPython)('says what it would do, and does nothing', async () => {
  expect(await run(design)).toContain('Nothing was changed')
  expect(changes).toEqual([])
})

test.runIf(hasPython)('policies first, networks last; ours before those of people; twice is once', async () => {
  await run(design, '--apply')
  expect(changes.at(-1)).toBe('PUT firewall/zones/made-0')
  expect(changes.filter((one) => one.includes('firewall/zones'))).toEqual([
    'POST firewall/zones',
    'PUT firewall/zones/made-0',
  ])
  // The second network is found by its VLAN.
  const zone = things['firewall/zones'].find(({ name }) => name === 'Talos')
  expect(zone?.networkIds).toEqual(['net-control', 'net-renamed'])
  const ours = things['firewall/policies'].filter(isOurs)
  const pairs = new Set(ours.map((one) => `${jsonAt(one, 'source', 'zoneId')} ${jsonAt(one, 'destination', 'zoneId')}`))
  const into = ['Internal', 'External', 'Vpn'].flatMap((name) => [`zone-${name} made-0`, `made-0 zone-${name}`])
  expect([...pairs].sort()).toEqual([...into, 'made-0 made-0'].sort())
  for (const [pair, ids] of orders) {
    expect(ids.at(-1), pair).toBe('policy-own')
    const last = ours.find(({ id }) => id === ids.at(-2))
    if (pair.endsWith(' made-0')) expect(last?.name).toMatch(/nothing else into the zone/)
  }
  const before = structuredClone(things)
  changes = []
  await run(design, '--apply')
  expect(changes.filter((one) => !one.startsWith('PUT'))).toEqual([])
  expect(things).toEqual(before)
})

test.runIf(hasPython)(
  'answers come back: none is blocked, and each way that allows asks for them, but out of the house',
  async () => {
    await run(design, '--apply')
    const ours = things['firewall/policies'].filter(isOurs)
    const [allowing, blocking] = ['ALLOW', 'BLOCK'].map((type) =>
      ours.filter((one) => jsonAt(one, 'action', 'type') === type),
    )
    expect(blocking?.length).toBeGreaterThan(0)
    for (const one of blocking ?? []) expect(one.connectionStateFilter).toEqual(['NEW', 'INVALID'])
    const asks = (allowing ?? []).map((one) => [
      jsonAt(one, 'destination', 'zoneId') !== 'zone-External',
      jsonAt(one, 'action', 'allowReturnTraffic'),
    ])
    expect(new Set(asks.map(([, asked]) => asked))).toEqual(new Set([true, false]))
    for (const [isInside, asked] of asks) expect(asked).toBe(isInside)
  },
)

test.runIf(hasPython)('another bundle over it leaves that one alone, and what people made', async () => {
  await run(design, '--apply')
  const other = { ...design, admin: [], listeners: [], loadBalancerIPs: [] }
  await run(other, '--apply')
  const after = structuredClone(things)
  fill()
  await run(other, '--apply')
  const names = (all: typeof things) =>
    [...all['firewall/policies'], ...all['traffic-matching-lists']].map(({ name }) => name).sort()
  expect(names(after)).toEqual(names(things))
  expect(names(after).filter((name) => name === 'of a person')).toHaveLength(2)
})

test.runIf(hasPython)('a network that stays in the zone and is none of the file is told, and left there', async () => {
  await run(design, '--apply')
  const zone = things['firewall/zones'].find(({ name }) => name === 'Talos')
  const alone = { ...design, targets: { unifi: { networks: { control: 'control' } } } }
  expect(await run(alone)).toContain('stays  in the zone')
  await run(alone, '--apply')
  expect(things['firewall/zones'].find(({ name }) => name === 'Talos')?.networkIds).toEqual(zone?.networkIds)
})

test.runIf(hasPython)(
  'what an earlier bundle let in goes once the new policies stand before the one that blocks',
  async () => {
    await run(design, '--apply')
    changes = []
    await run({ ...design, admin: [], listeners: [], loadBalancerIPs: [] }, '--apply')
    const placed = changes.lastIndexOf('PUT firewall/policies/ordering')
    const gone = changes.findIndex((one) => one.startsWith('DELETE firewall/policies/'))
    expect(gone).toBeGreaterThan(placed)
    expect(placed).toBeGreaterThan(-1)
  },
)

test.runIf(hasPython)('nothing stays of a bundle whose cluster was called otherwise', async () => {
  await run(design, '--apply')
  previous = subjectOf(unifi as Filter, design).files
  await run({ ...design, name: 'attic' }, '--apply')
  const names = [...things['firewall/policies'], ...things['traffic-matching-lists']].map(({ name }) => name)
  expect(names.filter((name) => name.startsWith('pcl:attic:')).length).toBeGreaterThan(0)
  expect(names.filter((name) => !name.startsWith('pcl:attic:'))).toEqual(['of a person', 'of a person'])
})
