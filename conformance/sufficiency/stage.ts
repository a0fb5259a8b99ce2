/**
 * The stage of the drawn clusters: machines with several cards, shared and announced addresses, each behind a box that can
 * filter what comes to it and what it sends, and everybody who may call or be called. One stage serves all of them.
 */
import type { KernelHost } from '../kernel/kernel'
import type { Family } from './wishes'

/** Addresses of one end, by family; a family that it lacks is left out. */
type Ends = Readonly<Partial<Record<Family, string>>>

/** Ends on the machines, by machine. */
const machineEnds = {
  'cp-b': {
    'cp-b': { 4: '10.1.0.11', 6: '2001:db8:1::11' },
    'cp-b, storage': { 4: '10.1.9.11' },
    'cp-b, shared': { 4: '10.1.0.10' },
    'pod of cp-b': { 4: '10.244.1.5', 6: 'fd00:10:244:1::5' },
  },
  'cp-a': { 'cp-a': { 4: '10.1.0.12', 6: '2001:db8:1::12' } },
  zeta: {
    zeta: { 4: '10.1.1.21', 6: '2001:db8:1:1::21' },
    'zeta, storage': { 4: '10.1.9.21' },
    'zeta, public': { 4: '198.18.0.21' },
  },
  alpha: {
    alpha: { 4: '10.1.1.22', 6: '2001:db8:1:1::22' },
    'pod of alpha': { 4: '10.244.2.5', 6: 'fd00:10:244:2::5' },
    announced: { 4: '10.1.5.80', 6: '2001:db8:5::80' },
  },
  web: { web: { 4: '10.1.1.101', 6: '2001:db8:1:1::101' } },
  dyn: { dyn: { 4: '10.1.2.7' } },
} as const satisfies Readonly<Record<string, Readonly<Record<string, Ends>>>>

/** Everybody else: no box stands before them. They answer at nothing, so that they may send from any port. */
const outerEnds = {
  office: { 4: '203.0.113.10', 6: '2001:db8:a::10' },
  'kubernetes admin': { 4: '203.0.113.20', 6: '2001:db8:a::20' },
  'talos admin': { 4: '203.0.113.30', 6: '2001:db8:a::30' },
  'its checker': { 4: '10.1.8.130' },
  'talos balancer': { 4: '10.1.8.7' },
  'port balancer': { 4: '10.1.8.6', 6: '2001:db8:8::6' },
  'time server': { 4: '192.0.2.123' },
  'neighbour, control': { 4: '10.1.0.99', 6: '2001:db8:1::99' },
  'neighbour, workers': { 4: '10.1.1.99', 6: '2001:db8:1:1::99' },
  'neighbour, edge': { 4: '10.1.2.99' },
  'neighbour, storage': { 4: '10.1.9.99' },
  'foreign pod': { 4: '10.244.9.9', 6: 'fd00:10:244:9::9' },
  desk: { 4: '10.1.64.5', 6: '2001:db8:64::5' },
  'neighbour, desk': { 4: '10.1.64.99', 6: '2001:db8:64::99' },
  scraper: { 4: '192.0.2.7', 6: '2001:db8:f::7' },
  outsider: { 4: '198.51.100.9', 6: '2001:db8:ffff::9' },
} as const satisfies Readonly<Record<string, Ends>>

/** Whom machines ask. */
const serverEnds = {
  'api balancer': { 4: '10.1.8.5', 6: '2001:db8:8::5' },
  'name server': { 4: '192.0.2.53', 6: '2001:db8:f::53' },
  registry: { 4: '192.0.2.80', 6: '2001:db8:f::80' },
} as const satisfies Readonly<Record<string, Ends>>

export type Machine = keyof typeof machineEnds
type KeysOf<T> = T extends unknown ? keyof T : never
export type End = KeysOf<(typeof machineEnds)[Machine]> | keyof typeof outerEnds | keyof typeof serverEnds

export const machines = Object.keys(machineEnds) as readonly Machine[]

const ends = new Map<string, Ends>(
  [...Object.values(machineEnds), outerEnds, serverEnds].flatMap((group): [string, Ends][] => Object.entries(group)),
)
export const everyEnd = [...ends.keys()] as readonly End[]

export function addressOf(end: End, family: Family): string | undefined {
  return ends.get(end)?.[family]
}

const owners = new Map<string, Machine>(
  machines.flatMap((machine) => Object.keys(machineEnds[machine]).map((end): [string, Machine] => [end, machine])),
)

/** The machine that has the end; none stands for somebody outside. */
export function machineOf(end: End): Machine | undefined {
  return owners.get(end)
}

export function boxOf(machine: Machine): string {
  return `box-${machine}`
}

/** Ports that answer everywhere, so that what is refused is refused by rules. */
export const stagePorts = {
  tcp: [
    ...[25, 26, 53, 54, 79, 80, 81, 179, 442, 443, 444, 445, 446, 2378, 2379, 2380, 2381, 4240, 5432, 5433, 6379, 6380],
    ...[
      4460, 6443, 6444, 7001, 7002, 7003, 7004, 7777, 8080, 8200, 8300, 8443, 9000, 9100, 9443, 10250, 10251, 10256,
      10257,
    ],
    ...[16378, 16379, 16380, 16381, 29999, 30000, 30009, 30010, 50000, 50001, 50002],
  ],
  udp: [53, 54, 123, 124, 514, 515, 4000, 4001, 4789, 8125, 8126, 8472, 8473, 30000, 30009, 30010, 51820, 51821, 65535],
} as const satisfies Readonly<Record<'tcp' | 'udp', readonly number[]>>

function addressesIn(group: Readonly<Record<string, Ends>>): string[] {
  return Object.values(group).flatMap((end) => Object.values(end))
}

export function stageHosts(): KernelHost[] {
  return [
    ...machines.flatMap((machine): KernelHost[] => [
      { name: boxOf(machine), addresses: [] },
      { name: machine, addresses: addressesIn(machineEnds[machine]), behind: boxOf(machine), listens: stagePorts },
    ]),
    { name: 'outside', addresses: addressesIn(outerEnds) },
    { name: 'servers', addresses: addressesIn(serverEnds), listens: stagePorts },
  ]
}

/** Those that may hold rules. */
export const stageFilters: readonly string[] = machines.flatMap((machine) => [machine, boxOf(machine)])
