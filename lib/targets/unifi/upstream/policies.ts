/**
 * Bodies of the local API and what its maker says that they do: restated in our words, with packets.
 * @see https://developer.ui.com/network/v10.1.68/createfirewallpolicy
 * @see https://help.ui.com/hc/en-us/articles/115003173168-Zone-Based-Firewalls-in-UniFi
 * @see https://github.com/liambeeton/unifig/issues/54
 */

export type Json = Readonly<Record<string, unknown>>

export const lists: readonly Json[] = [
  {
    type: 'IPV4_ADDRESSES',
    name: 'admins',
    items: [
      { type: 'SUBNET', value: '192.168.10.0/24' },
      { type: 'IP_ADDRESS', value: '198.51.100.7' },
    ],
  },
  { type: 'IPV6_ADDRESSES', name: 'admins6', items: [{ type: 'SUBNET', value: '2001:db8:10::/64' }] },
  { type: 'PORTS', name: 'apis', items: [{ type: 'PORT_NUMBER', value: 6443 }, { type: 'PORT_NUMBER_RANGE', start: 50000, stop: 50001 }] },
]

/** A policy into the zone of the machines, with whatever is said of it in place of what is usual. */
export function policy(change: Json = {}): Json {
  return {
    enabled: true,
    name: 'one',
    action: { type: 'ALLOW', allowReturnTraffic: true },
    source: { zoneId: 'Internal' },
    destination: { zoneId: 'Talos' },
    ipProtocolScope: { ipVersion: 'IPV4' },
    loggingEnabled: false,
    ...change,
  }
}

/** Blocks what nobody began, and leaves answers to the gateway. */
export const blocking: Json = { action: { type: 'BLOCK' }, connectionStateFilter: ['NEW', 'INVALID'] }
const block = policy({ name: 'rest', ...blocking, ipProtocolScope: { ipVersion: 'IPV4_AND_IPV6' } })

export const both = { ipVersion: 'IPV4_AND_IPV6' }
/** Everything out of the zone. */
export const out = policy({ source: { zoneId: 'Talos' }, destination: { zoneId: '*' }, ipProtocolScope: both })

const tcp = { ipVersion: 'IPV4', protocolFilter: { type: 'NAMED_PROTOCOL', matchOpposite: false, protocol: { name: 'tcp' } } }
const byList = (trafficMatchingListId: string, matchOpposite = false): Json => ({
  type: 'IP_ADDRESS',
  ipAddressFilter: { type: 'TRAFFIC_MATCHING_LIST', matchOpposite, trafficMatchingListId },
})
const toPorts = (...items: readonly Json[]): Json => ({
  zoneId: 'Talos',
  trafficFilter: { type: 'PORT', portFilter: { type: 'PORTS', matchOpposite: false, items } },
})
const api = '192.168.10.5 -> 192.168.30.11 tcp/6443'

export interface UpstreamCase {
  readonly name: string
  readonly policies: readonly Json[]
  readonly allow?: readonly string[]
  readonly deny?: readonly string[]
  /** The zone from which the packets come: Internal where it does not say. */
  readonly from?: string
}

export const cases: readonly UpstreamCase[] = [
  {
    name: 'the first that fits decides',
    policies: [block, policy()],
    deny: [api],
  },
  {
    name: 'a policy is for its own pair of zones',
    policies: [policy({ source: { zoneId: 'Vpn' } }), block],
    deny: [api],
  },
  {
    name: 'a star is every zone',
    policies: [policy({ source: { zoneId: '*' } })],
    allow: [api],
    from: 'Hotspot',
  },
  {
    name: 'a list of addresses, networks and single ones',
    policies: [policy({ source: { zoneId: 'Internal', trafficFilter: byList('admins') } }), block],
    allow: [api, '198.51.100.7 -> 192.168.30.11 udp/53'],
    deny: ['192.168.11.5 -> 192.168.30.11 tcp/6443', '198.51.100.8 -> 192.168.30.11 tcp/6443'],
  },
  {
    name: 'the opposite of a list is everybody else of the family',
    policies: [policy({ source: { zoneId: 'Internal', trafficFilter: byList('admins', true) } }), block],
    allow: ['192.168.11.5 -> 192.168.30.11 tcp/6443'],
    deny: [api, '2001:db8:11::5 -> 2001:db8:30::11 tcp/6443'],
  },
  {
    name: 'a policy for IPv4 says nothing of IPv6, and a list of IPv6 nothing of IPv4',
    policies: [
      policy(),
      policy({
        name: 'six',
        source: { zoneId: 'Internal', trafficFilter: byList('admins6') },
        ipProtocolScope: { ipVersion: 'IPV6' },
      }),
      block,
    ],
    allow: [api, '2001:db8:10::5 -> 2001:db8:30::11 tcp/6443'],
    deny: ['2001:db8:11::5 -> 2001:db8:30::11 tcp/6443'],
  },
  {
    name: 'ports and ranges, of one protocol',
    policies: [
      policy({
        destination: toPorts({ type: 'PORT_NUMBER', value: 6443 }, { type: 'PORT_NUMBER_RANGE', start: 50000, stop: 50001 }),
        ipProtocolScope: tcp,
      }),
      block,
    ],
    allow: [api, '192.168.10.5 -> 192.168.30.11 tcp/50001'],
    deny: ['192.168.10.5 -> 192.168.30.11 tcp/50002', '192.168.10.5 -> 192.168.30.11 udp/6443'],
  },
  {
    name: 'a list of ports',
    policies: [
      policy({
        destination: {
          zoneId: 'Talos',
          trafficFilter: { type: 'PORT', portFilter: { type: 'TRAFFIC_MATCHING_LIST', matchOpposite: false, trafficMatchingListId: 'apis' } },
        },
        ipProtocolScope: {
          ipVersion: 'IPV4_AND_IPV6',
          protocolFilter: { type: 'PRESET', preset: { name: 'TCP_UDP' } },
        },
      }),
      block,
    ],
    allow: [api, '192.168.10.5 -> 192.168.30.11 udp/50000'],
    deny: ['192.168.10.5 -> 192.168.30.11 tcp/443', '192.168.10.5 -> 192.168.30.11 icmp/8'],
  },
  { name: 'one that is switched off is none', policies: [policy({ enabled: false }), block], deny: [api] },
  {
    name: 'one for answers alone is none for new packets',
    policies: [policy({ connectionStateFilter: ['ESTABLISHED', 'RELATED'] }), block],
    deny: [api],
  },
  { name: 'one for new packets is one', policies: [policy({ connectionStateFilter: ['NEW'] }), block], allow: [api] },
  { name: 'a rejection is a denial', policies: [policy({ action: { type: 'REJECT' } }), policy()], deny: [api] },
  {
    name: 'every port but some, of one protocol',
    policies: [
      policy({
        destination: {
          zoneId: 'Talos',
          trafficFilter: {
            type: 'PORT',
            portFilter: { type: 'TRAFFIC_MATCHING_LIST', matchOpposite: true, trafficMatchingListId: 'apis' },
          },
        },
        ipProtocolScope: tcp,
      }),
      block,
    ],
    allow: ['192.168.10.5 -> 192.168.30.11 tcp/443', '192.168.10.5 -> 192.168.30.11 tcp/0'],
    deny: [api, '192.168.10.5 -> 192.168.30.11 tcp/50001', '192.168.10.5 -> 192.168.30.11 udp/443'],
  },
  {
    name: 'every protocol but one',
    policies: [
      policy({
        ipProtocolScope: {
          ipVersion: 'IPV4',
          protocolFilter: { type: 'NAMED_PROTOCOL', matchOpposite: true, protocol: { name: 'tcp' } },
        },
      }),
      block,
    ],
    allow: ['192.168.10.5 -> 192.168.30.11 udp/443', '192.168.10.5 -> 192.168.30.11 icmp/8'],
    deny: [api],
  },
]

/** Bodies that the gateway refuses, and why. */
export const refused: readonly (readonly [string, Json, RegExp])[] = [
  ['an action that there is not', policy({ action: { type: 'DENY' } }), /action\.type is none of ALLOW, BLOCK, REJECT/],
  ['a policy that allows without a word on answers', policy({ action: { type: 'ALLOW' } }), /allowReturnTraffic is missing/],
  ['one that blocks with one', policy({ action: { type: 'BLOCK', allowReturnTraffic: true } }), /no field of it/],
  ['no word on the log', (({ loggingEnabled: _, ...rest }) => rest)(policy() as { loggingEnabled: boolean }), /loggingEnabled is missing/],
  ['a family that there is not', policy({ ipProtocolScope: { ipVersion: 'BOTH' } }), /ipVersion is none of/],
  ['a port beyond the last', policy({ destination: toPorts({ type: 'PORT_NUMBER', value: 65536 }), ipProtocolScope: tcp }), /no port from 1 to 65535/],
  ['a range that ends before it begins', policy({ destination: toPorts({ type: 'PORT_NUMBER_RANGE', start: 9, stop: 8 }), ipProtocolScope: tcp }), /ends before it begins/],
  ['ports without a protocol', policy({ destination: toPorts({ type: 'PORT_NUMBER', value: 1 }) }), /every protocol/],
  ['a list that there is not', policy({ source: { zoneId: 'Internal', trafficFilter: byList('nobody') } }), /No list of addresses is called "nobody"/],
  ['a filter of an unknown kind', policy({ source: { zoneId: 'Internal', trafficFilter: { type: 'REGION' } } }), /trafficFilter\.type is none of/],
  [
    'ports from which a packet comes',
    policy({
      source: {
        zoneId: 'Internal',
        trafficFilter: {
          type: 'PORT',
          portFilter: { type: 'PORTS', matchOpposite: false, items: [{ type: 'PORT_NUMBER', value: 53 }] },
        },
      },
      ipProtocolScope: tcp,
    }),
    /from which a packet comes/,
  ],
  ['an unknown field', policy({ schedule: { mode: 'EVERY_DAY' } }), /schedule is no field of it/],
]
