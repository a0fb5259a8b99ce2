/** A design as lanes from the outside in, so that two people who draw the same cluster see the same picture. */

import type { Selection } from '@/components/state/selection'
import type { Design, Role } from '@/lib/design/design'
import type { Problem } from '@/lib/design/problem'
import { type Capacity, capacityOf } from '@/lib/design/room'
import { type Address, compareAddresses, parseAddress } from '@/lib/net/address'
import { firstOfRange, parseAddressRange } from '@/lib/net/address-range'

export type ChipMark = 'CP' | 'WK' | 'LB' | 'IP' | 'AD'

export interface Chip {
  /** Unique on the page: `node:cp-1`, `nic:storage:w-1`. */
  readonly id: string
  readonly mark: ChipMark
  readonly name: string
  readonly addresses: readonly string[]
  /** Machines, for a pool. */
  readonly count?: string
  /** A further interface of a machine that lives in another lane. */
  readonly isFurther: boolean
  readonly selection: Selection
  readonly problems: readonly Problem[]
}

export interface Lane {
  readonly id: string
  readonly kind: 'internet' | 'admin' | 'balancers' | 'subnet'
  readonly title: string
  readonly prefixes: readonly string[]
  readonly vlan: number | undefined
  readonly capacity: Capacity | undefined
  readonly chips: readonly Chip[]
  readonly selection: Selection
  readonly problems: readonly Problem[]
}

const roleMarks: Readonly<Record<Role, ChipMark>> = { controlplane: 'CP', worker: 'WK' }

export function lanesOf(design: Design, problems: readonly Problem[]): readonly Lane[] {
  const at = (path: string) => problems.filter((problem) => problem.at === path || problem.at.startsWith(`${path}/`))
  return [
    {
      id: 'internet',
      kind: 'internet',
      title: 'Internet',
      prefixes: ['0.0.0.0/0', '::/0'],
      vlan: undefined,
      capacity: undefined,
      chips: [],
      selection: { kind: 'internet' },
      problems: [],
    },
    {
      id: 'admin',
      kind: 'admin',
      title: 'Admin',
      prefixes: [],
      vlan: undefined,
      capacity: undefined,
      chips: design.admin.map((entry, index) => ({
        id: `admin:${index}`,
        mark: 'AD',
        name: entry.name,
        addresses: [entry.cidr],
        isFurther: false,
        selection: { kind: 'admin', index },
        problems: at(`admin/${entry.name}`),
      })),
      selection: { kind: 'zone', id: 'admin' },
      problems: [],
    },
    ...balancerLane(design, at),
    ...design.subnets.map((subnet): Lane => {
      const capacity = capacityOf(design, subnet)
      return {
        id: `subnet:${subnet.name}`,
        kind: 'subnet',
        title: subnet.name,
        prefixes: subnet.cidrs,
        vlan: subnet.vlan,
        capacity,
        chips: chipsOfSubnet(design, subnet.name, at),
        selection: { kind: 'subnet', name: subnet.name },
        problems: at(`subnets/${subnet.name}`),
      }
    }),
  ]
}

function balancerLane(design: Design, at: (path: string) => readonly Problem[]): readonly Lane[] {
  if (design.loadBalancers.length + design.loadBalancerIPs.length === 0) return []
  const chips: readonly Chip[] = [
    ...design.loadBalancers.map(
      ({ name, addresses }): Chip => ({
        id: `load-balancer:${name}`,
        mark: 'LB',
        name,
        addresses,
        isFurther: false,
        selection: { kind: 'load-balancer', name },
        problems: at(`loadBalancers/${name}`),
      }),
    ),
    ...design.loadBalancerIPs.map(
      ({ name, addresses }): Chip => ({
        id: `announced:${name}`,
        mark: 'IP',
        name,
        addresses,
        isFurther: false,
        selection: { kind: 'announced', name },
        problems: at(`loadBalancerIPs/${name}`),
      }),
    ),
  ]
  return [
    {
      id: 'balancers',
      kind: 'balancers',
      title: 'Load balancers',
      prefixes: [],
      vlan: undefined,
      capacity: undefined,
      chips,
      selection: { kind: 'zone', id: 'lb' },
      problems: [],
    },
  ]
}

function chipsOfSubnet(design: Design, subnet: string, at: (path: string) => readonly Problem[]): readonly Chip[] {
  const nodes = design.nodes
    .filter((node) => node.subnet === subnet)
    .map(
      (node): Chip => ({
        id: `node:${node.name}`,
        mark: roleMarks[node.role],
        name: node.name,
        addresses: node.addresses,
        isFurther: false,
        selection: { kind: 'node', name: node.name },
        problems: at(`nodes/${node.name}`),
      }),
    )
  const further = design.nodes.flatMap((node) =>
    node.nics
      .filter((nic) => nic.subnet === subnet)
      .map(
        (nic): Chip => ({
          id: `nic:${subnet}:${node.name}`,
          mark: roleMarks[node.role],
          name: node.name,
          addresses: nic.addresses,
          isFurther: true,
          selection: { kind: 'node', name: node.name },
          problems: [],
        }),
      ),
  )
  const pools = design.pools
    .filter((pool) => pool.subnet === subnet)
    .map(
      (pool): Chip => ({
        id: `pool:${pool.name}`,
        mark: roleMarks[pool.role],
        name: pool.name,
        addresses: pool.addresses,
        count: formatCount(pool.count),
        isFurther: false,
        selection: { kind: 'pool', name: pool.name },
        problems: at(`pools/${pool.name}`),
      }),
    )
  const order = (chip: Chip) => firstAddressOf(chip)
  return [...nodes, ...further, ...pools]
    .map((chip) => ({ chip, address: order(chip) }))
    .sort(
      (a, b) => compareMaybe(a.address, b.address) || a.chip.name.localeCompare(b.chip.name, 'en', { numeric: true }),
    )
    .map(({ chip }) => chip)
}

function formatCount(count: Design['pools'][number]['count']): string {
  return typeof count === 'number' ? `${count}` : count.min === count.max ? `${count.max}` : `${count.min}–${count.max}`
}

function firstAddressOf(chip: Chip): Address | undefined {
  const [first] = chip.addresses
  if (first === undefined) return undefined
  const range = parseAddressRange(first)
  return range === undefined ? parseAddress(first) : firstOfRange(range)
}

/** Those without an address come last. */
function compareMaybe(a: Address | undefined, b: Address | undefined): number {
  if (a === undefined || b === undefined) return a === b ? 0 : a === undefined ? 1 : -1
  return compareAddresses(a, b)
}
