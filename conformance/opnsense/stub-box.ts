/** The API of a box as far as the script asks it: of a release that imports tables, or of one that takes rules one by one. */
import { createServer, type IncomingMessage, type Server } from 'node:http'
import { readRuleRows } from '@/lib/targets/opnsense/read/rule-rows'

export interface StubRule {
  readonly uuid: string
  readonly fields: Readonly<Record<string, string>>
}

export interface StubBox {
  readonly url: string
  readonly rules: Map<string, StubRule>
  readonly aliases: Map<string, unknown>
  readonly calls: string[]
  close(): void
}

export interface StubKind {
  readonly imports: boolean
  readonly savepoints: boolean
  /** Takes one row less than it is given. */
  readonly drops?: boolean
}

/** What is asked with GET. */
const reads: ReadonlySet<string> = new Set(['filter/get', 'alias/export'])

export const stubLogin = { OPNSENSE_KEY: 'key', OPNSENSE_SECRET: 'secret' }

export async function startStub(kind: StubKind, theirs: readonly StubRule[]): Promise<StubBox> {
  const rules = new Map(theirs.map((rule) => [rule.uuid, rule]))
  const box: Omit<StubBox, 'url' | 'close'> = { rules, aliases: new Map(), calls: [] }
  const wanted = `Basic ${Buffer.from('key:secret').toString('base64')}`
  const server: Server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      const path = (request.url ?? '').replace('/api/firewall/', '')
      const isKnown = request.headers.authorization === wanted && request.method === (reads.has(path) ? 'GET' : 'POST')
      const answer = isKnown ? answerTo(path, body, box, kind) : undefined
      response.statusCode = isKnown ? (answer === undefined ? 404 : 200) : 401
      response.end(JSON.stringify(answer ?? { errorMessage: 'Endpoint not found' }))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return { ...box, url: `http://127.0.0.1:${port}`, close: () => server.close() }
}

async function bodyOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(Buffer.from(part as Uint8Array))
  return JSON.parse(Buffer.concat(parts).toString('utf8') || '{}') as Record<string, unknown>
}

function answerTo(
  path: string,
  body: Record<string, unknown>,
  { rules, aliases, calls }: Omit<StubBox, 'url' | 'close'>,
  kind: StubKind,
): object | undefined {
  const [area, call, argument] = path.split('/')
  const fields = (body.rule ?? {}) as Record<string, string>
  if (!reads.has(path))
    calls.push(
      [area, call, argument]
        .filter(Boolean)
        .join(' ')
        .replace(/[\da-f]{8}-[\da-f-]+/, 'ID'),
    )
  switch (`${area} ${call}`) {
    case 'filter get': {
      const held = Object.fromEntries([...rules.values()].map(({ uuid, fields: own }) => [uuid, own]))
      return { filter: { rules: { rule: rules.size === 0 ? [] : held } } }
    }
    case 'alias export':
      return { aliases: { alias: aliases.size === 0 ? [] : Object.fromEntries(aliases) } }
    case 'alias import': {
      const list = (body.data as { aliases: { alias: Record<string, { name: string }> } }).aliases.alias
      for (const alias of Object.values(list)) aliases.set(alias.name, alias)
      return { status: 'ok' }
    }
    case 'filter uploadRules':
      return kind.imports ? upload(String(body.payload), rules, kind) : undefined
    case 'filter savepoint':
      return kind.savepoints ? { status: 'ok', revision: '1700000000.1' } : undefined
    case 'filter cancelRollback':
      return kind.savepoints ? { status: 'ok' } : undefined
    case 'filter addRule': {
      const uuid = `30000000-0000-4000-8000-${String(rules.size).padStart(12, '0')}`
      rules.set(uuid, { uuid, fields })
      return { result: 'saved', uuid }
    }
    case 'filter setRule':
      if (argument === undefined || !rules.has(argument)) return { result: 'failed' }
      rules.set(argument, { uuid: argument, fields })
      return { result: 'saved' }
    case 'filter delRule':
      return { result: rules.delete(argument ?? '') ? 'deleted' : 'not found' }
    case 'filter apply':
    case 'alias reconfigure':
      return { status: 'ok' }
    default:
      return undefined
  }
}

function upload(text: string, rules: Map<string, StubRule>, { drops }: StubKind): object {
  const rows = readRuleRows(text, { file: 'rules.csv', problems: [] }).slice(drops === true ? 1 : 0)
  const updated = rows.filter(({ uuid }) => rules.has(uuid)).length
  for (const { uuid, values } of rows) rules.set(uuid, { uuid, fields: Object.fromEntries(values) })
  return { inserted: rows.length - updated, updated }
}
