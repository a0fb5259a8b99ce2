/**
 * The file: one JSON object a line, each with the body of one call. Names stand where the gateway has ids. What blocks
 * names the states of its packets: the gateway asks it before the policy of its own that lets answers in.
 * @see https://developer.ui.com/network/v10.1.68/createfirewallpolicy
 * @see https://github.com/liambeeton/unifig/issues/54
 */
import type { PortRange } from '@/lib/net/port-range'
import type { SiteSubnet } from '@/lib/site/site'
import type { UnifiOptions } from '../options'
import type { PlannedList, PlannedPolicy, ZonePlan } from './policies'

export interface Line {
  readonly text: string
  readonly rules: readonly string[]
}

export function writeLines(
  cluster: string,
  { lists, policies }: ZonePlan,
  homes: readonly SiteSubnet[],
  { networks, zone }: UnifiOptions,
): readonly Line[] {
  const moved = homes.map(({ name, vlan }) => ({
    name: networks[name] ?? name,
    ...(vlan === undefined ? {} : { vlan }),
  }))
  return [
    { text: JSON.stringify({ kind: 'zone', cluster, name: zone, networks: moved }), rules: [] },
    ...lists.map((list) => ({ text: JSON.stringify({ kind: 'list', body: listBody(list) }), rules: list.rules })),
    ...policies.map((policy) => ({
      text: JSON.stringify({ kind: 'policy', body: policyBody(policy) }),
      rules: policy.rules,
    })),
  ]
}

function listBody({ name, family, entries }: PlannedList) {
  const items = entries.map((value) =>
    isSingle(value) ? { type: 'IP_ADDRESS', value: value.replace(/\/\d+$/, '') } : { type: 'SUBNET', value },
  )
  return { type: family === 4 ? 'IPV4_ADDRESSES' : 'IPV6_ADDRESSES', name, items }
}

function isSingle(entry: string): boolean {
  return entry.endsWith(entry.includes(':') ? '/128' : '/32') || !entry.includes('/')
}

function policyBody(policy: PlannedPolicy) {
  const { name, action, from, to, family, protocol, source, destination, ports } = policy
  return {
    enabled: true,
    name,
    description: name,
    action: action === 'ALLOW' ? { type: action, allowReturnTraffic: true } : { type: action },
    source: endOf(from, source, []),
    destination: endOf(to, destination, ports),
    ipProtocolScope: {
      ipVersion: family === undefined ? 'IPV4_AND_IPV6' : `IPV${family}`,
      ...(protocol === undefined
        ? {}
        : { protocolFilter: { type: 'NAMED_PROTOCOL', matchOpposite: false, protocol: { name: protocol } } }),
    },
    ...(action === 'BLOCK' ? { connectionStateFilter: ['NEW', 'INVALID'] } : {}),
    loggingEnabled: action === 'BLOCK',
  }
}

function endOf(zoneId: string, list: string | undefined, ports: readonly PortRange[]) {
  const portFilter =
    ports.length === 0 ? {} : { portFilter: { type: 'PORTS', matchOpposite: false, items: ports.map(portItem) } }
  if (list === undefined) {
    return ports.length === 0 ? { zoneId } : { zoneId, trafficFilter: { type: 'PORT', ...portFilter } }
  }
  const ipAddressFilter = {
    type: 'TRAFFIC_MATCHING_LIST',
    matchOpposite: false,
    trafficMatchingListId: list,
  }
  return { zoneId, trafficFilter: { type: 'IP_ADDRESS', ipAddressFilter, ...portFilter } }
}

function portItem({ from, to }: PortRange) {
  return from === to ? { type: 'PORT_NUMBER', value: from } : { type: 'PORT_NUMBER_RANGE', start: from, stop: to }
}
