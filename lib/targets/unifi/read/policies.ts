/** One policy of the gateway from its body. */
import type { PortRange } from '@/lib/net/port-range'
import {
  allServices,
  complementServices,
  mergeServices,
  type ServiceInterval,
  servicesOfPorts,
  servicesOfProtocol,
} from '@/lib/net/service'
import { jsonAt, jsonItems } from '@/lib/text/json'
import type { Statement } from '../../target'
import type { PolicyEnd, UnifiPolicy } from '../model'
import { type Lists, portsOf, prefixesOf } from './lists'

interface Ports {
  readonly ranges: readonly PortRange[]
  readonly isOpposite: boolean
}
interface End extends PolicyEnd {
  readonly ports: Ports | undefined
}

const families = { IPV4: [4], IPV6: [6], IPV4_AND_IPV6: [4, 6] } as const

/** The body has the shape of a policy. Undefined for one that is switched off, a sentence for one that cannot be. */
export function policyOf(body: unknown, at: Statement, lists: Lists): UnifiPolicy | string | undefined {
  const source = endOf(jsonAt(body, 'source'), lists)
  const destination = endOf(jsonAt(body, 'destination'), lists)
  if (typeof source === 'string') return source
  if (typeof destination === 'string') return destination
  if (source.ports !== undefined) return 'Ports from which a packet comes are not interpreted here.'
  const scope = jsonAt(body, 'ipProtocolScope')
  const services = servicesOf(jsonAt(scope, 'protocolFilter') ?? undefined, destination.ports)
  if (typeof services === 'string') return services
  if (jsonAt(body, 'enabled') !== true) return undefined
  const states = jsonItems(jsonAt(body, 'connectionStateFilter'))
  // It is about packets of conversations that are there already.
  if (states.length > 0 && !states.includes('NEW')) return undefined
  return {
    at,
    name: String(jsonAt(body, 'name')),
    action: jsonAt(body, 'action', 'type') as UnifiPolicy['action'],
    families: families[jsonAt(scope, 'ipVersion') as keyof typeof families],
    services,
    source,
    destination,
    ofAnswers: states.length === 0 || states.includes('ESTABLISHED') || states.includes('RELATED'),
  }
}

const everyPort = [{ from: 0, to: 65535 }]

function servicesOf(filter: unknown, ports: Ports | undefined): readonly ServiceInterval[] | string {
  if (filter === undefined) {
    return ports === undefined ? allServices : 'Ports stand in a policy for every protocol: the gateway refuses it.'
  }
  const name = jsonAt(filter, 'protocol', 'name')
  const protocols: readonly ('tcp' | 'udp')[] = name === 'tcp' || name === 'udp' ? [name] : ['tcp', 'udp']
  if (jsonAt(filter, 'matchOpposite') === true) {
    if (ports !== undefined) return 'Ports of every other protocol than one are not interpreted here.'
    return complementServices(mergeServices(protocols.flatMap((protocol) => servicesOfProtocol(protocol))))
  }
  return mergeServices(
    protocols.flatMap((protocol) => {
      const named = servicesOfPorts(protocol, ports?.ranges ?? everyPort)
      if (ports?.isOpposite !== true) return named
      const inside = servicesOfPorts(protocol, everyPort)
      const others = complementServices(mergeServices(named))
      return others.flatMap(({ first, last }) =>
        inside.flatMap((all) => {
          const part = { first: Math.max(first, all.first), last: Math.min(last, all.last) }
          return part.first <= part.last ? [part] : []
        }),
      )
    }),
  )
}

function endOf(end: unknown, lists: Lists): End | string {
  const zone = String(jsonAt(end, 'zoneId'))
  const filter = jsonAt(end, 'trafficFilter')
  const addresses = jsonAt(filter, 'ipAddressFilter')
  const prefixes = readAddresses(addresses, lists)
  if (typeof prefixes === 'string') return prefixes
  const ports = readPorts(jsonAt(filter, 'portFilter') ?? undefined, lists)
  if (typeof ports === 'string') return ports
  return { zone, prefixes, isOpposite: jsonAt(addresses, 'matchOpposite') === true, ports }
}

function readAddresses(filter: unknown, lists: Lists): PolicyEnd['prefixes'] | string {
  if (filter === undefined) return undefined
  const name = jsonAt(filter, 'trafficMatchingListId')
  if (name === undefined) return prefixesOf(jsonItems(jsonAt(filter, 'items')))
  return lists.get(String(name))?.prefixes ?? `No list of addresses is called "${name}".`
}

function readPorts(filter: unknown, lists: Lists): Ports | string | undefined {
  if (filter === undefined) return undefined
  const name = jsonAt(filter, 'trafficMatchingListId')
  const ranges = name === undefined ? portsOf(jsonItems(jsonAt(filter, 'items'))) : lists.get(String(name))?.ports
  if (ranges !== undefined) return { ranges, isOpposite: jsonAt(filter, 'matchOpposite') === true }
  return name === undefined ? 'A range of ports ends before it begins.' : `No list of ports is called "${name}".`
}
