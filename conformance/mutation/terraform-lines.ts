/**
 * The rules of a state as Terraform says it, in lines, and in the words of EC2's API. A second writing, from
 * facts/terraform-clouds.md 1, which shares nothing with `lib`.
 */
import { formatPrefix, parsePrefix } from '@/lib/net/prefix'
import type { ShownResource } from '../terraform/batch'
import type { Bundle } from '../terraform/moto/moto'

export type MadeRule = Bundle['rules'][number] & { readonly address: string }

const one = /^aws_vpc_security_group_(ingress|egress)_rule$/

/** Rules of the groups there, each with one other end; `groups` gives the names of resources by their ids. */
export function rulesMade(resources: readonly ShownResource[]): readonly MadeRule[] {
  const groups = new Map(
    resources.flatMap(({ type, name, values }) => (type === 'aws_security_group' ? [[values.id, name]] : [])),
  )
  return resources.flatMap((resource) => rulesOf(resource, groups))
}

function rulesOf(
  { address, type, name, values }: ShownResource,
  groups: ReadonlyMap<unknown, string | undefined>,
): readonly MadeRule[] {
  const group = groups.get(values.security_group_id) ?? '?'
  const single = one.exec(type)?.[1]
  if (single !== undefined) {
    const peer = values.referenced_security_group_id
    return [
      {
        ...{ address, direction: directionOf(single), group, protocol: String(values.ip_protocol) },
        ...{ from: numberOf(values.from_port), to: numberOf(values.to_port) },
        ...{ cidr4: textOf(values.cidr_ipv4), cidr6: textOf(values.cidr_ipv6) },
        peer: peer === null || peer === undefined ? null : (groups.get(peer) ?? '?'),
      },
    ]
  }
  if (type === 'aws_security_group_rule') {
    const peers = [values.source_security_group_id ?? null].filter((id) => id !== null)
    return several(values, { address, direction: directionOf(String(values.type)), group }, peers, groups)
  }
  if (type !== 'aws_security_group') return []
  return ['ingress', 'egress'].flatMap((direction) =>
    listOf(values[direction]).flatMap((inline) =>
      several(
        inline as ShownResource['values'],
        { address, direction: directionOf(direction), group: name },
        listOf((inline as ShownResource['values']).security_groups),
        groups,
      ),
    ),
  )
}

/** The older forms name several other ends at once, and ports 0 to 0 beside all protocols. */
function several(
  values: ShownResource['values'],
  where: Pick<MadeRule, 'address' | 'direction' | 'group'>,
  peers: readonly unknown[],
  groups: ReadonlyMap<unknown, string | undefined>,
): readonly MadeRule[] {
  const protocol = String(values.protocol)
  const hasPorts = protocol !== '-1'
  const base = {
    ...{ ...where, protocol, cidr4: null, cidr6: null, peer: null },
    ...{ from: hasPorts ? numberOf(values.from_port) : null, to: hasPorts ? numberOf(values.to_port) : null },
  }
  return [
    ...listOf(values.cidr_blocks).map((cidr) => ({ ...base, cidr4: String(cidr) })),
    ...listOf(values.ipv6_cidr_blocks).map((cidr) => ({ ...base, cidr6: String(cidr) })),
    ...listOf(values.prefix_list_ids).map(() => ({ ...base, peer: '?' })),
    ...peers.map((id) => ({ ...base, peer: groups.get(id) ?? '?' })),
    ...(values.self === true ? [{ ...base, peer: where.group }] : []),
  ]
}

const numbers: Readonly<Record<string, string>> = { tcp: '6', udp: '17', icmp: '1', icmpv6: '58', '-1': 'any' }
const withPorts = new Set(['6', '17', '1', '58'])

/** `ingress worker 6 443 443 10.0.0.0/8`: of protocols without ports, EC2 admits all. */
export function madeLine({ direction, group, protocol, from, to, cidr4, cidr6, peer }: MadeRule): string {
  const number = numbers[protocol] ?? (/^\d+$/.test(protocol) ? String(Number(protocol)) : '?')
  const ports = withPorts.has(number) ? `${from ?? -1} ${to ?? -1}` : '-1 -1'
  return `${direction} ${group} ${number} ${ports} ${plainOf(cidr4 ?? cidr6) ?? peer}`
}

/** IPv6 as short as it gets, in small letters. */
function plainOf(cidr: string | null): string | undefined {
  const prefix = cidr === null ? undefined : parsePrefix(cidr)
  return prefix === undefined ? (cidr ?? undefined) : formatPrefix(prefix)
}

function directionOf(text: string): 'ingress' | 'egress' {
  return text === 'egress' ? 'egress' : 'ingress'
}

function numberOf(value: unknown): number | null {
  return typeof value === 'number' ? value : null
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}
