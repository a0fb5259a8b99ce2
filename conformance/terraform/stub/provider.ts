/**
 * A provider that answers Terraform as the AWS provider would for security groups, and remembers what was applied as EC2
 * would. Terraform attaches to it without a registry, a lock file or credentials.
 * @see https://github.com/hashicorp/terraform/blob/main/docs/plugin-protocol/tfplugin5.2.proto
 */
import { serveGrpc } from '../wire/grpc'
import { decode, encode, isUnknown, unknown, type Value } from '../wire/msgpack'
import { bytesAt, type Fields, field, message, readMessage, textAt } from '../wire/protobuf'
import { keyOf, type Values, validate } from './ec2'
import { resourceSchemas, schemaAnswer } from './schema'

export interface Stub {
  /** For the environment of Terraform. */
  readonly environment: Readonly<Record<string, string>>
  close(): Promise<void>
}

interface Account {
  /** Whether it refuses what the provider and EC2 refuse, or takes whatever Terraform does. */
  readonly isStrict: boolean
  next: number
  /** Rules by what EC2 tells them apart by, with their id. */
  readonly rules: Map<string, string>
  readonly groups: Map<string, string>
}

export async function startStub(isStrict = true): Promise<Stub> {
  const account: Account = { isStrict, next: 1, rules: new Map(), groups: new Map() }
  const server = await serveGrpc((method, request) => {
    if (method === '/grpc.health.v1.Health/Check') return field(1, 1)
    const name = method.replace('/tfplugin5.Provider/', '')
    const handler = Object.hasOwn(handlers, name) ? handlers[name] : undefined
    return handler?.(readMessage(request), account)
  })
  const address = { Network: 'tcp', String: `127.0.0.1:${server.port}` }
  const provider = { Protocol: 'grpc', ProtocolVersion: 5, Pid: process.pid, Test: true, Addr: address }
  return {
    environment: { TF_REATTACH_PROVIDERS: JSON.stringify({ 'hashicorp/aws': provider }) },
    close: server.close,
  }
}

type Handler = (request: Fields, account: Account) => Buffer

const handlers: Readonly<Record<string, Handler>> = {
  GetSchema: () => schemaAnswer(),
  PrepareProviderConfig: (request) => field(1, bytesAt(request, 1) ?? Buffer.alloc(0)),
  Configure: () => Buffer.alloc(0),
  Stop: () => Buffer.alloc(0),
  ValidateResourceTypeConfig: (request, { isStrict }) => {
    const values = valuesAt(request, 2)
    return message(
      ...(values === null || !isStrict
        ? []
        : validate(textAt(request, 1), values).map((said) => field(1, diagnostic(said)))),
    )
  },
  UpgradeResourceState: (request) => {
    const raw = bytesAt(request, 3)
    const json = raw === undefined ? undefined : bytesAt(readMessage(raw), 1)
    return field(1, dynamic(json === undefined ? null : (JSON.parse(json.toString('utf8')) as Value)))
  },
  ReadResource: (request) => field(1, bytesAt(request, 2) ?? dynamic(null)),
  ValidateDataSourceConfig: () => Buffer.alloc(0),
  ReadDataSource: (request) => field(1, bytesAt(request, 2) ?? dynamic(null)),
  PlanResourceChange: (request) => plan(request),
  ApplyResourceChange: (request, account) => apply(request, account),
}

function dynamic(value: Value): Buffer {
  return field(1, encode(value))
}

function valuesAt(request: Fields, number: number): Values | null {
  const bytes = bytesAt(request, number)
  const packed = bytes === undefined ? undefined : bytesAt(readMessage(bytes), 1)
  if (packed === undefined || packed.length === 0) return null
  return decode(packed) as Values | null
}

function diagnostic(said: string): Buffer {
  return message(field(1, 1), field(2, said))
}

const peers = ['cidr_ipv4', 'cidr_ipv6', 'prefix_list_id', 'referenced_security_group_id']

function plan(request: Fields): Buffer {
  const schema = resourceSchemas[textAt(request, 1)] ?? {}
  const prior = valuesAt(request, 2)
  const proposed = valuesAt(request, 3)
  if (proposed === null) return message(field(1, dynamic(null)), field(5, true))
  const planned: Record<string, Value> = {}
  for (const [name, { need }] of Object.entries(schema)) {
    const value = proposed[name] ?? null
    planned[name] = prior === null && value === null && need.endsWith('computed') ? unknown : value
  }
  const isChanged = (name: string): boolean =>
    prior !== null && JSON.stringify(prior[name] ?? null) !== JSON.stringify(planned[name] ?? null)
  const replacing = Object.entries(schema).flatMap(([name, { replaces }]) =>
    replaces === true && isChanged(name) ? [name] : [],
  )
  // Another kind of other end is another rule.
  const kind = (values: Values): string | undefined => peers.find((name) => (values[name] ?? null) !== null)
  if (prior !== null && kind(prior) !== kind(planned)) replacing.push(...peers.filter(isChanged))
  const paths = [...new Set(replacing)].map((name) => field(2, field(1, field(1, name))))
  return message(field(1, dynamic(planned)), ...paths, field(5, true))
}

function apply(request: Fields, account: Account): Buffer {
  const type = textAt(request, 1)
  const prior = valuesAt(request, 2)
  const planned = valuesAt(request, 3)
  if (prior !== null) forget(type, prior, account)
  if (planned === null) return message(field(1, dynamic(null)), field(4, true))
  const made: Record<string, Value> = {}
  for (const [name, value] of Object.entries(planned))
    made[name] = isUnknown(value) ? invent(type, name, planned, account) : value
  const said = remember(type, made, account)
  return message(
    field(1, dynamic(said === undefined ? made : prior)),
    ...(said === undefined ? [] : [field(3, diagnostic(said))]),
    field(4, true),
  )
}

function invent(type: string, name: string, planned: Values, account: Account): Value {
  if (name === 'tags_all') return planned.tags ?? {}
  if (name === 'ingress' || name === 'egress') return []
  const head = type === 'aws_security_group' ? 'sg' : 'sgr'
  return `${head}-${(account.next++).toString(16).padStart(17, '0')}`
}

function groupKey({ vpc_id, name }: Values): string {
  return `${String(vpc_id)} ${String(name).toLowerCase()}`
}

function remember(type: string, values: Values, { isStrict, rules, groups }: Account): string | undefined {
  if (!isStrict) return undefined
  const isGroup = type === 'aws_security_group'
  const key = isGroup ? groupKey(values) : keyOf(type, values)
  const known = isGroup ? groups : rules
  if (known.has(key)) return `${isGroup ? 'InvalidGroup' : 'InvalidPermission'}.Duplicate: ${key}`
  known.set(key, String(values.id))
  return undefined
}

function forget(type: string, values: Values, { rules, groups }: Account): void {
  if (type === 'aws_security_group') groups.delete(groupKey(values))
  else rules.delete(keyOf(type, values))
}
