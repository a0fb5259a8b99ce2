/** Protocol, ports and ICMP types of a rule, with what pfSense makes of odd ones: a port without its protocol is no port. */
import type { Family } from '@/lib/net/address'
import { lastPort, type PortRange, parsePortRange } from '@/lib/net/port-range'
import { protocolFromNumber } from '@/lib/net/protocol'
import { allServices, type ServiceInterval, servicesOfPorts } from '@/lib/net/service'
import { icmpServices, portProtocols, protocolNumbersOf, servicesOfNumbers } from '../../pf/evaluate/words'
import type { RuleText } from '../model'
import type { AliasTable } from './alias-table'
import { leftOut, type RuleFault, refused } from './fault'

export type ServiceReading =
  | {
      readonly kind: 'services'
      readonly services: Readonly<Record<Family, readonly ServiceInterval[]>>
      readonly unknown: string | undefined
    }
  | RuleFault

export function servicesOfRule(rule: RuleText, families: readonly Family[], table: AliasTable): ServiceReading {
  const word = rule.fields.get('protocol') ?? ''
  const port = rule.destination.fields.get('port') ?? ''
  const sourcePort = rule.source.fields.get('port') ?? ''
  if (word === 'icmp') return servicesOfIcmp(rule.fields.get('icmptype') ?? '', families)
  // Without a protocol a port makes it tcp, yet the port itself is left out.
  if (word === '' && (port !== '' || sourcePort !== '')) return both(servicesOfNumbers([6]))
  if (word === '' || word === 'any') return both(allServices)
  const numbers = protocolNumbersOf(word)
  if (numbers === undefined) return { ...both(allServices), unknown: `its protocol ${word} is not known here` }
  if (!portProtocols.includes(word.toLowerCase())) {
    const unknown =
      word === 'sctp' && (port !== '' || sourcePort !== '') ? 'SCTP ports count since 2.8 only' : undefined
    return { ...both(servicesOfNumbers(numbers)), unknown }
  }
  const ports = readPorts(port, table)
  if (ports.kind !== 'ports') return ports
  const senders = readPorts(sourcePort, table)
  if (senders.kind !== 'ports') return senders
  const services = numbers.flatMap((number) => servicesOfPorts(protocolFromNumber(number), ports.ports))
  return { ...both(services), unknown: ports.unknown ?? (sourcePort === '' ? undefined : 'it asks for a source port') }
}

function both(services: readonly ServiceInterval[]): Extract<ServiceReading, { kind: 'services' }> {
  return { kind: 'services', services: { 4: services, 6: services }, unknown: undefined }
}

function servicesOfIcmp(words: string, families: readonly Family[]): ServiceReading {
  const services: Record<Family, readonly ServiceInterval[]> = { 4: [], 6: [] }
  for (const family of families) {
    const read = icmpServices(words, family)
    if (read === undefined) return refused(`there is no ICMP type "${words}" in IPv${family}`)
    services[family] = read
  }
  return { kind: 'services', services, unknown: undefined }
}

type PortReading =
  | { readonly kind: 'ports'; readonly ports: readonly PortRange[]; readonly unknown: string | undefined }
  | RuleFault

const everyPort = { from: 0, to: lastPort }

function readPorts(text: string, table: AliasTable): PortReading {
  if (text === '') return { kind: 'ports', ports: [everyPort], unknown: undefined }
  const literal = /^(\d+)(?:-(\d+))?$/.exec(text)
  if (literal !== null) {
    const range = parsePortRange(text)
    const isPort = [literal[1], literal[2] ?? literal[1]].every((one) => Number(one) >= 1 && Number(one) <= lastPort)
    if (!isPort) return leftOut(`there is no port ${text}`)
    if (range === undefined) return refused(`the ports ${text} run backwards`)
    // pf is told "not above" where a range starts at the first port.
    return { kind: 'ports', ports: [range.from === 1 ? { ...range, from: 0 } : range], unknown: undefined }
  }
  const alias = table.lookUp(text)
  if (alias === undefined) return leftOut(`there is no alias ${text}`)
  if (alias.kind === 'addresses') return refused(`${text} is a list of addresses, and stands for ports`)
  if (alias.ports.length === 0 && alias.unknown === undefined) return leftOut(`${text} holds no port`)
  return { kind: 'ports', ports: alias.ports, unknown: alias.unknown }
}
