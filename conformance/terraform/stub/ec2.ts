/** What EC2 and the provider refuse, written from facts/terraform-clouds.md 1.2 to 1.6, without our reader. */
import { isIP } from 'node:net'
import { isUnknown, type Value } from '../wire/msgpack'

export type Values = Readonly<Record<string, Value>>

const characters = /^[A-Za-z0-9 ._\-:/()#,@[\]+=;{}!$*]*$/
const peers = ['cidr_ipv4', 'cidr_ipv6', 'prefix_list_id', 'referenced_security_group_id']

/** What the provider says of a configuration before anything is planned. */
export function validate(type: string, values: Values): readonly string[] {
  return type === 'aws_security_group' ? validateGroup(values) : validateRule(values)
}

function validateGroup({ name, description }: Values): string[] {
  const said: string[] = []
  if (typeof name === 'string' && (name.startsWith('sg-') || name.length > 255 || !characters.test(name))) {
    said.push(`EC2 refuses the name ${name}`)
  }
  if (typeof description === 'string' && (description.length > 255 || !characters.test(description))) {
    said.push(`EC2 refuses the description ${description}`)
  }
  return said
}

function validateRule(values: Values): string[] {
  const said: string[] = []
  const given = peers.filter((name) => values[name] !== null && values[name] !== undefined)
  // While one is not yet known, the provider waits.
  const isOpen = given.some((name) => isUnknown(values[name]))
  if (!isOpen && given.length !== 1) said.push(`exactly one of ${peers.join(', ')} must be set, not ${given.length}`)
  for (const name of ['cidr_ipv4', 'cidr_ipv6'] as const) {
    const cidr = values[name]
    if (typeof cidr === 'string' && !isNetwork(cidr, name === 'cidr_ipv4' ? 4 : 6))
      said.push(`${name} ${cidr} is no network`)
  }
  const { ip_protocol: protocol, from_port: from, to_port: to, description } = values
  if (typeof description === 'string' && (description.length > 255 || !characters.test(description))) {
    said.push(`EC2 refuses the description ${description}`)
  }
  if (isUnknown(from) || isUnknown(to) || typeof protocol !== 'string') return said
  for (const port of [from, to]) {
    if (typeof port === 'number' && (port < -1 || port > 65535)) said.push(`port ${port} is out of range`)
  }
  const [first, last] = [from ?? undefined, to ?? undefined]
  if (['tcp', '6', 'udp', '17'].includes(protocol)) {
    if (typeof first !== 'number' || typeof last !== 'number' || first < 0 || first > last) {
      said.push(`${protocol} with ports ${first} to ${last}`)
    }
  } else if (protocol === 'icmp' || protocol === '1') {
    if (typeof first !== 'number' || typeof last !== 'number') said.push('icmp without type and code')
    else if (first === -1 && last !== -1) said.push('icmp with a code for all types')
  } else if (protocol === '-1' && (first !== undefined || last !== undefined)) {
    said.push('-1 with ports is read back without them, and drifts for ever')
  } else if (!/^(icmpv6|-1|\d{1,3})$/.test(protocol)) said.push(`protocol ${protocol}`)
  return said
}

/** An address and a length, nothing set behind it; IPv6 as short as it gets. */
function isNetwork(cidr: string, family: 4 | 6): boolean {
  const [address = '', length = ''] = cidr.split('/')
  if (isIP(address) !== family || !/^\d{1,3}$/.test(length)) return false
  const bits = bitsOf(address, family)
  const size = Number(length)
  return size <= bits.length && !bits.slice(size).includes('1') && (family === 4 || isShortest(address))
}

function bitsOf(address: string, family: 4 | 6): string {
  if (family === 4) {
    return address
      .split('.')
      .map((part) => Number(part).toString(2).padStart(8, '0'))
      .join('')
  }
  return groupsOf(address)
    .map((group) => Number.parseInt(group, 16).toString(2).padStart(16, '0'))
    .join('')
}

function groupsOf(address: string): string[] {
  const [head = '', tail] = address.split('::')
  const [before, after] = [head, tail ?? ''].map((part) => (part === '' ? [] : part.split(':')))
  const missing = tail === undefined ? 0 : 8 - (before?.length ?? 0) - (after?.length ?? 0)
  return [...(before ?? []), ...new Array<string>(missing).fill('0'), ...(after ?? [])]
}

/** As the platform's own URL parser writes the address. */
function isShortest(address: string): boolean {
  return new URL(`http://[${address}]/`).hostname === `[${address}]`
}

/** What one rule is to EC2: descriptions and tags do not tell two rules apart. */
export function keyOf(type: string, values: Values): string {
  const { security_group_id: group, ip_protocol: protocol, from_port: from, to_port: to } = values
  const peer = peers.map((name) => values[name]).find((value) => value !== null && value !== undefined)
  return [type, group, protocol, from ?? '', to ?? '', peer].map(String).join(' ')
}
