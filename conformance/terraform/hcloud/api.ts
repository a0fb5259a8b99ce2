/**
 * As much of the API of Hetzner Cloud as firewalls need, refusing what its documents say that it refuses. Written from
 * facts/terraform-clouds.md 6.2 and the reference, without our reader.
 * @see https://docs.hetzner.cloud/reference/cloud#firewalls
 */
import { createServer, type IncomingMessage } from 'node:http'
import { isIP } from 'node:net'
import { type ApiServer, listed, makeServer, shownServer } from './servers'

export interface ApiRule {
  readonly direction: 'in' | 'out'
  readonly protocol: string
  readonly port?: string | null
  readonly description?: string | null
  readonly source_ips?: readonly string[] | null
  readonly destination_ips?: readonly string[] | null
}

export interface ApiFirewall {
  readonly id: number
  name: string
  labels: Readonly<Record<string, string>>
  rules: readonly ApiRule[]
  applied_to: readonly ApiResource[]
}

interface ApiResource {
  readonly type: string
  readonly label_selector?: { readonly selector: string }
  readonly server?: { readonly id: number }
}

export interface Api {
  readonly address: string
  /** What the project holds now. */
  firewalls(): readonly ApiFirewall[]
  servers(): readonly ApiServer[]
  close(): Promise<void>
}

interface Answer {
  readonly status: number
  readonly body?: unknown
}

const refuse = (status: number, code: string, message: string): Answer => ({
  status,
  body: { error: { code, message } },
})

/** `isStrict`: whether it refuses what its documents say, or takes whatever the provider hands on. */
export async function startApi(isStrict = true): Promise<Api> {
  const held = new Map<number, ApiFirewall>()
  const servers = new Map<number, ApiServer>()
  let next = 1000
  const server = createServer((request, response) => {
    void readBody(request).then((body) => {
      const { status, body: said } = answer(request.method ?? '', request.url ?? '', body)
      response.writeHead(status, { 'content-type': 'application/json' })
      response.end(said === undefined ? '' : JSON.stringify(said))
    })
  })
  const done = (command: string): unknown => {
    const at = '2026-11-20T00:00:00Z'
    return {
      id: next++,
      command,
      status: 'success',
      progress: 100,
      started: at,
      finished: at,
      resources: [],
      error: null,
    }
  }

  function answer(method: string, url: string, body: Readonly<Record<string, unknown>>): Answer {
    const [, version, kind, id, , action] = url.split('?')[0]?.split('/') ?? []
    if (version !== 'v1' || kind === undefined) return refuse(404, 'not_found', url)
    if (kind === 'servers') return id === undefined ? createServerOf(body) : showServer(Number(id))
    if (kind !== 'firewalls') {
      const list = listed(kind)
      return list === undefined ? refuse(404, 'not_found', url) : { status: 200, body: list }
    }
    if (id === undefined) return create(body)
    const firewall = held.get(Number(id))
    if (firewall === undefined) return refuse(404, 'not_found', `firewall ${id}`)
    if (action !== undefined) return act(firewall, action, body)
    if (method === 'DELETE') {
      if (firewall.applied_to.length > 0) return refuse(409, 'resource_in_use', firewall.name)
      held.delete(firewall.id)
      return { status: 204 }
    }
    if (method === 'PUT') {
      if (typeof body.name === 'string') firewall.name = body.name
      if (body.labels !== undefined) firewall.labels = body.labels as ApiFirewall['labels']
      const faults = nameFaults(firewall.name, firewall.id)
      if (faults !== undefined) return faults
    }
    return { status: 200, body: { firewall: shown(firewall) } }
  }

  /** A firewall that it is made with is applied to it from then on. */
  function createServerOf(body: Readonly<Record<string, unknown>>): Answer {
    const made = makeServer(next++, body)
    servers.set(made.id, made)
    for (const number of made.firewalls) {
      const firewall = held.get(number)
      if (firewall !== undefined) firewall.applied_to = [...firewall.applied_to, { type: 'server', server: made }]
    }
    const said = { action: done('create_server'), next_actions: [], root_password: null }
    return { status: 201, body: { ...said, server: shownServer(made, made.firewalls) } }
  }

  function showServer(id: number): Answer {
    const found = servers.get(id)
    if (found === undefined) return refuse(404, 'not_found', `server ${id}`)
    const applied = [...held.values()].filter((one) => one.applied_to.some(({ server: on }) => on?.id === id))
    const others = found.firewalls.filter((number) => !held.has(number))
    return { status: 200, body: { server: shownServer(found, [...applied.map((one) => one.id), ...others]) } }
  }

  function create(body: Readonly<Record<string, unknown>>): Answer {
    const name = String(body.name)
    const rules = (body.rules ?? []) as readonly ApiRule[]
    const fault = nameFaults(name, undefined) ?? (isStrict ? ruleFaults(rules) : undefined)
    if (fault !== undefined) return fault
    const applied_to = (body.apply_to ?? []) as readonly ApiResource[]
    const firewall = { id: next++, name, labels: (body.labels ?? {}) as ApiFirewall['labels'], rules, applied_to }
    held.set(firewall.id, firewall)
    return { status: 201, body: { firewall: shown(firewall), actions: [done('create_firewall')] } }
  }

  function act(firewall: ApiFirewall, action: string, body: Readonly<Record<string, unknown>>): Answer {
    const same = (a: ApiResource, b: ApiResource): boolean =>
      a.label_selector?.selector === b.label_selector?.selector && a.server?.id === b.server?.id
    if (action === 'set_rules') {
      const rules = (body.rules ?? []) as readonly ApiRule[]
      const fault = isStrict ? ruleFaults(rules) : undefined
      if (fault !== undefined) return fault
      firewall.rules = rules
    } else if (action === 'apply_to_resources') {
      const more = (body.apply_to ?? []) as readonly ApiResource[]
      if (more.some((one) => firewall.applied_to.some((other) => same(one, other)))) {
        return refuse(422, 'firewall_already_applied', firewall.name)
      }
      firewall.applied_to = [...firewall.applied_to, ...more]
    } else if (action === 'remove_from_resources') {
      const less = (body.remove_from ?? []) as readonly ApiResource[]
      firewall.applied_to = firewall.applied_to.filter((one) => !less.some((other) => same(one, other)))
    } else return refuse(404, 'not_found', action)
    return { status: 201, body: { actions: [done(action)] } }
  }

  function nameFaults(name: string, own: number | undefined): Answer | undefined {
    if (!isStrict) return undefined
    if (name === '' || name.length > 128) return refuse(422, 'invalid_input', `name of ${name.length} characters`)
    const isTaken = [...held.values()].some((other) => other.id !== own && other.name === name)
    return isTaken ? refuse(409, 'uniqueness_error', `name ${name} is already used`) : undefined
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    address: `http://127.0.0.1:${port}/v1`,
    firewalls: () => [...held.values()],
    servers: () => [...servers.values()],
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

function shown(firewall: ApiFirewall): unknown {
  return { ...firewall, created: '2026-11-20T00:00:00Z' }
}

async function readBody(request: IncomingMessage): Promise<Readonly<Record<string, unknown>>> {
  const pieces: Buffer[] = []
  for await (const piece of request) pieces.push(piece as Buffer)
  const text = Buffer.concat(pieces).toString('utf8')
  return text === '' ? {} : (JSON.parse(text) as Readonly<Record<string, unknown>>)
}

function ruleFaults(rules: readonly ApiRule[]): Answer | undefined {
  const faults = rules.flatMap(faultsOf)
  const ends = rules.reduce((sum, rule) => sum + endsOf(rule).length, 0)
  if (rules.length > 50) faults.push(`${rules.length} rules`)
  if (ends > 500) faults.push(`${ends} effective rules`)
  return faults.length === 0 ? undefined : refuse(422, 'invalid_input', faults.slice(0, 3).join('; '))
}

export function endsOf({ direction, source_ips: sources, destination_ips: destinations }: ApiRule): readonly string[] {
  return (direction === 'in' ? sources : destinations) ?? []
}

function faultsOf(rule: ApiRule): string[] {
  const { direction, protocol, port, description } = rule
  const faults: string[] = []
  if (!['in', 'out'].includes(direction)) faults.push(`direction ${direction}`)
  if (!['tcp', 'udp', 'icmp', 'esp', 'gre'].includes(protocol)) faults.push(`protocol ${protocol}`)
  const needsPort = protocol === 'tcp' || protocol === 'udp'
  if (needsPort !== ((port ?? '') !== '')) faults.push(`${protocol} with port ${port}`)
  if (needsPort && port !== 'any') {
    const [first = 0, last = first] = (port ?? '').split('-').map(Number)
    const isRange = /^\d+(-\d+)?$/.test(port ?? '') && first >= 1 && first <= last && last <= 65535
    if (!isRange) faults.push(`port ${port}`)
  }
  if ((description ?? '').length > 255) faults.push('description')
  const ends = endsOf(rule)
  const others = endsOf({ ...rule, direction: direction === 'in' ? 'out' : 'in' })
  if (ends.length === 0 || ends.length > 100 || others.length > 0)
    faults.push(`${ends.length} and ${others.length} ends`)
  for (const end of ends) {
    const [address = '', length = ''] = end.split('/')
    const most = isIP(address) === 4 ? 32 : isIP(address) === 6 ? 128 : -1
    if (!/^\d+$/.test(length) || Number(length) > most) faults.push(`end ${end}`)
  }
  return faults
}
