/** Every address and range that a design gives to somebody, with its place. */
import type { Family } from '@/lib/net/address'
import { readAddress, readAddressRange } from '@/lib/net/text-cache'
import type { Design } from './design'
import type { Path } from './path'

type UseKind = 'node' | 'pool' | 'shared' | 'load balancer' | 'announced'

export interface AddressUse {
  readonly kind: UseKind
  readonly family: Family
  readonly first: bigint
  readonly last: bigint
  readonly path: Path
  readonly text: string
  /** Whose it is: the name of a node, pool, load balancer or announced address; empty for the shared API address. */
  readonly owner: string
  /** The subnet it must lie in. */
  readonly subnet: string | undefined
}

/** Texts that are no addresses are left out; the schema refuses them. */
export function addressUses(design: Design): AddressUse[] {
  const uses: AddressUse[] = []
  const add = (use: Pick<AddressUse, 'kind' | 'path' | 'text' | 'owner' | 'subnet'>) => {
    const range = use.kind === 'pool' ? readAddressRange(use.text) : undefined
    const address = use.kind === 'pool' ? undefined : readAddress(use.text)
    if (range !== undefined) uses.push({ ...use, family: range.family, first: range.first, last: range.last })
    if (address !== undefined) uses.push({ ...use, family: address.family, first: address.value, last: address.value })
  }
  for (const [at, node] of design.nodes.entries()) {
    const owner = node.name
    for (const [index, text] of node.addresses.entries()) {
      add({ kind: 'node', path: ['nodes', at, 'addresses', index], text, owner, subnet: node.subnet })
    }
    for (const [nic, { subnet, addresses }] of node.nics.entries()) {
      for (const [index, text] of addresses.entries()) {
        add({ kind: 'node', path: ['nodes', at, 'nics', nic, 'addresses', index], text, owner, subnet })
      }
    }
  }
  for (const [at, pool] of design.pools.entries()) {
    for (const [index, text] of pool.addresses.entries()) {
      add({ kind: 'pool', path: ['pools', at, 'addresses', index], text, owner: pool.name, subnet: pool.subnet })
    }
  }
  const { vip } = design.kubernetes
  if (vip !== undefined) add({ kind: 'shared', path: ['kubernetes', 'vip'], text: vip, owner: '', subnet: undefined })
  for (const [at, balancer] of design.loadBalancers.entries()) {
    for (const [index, text] of balancer.addresses.entries()) {
      const path = ['loadBalancers', at, 'addresses', index]
      add({ kind: 'load balancer', path, text, owner: balancer.name, subnet: undefined })
    }
  }
  for (const [at, entry] of design.loadBalancerIPs.entries()) {
    for (const [index, text] of entry.addresses.entries()) {
      const path = ['loadBalancerIPs', at, 'addresses', index]
      add({ kind: 'announced', path, text, owner: entry.name, subnet: undefined })
    }
  }
  return uses
}

/** `node cp-1`, `the shared API address`. */
export function nameUse(use: AddressUse): string {
  switch (use.kind) {
    case 'shared':
      return 'the shared API address'
    case 'announced':
      return `announced address ${use.owner}`
    default:
      return `${use.kind} ${use.owner}`
  }
}
