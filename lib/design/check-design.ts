/**
 * Addresses that do not fit, and a control plane that is still missing. None of these stops work: the design is drawn, compiled and proved as it is written, and
 * each fault stands at its place until somebody mends it. What makes a design unreadable instead (form, unresolved
 * names) is found by `read-design.ts` and `check-references.ts`.
 *
 * Errors are designs that cannot run so; warnings are texts that mean something else than they seem to say.
 */
import { type Address, type Family, formatAddress } from '@/lib/net/address'
import { comparePrefixes, formatPrefix, type Prefix, prefixContains, prefixHasAddress } from '@/lib/net/prefix'
import { readAddress, readPrefix } from '@/lib/net/text-cache'
import { type AddressUse, addressUses, nameUse } from './address-uses'
import { findClusterFaults } from './check-cluster'
import { findHostBits } from './check-host-bits'
import { findControlPlaneFaults } from './check-references'
import type { Design, DesignSubnet } from './design'
import { type DesignFault, fault, problemOfFault, warning } from './fault'
import type { Problem } from './problem'
import { freeAmong, hostCount, largestCount, machinesBySubnet, prefixesOfSubnet } from './room'
import { networkEdge, specialAddress, specialPrefix } from './special-address'

/** Problems of a design that can be worked with, each at its place; for a list of findings or beside a field. */
export function checkDesign(design: Design): Problem[] {
  return findDesignFaults(design).map((one) => problemOfFault(one, design))
}

const known = new WeakMap<Design, readonly DesignFault[]>()

/** Remembered by the design: fields, findings and files all ask. */
export function findDesignFaults(design: Design): readonly DesignFault[] {
  const faults = known.get(design) ?? listDesignFaults(design)
  known.set(design, faults)
  return faults
}

function listDesignFaults(design: Design): DesignFault[] {
  const uses = addressUses(design)
  return [
    ...findControlPlaneFaults(design),
    ...findSubnetFaults(design),
    ...uses.flatMap(findSpecialUse),
    ...findStrays(design, uses),
    ...findSharedUses(uses),
    ...findPoolFaults(design, uses),
    ...findFullSubnets(design),
    ...findPublicFaults(design),
    ...findClusterFaults(design),
    ...findHostBits(design),
  ]
}

interface DrawnPrefix {
  readonly subnet: DesignSubnet
  readonly path: readonly (string | number)[]
  readonly prefix: Prefix
}

function drawnPrefixes(design: Design): DrawnPrefix[] {
  return design.subnets.flatMap((subnet, at) =>
    subnet.cidrs.flatMap((cidr, index) => {
      const prefix = readPrefix(cidr)
      return prefix === undefined ? [] : [{ subnet, path: ['subnets', at, 'cidrs', index], prefix }]
    }),
  )
}

function findSubnetFaults(design: Design): DesignFault[] {
  const drawn = drawnPrefixes(design)
  const special = drawn.flatMap(({ path, prefix }) => {
    const title = specialPrefix(prefix)
    if (title === undefined) return []
    return [
      fault(
        'node-special-address',
        path,
        `${formatPrefix(prefix)} lies where every address is ${title}`,
        'choose another network',
      ),
    ]
  })
  // Sorted, a prefix that contains others stands before them; all open ones form a chain.
  const open: DrawnPrefix[] = []
  const overlaps: DesignFault[] = []
  for (const one of [...drawn].sort((a, b) => comparePrefixes(a.prefix, b.prefix))) {
    while (open.length > 0 && !prefixContains(open.at(-1)?.prefix ?? one.prefix, one.prefix)) open.pop()
    const outer = open.at(-1)
    if (outer !== undefined) overlaps.push(overlapFault(outer, one))
    open.push(one)
  }
  return [...special, ...overlaps]
}

function overlapFault(outer: DrawnPrefix, inner: DrawnPrefix): DesignFault {
  const own = outer.subnet === inner.subnet
  const whose = own ? 'the same subnet' : `subnet ${outer.subnet.name}`
  if (outer.prefix.length === inner.prefix.length) {
    const message = `${formatPrefix(inner.prefix)} is already the network of ${whose}`
    return fault('subnet-overlap', inner.path, message, own ? 'write it once' : 'give each subnet a network of its own')
  }
  const message = `${formatPrefix(inner.prefix)} lies within ${formatPrefix(outer.prefix)} of ${whose}`
  return fault(
    'subnet-overlap',
    inner.path,
    message,
    own ? 'leave the smaller one out' : 'make one of the two smaller, or move it',
  )
}

function findSpecialUse(use: AddressUse): DesignFault[] {
  const title = specialAddress({ family: use.family, value: use.first })
  if (title === undefined) return []
  return [fault('node-special-address', use.path, `${use.text} is ${title}`, 'choose an address of the subnet')]
}

function findStrays(design: Design, uses: readonly AddressUse[]): DesignFault[] {
  const subnets = new Map(design.subnets.map((subnet) => [subnet.name, subnet]))
  const free = new Map<string, string | undefined>()
  const freeIn = (subnet: DesignSubnet, family: Family): string | undefined => {
    const key = `${subnet.name} ${family}`
    if (!free.has(key)) free.set(key, freeText(uses, subnet, family))
    return free.get(key)
  }
  return uses.flatMap((use) => {
    const subnet = use.subnet === undefined ? undefined : subnets.get(use.subnet)
    if (subnet === undefined) return []
    const first: Address = { family: use.family, value: use.first }
    const last: Address = { family: use.family, value: use.last }
    const prefixes = prefixesOfSubnet(subnet)
    if (specialAddress(first) !== undefined) return []
    if (!prefixes.some((prefix) => prefixHasAddress(prefix, first) && prefixHasAddress(prefix, last))) {
      return [strayFault(use, subnet, use.kind === 'pool' ? undefined : freeIn(subnet, use.family))]
    }
    const edge = [first, last].flatMap((address) =>
      prefixes.flatMap((prefix) => {
        const title = networkEdge(prefix, address)
        return title === undefined ? [] : [`${formatAddress(address)} is ${title} of ${formatPrefix(prefix)}`]
      }),
    )[0]
    return edge === undefined ? [] : [fault('node-special-address', use.path, edge, 'leave it out')]
  })
}

function freeText(uses: readonly AddressUse[], subnet: DesignSubnet, family: Family): string | undefined {
  const free = prefixesOfSubnet(subnet, family).flatMap((prefix) => freeAmong(uses, prefix, 1n) ?? [])[0]
  return free === undefined ? undefined : formatAddress(free)
}

function strayFault(use: AddressUse, subnet: DesignSubnet, free: string | undefined): DesignFault {
  const prefixes = prefixesOfSubnet(subnet, use.family).map(formatPrefix)
  if (prefixes.length === 0) {
    const message = `${use.text} is an IPv${use.family} address, and subnet ${subnet.name} has no IPv${use.family} network`
    return fault(
      'node-outside-subnet',
      use.path,
      message,
      `add an IPv${use.family} CIDR to ${subnet.name}, or leave the address out`,
    )
  }
  return fault(
    'node-outside-subnet',
    use.path,
    `${use.text} is outside subnet ${subnet.name} (${prefixes.join(', ')})`,
    free === undefined ? 'choose addresses within it' : `${free} is free there`,
  )
}

/** Several announced entries, and several load balancers, may share an address: one for each protocol or use. */
function mayShare(a: AddressUse, b: AddressUse): boolean {
  return a.kind === b.kind && (a.kind === 'announced' || a.kind === 'load balancer')
}

function findSharedUses(uses: readonly AddressUse[]): DesignFault[] {
  const faults: DesignFault[] = []
  for (const family of [4, 6] as const) {
    const sorted = uses
      .filter((use) => use.family === family)
      .sort((a, b) => (a.first < b.first ? -1 : a.first > b.first ? 1 : 0))
    let reach: AddressUse | undefined
    for (const use of sorted) {
      if (reach !== undefined && use.first <= reach.last && !mayShare(reach, use)) faults.push(sharedFault(reach, use))
      if (reach === undefined || use.last > reach.last) reach = use
    }
  }
  return faults
}

function sharedFault(first: AddressUse, second: AddressUse): DesignFault {
  if (second.kind === 'pool' && first.kind === 'pool') {
    const message = `${second.text} overlaps ${first.text} of ${nameUse(first)}`
    return fault('node-duplicate', second.path, message, 'give each pool a range of its own')
  }
  // A range and a single address: the single one is easier to move.
  const [single, other] = second.kind === 'pool' ? [first, second] : [second, first]
  const whose = other.kind === 'pool' ? `lies in ${other.text} of ${nameUse(other)}` : `is already ${nameUse(other)}`
  return fault('node-duplicate', single.path, `${single.text} ${whose}`, 'choose another address')
}

function findPoolFaults(design: Design, uses: readonly AddressUse[]): DesignFault[] {
  return design.pools.flatMap((pool, at) => {
    const most = largestCount(pool)
    return ([4, 6] as const).flatMap((family) => {
      const ranges = uses.filter((use) => use.kind === 'pool' && use.owner === pool.name && use.family === family)
      const size = ranges.reduce((sum, { first, last }) => sum + last - first + 1n, 0n)
      if (ranges.length === 0 || size >= BigInt(most)) return []
      const message = `pool ${pool.name} has ${counted(size, `IPv${family} address`)} for up to ${counted(BigInt(most), 'machine')}`
      return [fault('pool-too-large', ['pools', at, 'addresses'], message, 'widen the range, or lower the count')]
    })
  })
}

function findFullSubnets(design: Design): DesignFault[] {
  const machines = machinesBySubnet(design)
  return design.subnets.flatMap((subnet, at) => {
    const drawn = machines.get(subnet.name) ?? 0
    return ([4, 6] as const satisfies readonly Family[]).flatMap((family) => {
      const capacity = hostCount(subnet, family)
      if (capacity === undefined || capacity >= BigInt(drawn)) return []
      const message = `subnet ${subnet.name} holds ${counted(capacity, 'machine')} by IPv${family}, and ${drawn} are drawn in it`
      return [fault('subnet-full', ['subnets', at, 'cidrs'], message, 'widen it, or move machines to another subnet')]
    })
  })
}

function findPublicFaults(design: Design): DesignFault[] {
  return design.nodes.flatMap((node, at) =>
    node.publicAddresses.flatMap((text, index) => {
      const address = readAddress(text)
      const title = address === undefined ? undefined : specialAddress(address)
      if (title === undefined) return []
      const path = ['nodes', at, 'publicAddresses', index]
      return [warning('node-special-address', path, `${text} is ${title}`, 'write the address that the internet sees')]
    }),
  )
}

function counted(count: bigint, noun: string): string {
  return `${count} ${noun}${count === 1n ? '' : noun.endsWith('s') ? 'es' : 's'}`
}
