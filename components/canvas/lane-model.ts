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
        chips: chipsOfSubnet(design, subnet.name, problems, at),
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

/** Chips of every subnet in address order, as long as nothing about machines changes: most edits are of something else. */
let placed:
  | { readonly of: Pick<Design, 'nodes' | 'pools'>; readonly chips: ReadonlyMap<string, readonly Chip[]> }
  | undefined

function placeChips({ nodes, pools }: Design): ReadonlyMap<string, readonly Chip[]> {
  if (placed?.of.nodes === nodes && placed.of.pools === pools) return placed.chips
  const lists = new Map<string, Chip[]>()
  const add = (subnet: string, chip: Chip) => {
    const list = lists.get(subnet)
    if (list === undefined) lists.set(subnet, [chip])
    else list.push(chip)
  }
  for (const node of nodes) {
    const common = { mark: roleMarks[node.role], name: node.name, problems: [] }
    const selection: Selection = { kind: 'node', name: node.name }
    add(node.subnet, { ...common, id: `node:${node.name}`, addresses: node.addresses, isFurther: false, selection })
    for (const nic of node.nics) {
      const id = `nic:${nic.subnet}:${node.name}`
      add(nic.subnet, { ...common, id, addresses: nic.addresses, isFurther: true, selection })
    }
  }
  for (const pool of pools) {
    add(pool.subnet, {
      id: `pool:${pool.name}`,
      mark: roleMarks[pool.role],
      name: pool.name,
      addresses: pool.addresses,
      count: formatCount(pool.count),
      isFurther: false,
      selection: { kind: 'pool', name: pool.name },
      problems: [],
    })
  }
  const chips = new Map([...lists].map(([subnet, list]) => [subnet, inOrder(list)]))
  placed = { of: { nodes, pools }, chips }
  return chips
}

const byName = new Intl.Collator('en', { numeric: true })

function inOrder(chips: readonly Chip[]): readonly Chip[] {
  return chips
    .map((chip) => ({ chip, address: firstAddressOf(chip) }))
    .sort((a, b) => compareMaybe(a.address, b.address) || byName.compare(a.chip.name, b.chip.name))
    .map(({ chip }) => chip)
}

/** The same chips where there is nothing wrong with any machine. */
function chipsOfSubnet(
  design: Design,
  subnet: string,
  problems: readonly Problem[],
  at: (path: string) => readonly Problem[],
): readonly Chip[] {
  const chips = placeChips(design).get(subnet) ?? []
  if (!problems.some(({ at: path }) => /^(nodes|pools)\//.test(path))) return chips
  return chips.map((chip) => {
    const own = chip.isFurther ? [] : at(`${chip.count === undefined ? 'nodes' : 'pools'}/${chip.name}`)
    return own.length === 0 ? chip : { ...chip, problems: own }
  })
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
