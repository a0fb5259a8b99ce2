/** Policies in the words of Aerleon, which writes them as lists of IOS and EOS, for both families. */
import type * as fc from 'fast-check'
import { type Draw, drawn } from '@/lib/testing/draw'
import type { AerleonPolicy } from '../switch/more-lists'

export interface ListPolicy extends AerleonPolicy {
  readonly family: 4 | 6
  readonly dialect: 'ios' | 'eos'
  /** Whether a last term denies all else. */
  readonly hasEnd: boolean
  /** What it names, around which packets are chosen. */
  readonly words: string
}

const addresses = {
  4: [
    ...['10.7.0.0/16', '10.7.1.2/32', '192.0.2.9/32', '192.0.2.0/25', '10.0.0.0/8', '128.0.0.0/1', '10.7.1.8/31'],
    ...['198.51.100.64/26', '0.0.0.0/1', '10.7.1.0/24'],
  ],
  6: [
    ...['2001:db8::/32', '2001:db8::5/128', '2001:db8:1::/48', '2001:db8:1::9/128', '2001:db8::/64', 'fd00::/8'],
    ...['2001:db8:1:8000::/49', '2001:db8::4/127', '8000::/1'],
  ],
} as const
const ports = [
  ...['80', '53', '443', '22', '7', '8000-8010', '1024-65535', '1-1023', '50000', '65535', '1', '179', '514', '123'],
  ...['49', '67-68', '520', '20-21', '65534-65535'],
]
const messages = {
  4: ['echo-request', 'echo-reply', 'unreachable', 'time-exceeded', 'parameter-problem', 'redirect', 'mask-request'],
  6: ['echo-request', 'echo-reply', 'destination-unreachable', 'packet-too-big', 'time-exceeded', 'neighbor-solicit'],
} as const
/** Those that it writes as words, and those that it writes as numbers, do not go together in one term. */
const portless = ['esp', 'gre', 'ospf', 'pim', 'vrrp', 'ah', 'igmp'] as const

type Term = Readonly<Record<string, string | readonly string[]>>

interface Shape {
  readonly family: 4 | 6
  readonly dialect: 'ios' | 'eos'
  readonly terms: readonly Term[]
  readonly networks: Readonly<Record<string, readonly string[]>>
  readonly services: Readonly<Record<string, readonly string[]>>
}

function policyOf({ family, dialect, terms, networks, services }: Shape): ListPolicy {
  const kind = family === 4 ? 'extended' : 'inet6'
  const target = dialect === 'ios' ? 'cisco' : 'arista'
  const values = Object.entries(networks).map(([name, list]) => [
    name,
    { values: list.map((address) => ({ address })) },
  ])
  const listed = Object.entries(services).map(([name, list]) => [
    name,
    list.flatMap((port) => ['tcp', 'udp'].map((protocol) => ({ protocol, port }))),
  ])
  return {
    family,
    dialect,
    hasEnd: terms.at(-1)?.action === 'deny' && Object.keys(terms.at(-1) ?? {}).length === 2,
    words: JSON.stringify([networks, services]).replaceAll(/[-"/]/g, ' '),
    definitions: { networks: Object.fromEntries(values), services: Object.fromEntries(listed) },
    policy: { filename: 'a', filters: [{ header: { targets: { [target]: `A ${kind}` }, comment: 'a' }, terms }] },
  }
}

const kinds = ([4, 6] as const).flatMap((family) => (['ios', 'eos'] as const).map((dialect) => ({ family, dialect })))

const wellKnownPorts = [
  ...[
    7, 9, 13, 19, 20, 21, 22, 23, 25, 37, 42, 43, 49, 53, 67, 68, 69, 70, 79, 80, 101, 109, 110, 111, 113, 119, 123,
    137,
  ],
  ...[
    138, 161, 162, 177, 179, 194, 434, 443, 496, 500, 512, 513, 514, 515, 517, 520, 540, 543, 544, 6443, 50000, 65535,
  ],
]

/** Each thing alone: every port, network, message and protocol. */
export const aimedPolicies: readonly ListPolicy[] = kinds.flatMap(({ family, dialect }) => {
  const alone = (term: Term, networks: Shape['networks'] = {}, services: Shape['services'] = {}): ListPolicy[] => [
    policyOf({ family, dialect, terms: [{ name: 'one', ...term, action: 'accept' }], networks, services }),
    policyOf({
      family,
      dialect,
      terms: [
        { name: 'one', ...term, action: 'deny' },
        { name: 'rest', action: 'accept' },
      ],
      networks,
      services,
    }),
  ]
  const icmp = family === 4 ? 'icmp' : 'icmpv6'
  return [
    ...(family === 6 ? wellKnownPorts : wellKnownPorts.slice(0, 3)).flatMap((port) =>
      ['tcp', 'udp'].flatMap((protocol) => alone({ protocol, 'destination-port': 'S' }, {}, { S: [String(port)] })),
    ),
    ...ports.flatMap((port) => alone({ protocol: 'udp', 'source-port': 'S' }, {}, { S: [port] })),
    ...addresses[family].flatMap((address) => [
      ...alone({ 'source-address': 'N' }, { N: [address] }),
      ...alone({ 'destination-address': 'N', protocol: 'tcp' }, { N: [address] }),
    ]),
    ...messages[family].flatMap((message) => alone({ protocol: icmp, 'icmp-type': [message] })),
    ...[...portless, icmp, 'tcp', 'udp', 'sctp', 'ipip'].flatMap((protocol) => alone({ protocol })),
    ...alone({ protocol: 'tcp', option: 'tcp-established' }),
    ...alone({ protocol: 'tcp', logging: 'true' }),
    ...alone({}),
  ]
})

function drawTerm(draw: Draw, family: 4 | 6, index: number): Term {
  const ends: Record<string, string> = {}
  if (draw.chance(60)) ends['source-address'] = draw.pick(['N0', 'N1', 'N2'])
  if (draw.chance(60)) ends['destination-address'] = draw.pick(['N0', 'N1', 'N2'])
  const icmp = family === 4 ? 'icmp' : 'icmpv6'
  const which = draw.pick(['ports', 'ports', 'ports', 'message', 'portless', 'none', 'established'] as const)
  const service: Record<string, string | readonly string[]> = {}
  if (which === 'ports') {
    service.protocol = draw.pick(['tcp', 'udp'])
    if (draw.chance(70)) service['destination-port'] = draw.pick(['S0', 'S1'])
    if (draw.chance(30)) service['source-port'] = draw.pick(['S0', 'S1'])
  } else if (which === 'message') {
    service.protocol = icmp
    service['icmp-type'] = draw.some(messages[family], 1)
  } else if (which === 'portless') service.protocol = draw.pick(portless)
  else if (which === 'established') {
    service.protocol = 'tcp'
    service.option = 'tcp-established'
  }
  if (draw.chance(10)) service.logging = 'true'
  return { name: `term-${index}`, ...ends, ...service, action: draw.pick(['accept', 'accept', 'deny']) }
}

export const aerleonPolicies: fc.Arbitrary<ListPolicy> = drawn((draw) => {
  const { family, dialect } = draw.pick(kinds)
  const terms = Array.from({ length: draw.between(1, 5) }, (_, index) => drawTerm(draw, family, index))
  const end = draw.chance(40) ? [{ name: 'rest', action: 'deny' }] : []
  const some = <T>(list: readonly T[]): T[] => Array.from({ length: draw.between(1, 3) }, () => draw.pick(list))
  return policyOf({
    family,
    dialect,
    terms: [...terms, ...end],
    networks: { N0: some(addresses[family]), N1: some(addresses[family]), N2: some(addresses[family]) },
    services: { S0: some(ports), S1: some(ports) },
  })
})
