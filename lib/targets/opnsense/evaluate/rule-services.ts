/**
 * Protocol, ports and ICMP types of a rule.
 * @see https://github.com/opnsense/core/blob/master/src/opnsense/mvc/app/library/OPNsense/Firewall/FilterRule.php
 */
import type { Family } from '@/lib/net/address'
import { lastPort, type PortRange, parsePortRange } from '@/lib/net/port-range'
import { protocolFromNumber } from '@/lib/net/protocol'
import { allServices, type ServiceInterval, servicesOfIcmpTypes, servicesOfPorts } from '@/lib/net/service'
import { icmpServices, protocolNumbersOf, servicesOfNumbers } from '../../pf/evaluate/words'
import type { AliasTable } from './alias-table'

export interface ServiceReading {
  readonly services: Readonly<Record<Family, readonly ServiceInterval[]>>
  readonly unknown: string | undefined
}

export const portProtocols: readonly string[] = ['TCP', 'UDP', 'TCP/UDP']

/** Of a row in which nothing was found wrong. */
export function servicesOfRow(
  row: ReadonlyMap<string, string>,
  families: readonly Family[],
  table: AliasTable,
): ServiceReading {
  const textOf = (column: string): string => row.get(column) ?? ''
  const protocol = textOf('protocol').toUpperCase()
  if (protocol === 'ANY') return both(allServices)
  if (protocol === 'ICMP') return servicesOfIcmp(textOf('icmptype'), families)
  if (protocol === 'IPV6-ICMP') {
    const types = textOf('icmp6type')
    const services =
      types === '' ? servicesOfNumbers([58]) : servicesOfIcmpTypes('icmpv6', types.split(',').map(Number))
    return { services: { 4: [], 6: services }, unknown: undefined }
  }
  const numbers = protocolNumbersOf(protocol.toLowerCase())
  if (numbers === undefined) return { ...both(allServices), unknown: `its protocol ${protocol} is not known here` }
  if (!portProtocols.includes(protocol)) return both(servicesOfNumbers(numbers))
  const { ports, unknown } = readPorts(textOf('destination_port'), table)
  const senders = textOf('source_port')
  const services = numbers.flatMap((number) => servicesOfPorts(protocolFromNumber(number), ports))
  const doubt = senders === '' || senders === 'any' ? undefined : 'it asks for a source port'
  return { ...both(services), unknown: unknown ?? doubt }
}

function both(services: readonly ServiceInterval[]): ServiceReading {
  return { services: { 4: services, 6: services }, unknown: undefined }
}

function servicesOfIcmp(types: string, families: readonly Family[]): ServiceReading {
  const [four, six] = [servicesOfNumbers([1]), servicesOfNumbers([58])]
  if (types === '') return { services: { 4: four, 6: six }, unknown: undefined }
  // By these names some releases mean ICMPv6 types as well, and others all of them.
  const unknown = families.includes(6) ? 'it names ICMP types of IPv4 in a rule for IPv6' : undefined
  return { services: { 4: icmpServices(types, 4) ?? four, 6: six }, unknown }
}

interface PortReading {
  readonly ports: readonly PortRange[]
  readonly unknown: string | undefined
}

function readPorts(text: string, table: AliasTable): PortReading {
  const named = portOfName(text)
  if (named !== undefined) return { ports: [{ from: named, to: named }], unknown: undefined }
  const alias = table.lookUp(text)
  if (alias?.kind === 'ports') return { ports: alias.ports, unknown: alias.unknown }
  const range = parsePortRange(text)
  return { ports: range === undefined ? [{ from: 0, to: lastPort }] : [range], unknown: undefined }
}

/** Names that the rule editor offers. @see https://github.com/opnsense/core/blob/master/src/opnsense/mvc/app/models/OPNsense/Base/FieldTypes/PortField.php */
const portNames: Readonly<Record<string, number>> = {
  domain: 53,
  'domain-s': 853,
  ftp: 21,
  http: 80,
  https: 443,
  imap: 143,
  imaps: 993,
  'ipsec-nat-t': 4500,
  isakmp: 500,
  ldap: 389,
  ldaps: 636,
  'microsoft-ds': 445,
  'ms-wbt-server': 3389,
  ntp: 123,
  openvpn: 1194,
  pop3: 110,
  pop3s: 995,
  pptp: 1723,
  radius: 1812,
  'radius-acct': 1813,
  sip: 5060,
  smtp: 25,
  snmp: 161,
  snmptrap: 162,
  ssh: 22,
  submission: 587,
  submissions: 465,
  telnet: 23,
  tftp: 69,
}

export function portOfName(text: string): number | undefined {
  const lower = text.trim().toLowerCase()
  return Object.hasOwn(portNames, lower) ? portNames[lower] : undefined
}
