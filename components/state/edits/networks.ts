/** Changes to what is drawn: each takes a design and gives a new one. */
import type { Design, DesignNode, DesignPool, DesignSubnet, Role } from '@/lib/design/design'
import { formatAddress, parseAddress } from '@/lib/net/address'
import { formatAddressRange, parseAddressRange, rangeSize } from '@/lib/net/address-range'
import { parsePrefix, prefixHasAddress } from '@/lib/net/prefix'
import { freeAddress, freeAddresses, freeName, freePrefix, prefixesOfSubnet, twinOf } from './room'

export interface Added {
  readonly design: Design
  readonly name: string
}

export function subnetOf(design: Design, name: string): DesignSubnet | undefined {
  return design.subnets.find((subnet) => subnet.name === name)
}

/** The role a newcomer most likely wants next: three control planes, then workers. */
export function likelyRole(design: Design): Role {
  const pooled = design.pools.filter(({ role }) => role === 'controlplane').length
  return design.nodes.filter(({ role }) => role === 'controlplane').length + pooled < 3 ? 'controlplane' : 'worker'
}

export function addNode(design: Design, subnet: DesignSubnet, role: Role): Added {
  const name = freeName(design, role === 'controlplane' ? 'cp' : 'worker')
  const node: DesignNode = {
    name,
    role,
    subnet: subnet.name,
    addresses: freeAddresses(design, subnet),
    nics: [],
    publicAddresses: [],
  }
  return { design: { ...design, nodes: [...design.nodes, node] }, name }
}

export function addPool(design: Design, subnet: DesignSubnet, role: Role, count = 3): Added {
  const name = freeName(design, 'pool')
  const pool: DesignPool = { name, role, subnet: subnet.name, count, addresses: rangesFor(design, subnet, count) }
  return { design: { ...design, pools: [...design.pools, pool] }, name }
}

function rangesFor(design: Design, subnet: DesignSubnet, count: number): string[] {
  const prefix = prefixesOfSubnet(subnet).find(({ family }) => family === 4)
  if (prefix === undefined) return []
  const first = freeAddress(design, prefix, BigInt(count))
  if (first === undefined) return []
  return [formatAddressRange({ family: 4, first: first.value, last: first.value + BigInt(count) - 1n })]
}

export function addSubnet(design: Design): Added {
  const name = freeName(design, 'subnet')
  const last = design.subnets.at(-1)
  const like = last === undefined ? [] : prefixesOfSubnet(last)
  const cidrs = like.flatMap((prefix) => freePrefix(design, prefix) ?? [])
  const subnet: DesignSubnet = { name, cidrs: cidrs.length > 0 ? cidrs : ['10.0.0.0/24'] }
  return { design: { ...design, subnets: [...design.subnets, subnet] }, name }
}

export function changeNode(design: Design, name: string, change: Partial<DesignNode>): Design {
  return { ...design, nodes: design.nodes.map((node) => (node.name === name ? { ...node, ...change } : node)) }
}

export function changePool(design: Design, name: string, change: Partial<DesignPool>): Design {
  return { ...design, pools: design.pools.map((pool) => (pool.name === name ? { ...pool, ...change } : pool)) }
}

export function changeSubnet(design: Design, name: string, change: Partial<DesignSubnet>): Design {
  return {
    ...design,
    subnets: design.subnets.map((subnet) => (subnet.name === name ? { ...subnet, ...change } : subnet)),
  }
}

/** A pool of another size; its range grows or shrinks at its end where that leaves it in one piece. */
export function resizePool(design: Design, name: string, count: DesignPool['count']): Design {
  const pool = design.pools.find((one) => one.name === name)
  if (pool === undefined) return design
  const most = typeof count === 'number' ? count : count.max
  const [only, ...others] = pool.addresses
  const range = only === undefined || others.length > 0 ? undefined : parseAddressRange(only)
  const before = typeof pool.count === 'number' ? pool.count : pool.count.max
  const follows = range !== undefined && rangeSize(range) === BigInt(before) && most > 0
  const addresses = follows ? [formatAddressRange({ ...range, last: range.first + BigInt(most) - 1n })] : pool.addresses
  return changePool(design, name, { count, addresses })
}

/** Moves a node to another subnet; addresses that do not belong there are replaced by the next free ones. */
export function moveNode(design: Design, name: string, to: string): Design {
  const node = design.nodes.find((one) => one.name === name)
  const subnet = subnetOf(design, to)
  if (node === undefined || subnet === undefined || node.subnet === to) return design
  const prefixes = prefixesOfSubnet(subnet)
  const staying = node.addresses.filter((text) => {
    const address = parseAddress(text)
    return address !== undefined && prefixes.some((prefix) => prefixHasAddress(prefix, address))
  })
  const addresses = staying.length > 0 ? staying : freeAddresses(design, subnet)
  return changeNode(design, name, { subnet: to, addresses })
}

export function movePool(design: Design, name: string, to: string): Design {
  const pool = design.pools.find((one) => one.name === name)
  const subnet = subnetOf(design, to)
  if (pool === undefined || subnet === undefined || pool.subnet === to) return design
  const most = typeof pool.count === 'number' ? pool.count : pool.count.max
  const addresses = pool.addresses.length === 0 ? [] : rangesFor(design, subnet, most)
  return changePool(design, name, { subnet: to, addresses })
}

export function duplicateNode(design: Design, name: string): Added | undefined {
  const node = design.nodes.find((one) => one.name === name)
  const subnet = node === undefined ? undefined : subnetOf(design, node.subnet)
  if (node === undefined || subnet === undefined) return undefined
  const copy = freeName(design, name)
  const nics = node.nics.map((nic) => {
    const other = subnetOf(design, nic.subnet)
    return { ...nic, addresses: other === undefined ? [] : freeAddresses(design, other) }
  })
  const added = { ...node, name: copy, addresses: freeAddresses(design, subnet), nics, publicAddresses: [] }
  const at = design.nodes.indexOf(node) + 1
  return { design: { ...design, nodes: [...design.nodes.slice(0, at), added, ...design.nodes.slice(at)] }, name: copy }
}

export function duplicatePool(design: Design, name: string): Added | undefined {
  const pool = design.pools.find((one) => one.name === name)
  const subnet = pool === undefined ? undefined : subnetOf(design, pool.subnet)
  if (pool === undefined || subnet === undefined) return undefined
  const copy = freeName(design, name)
  const most = typeof pool.count === 'number' ? pool.count : pool.count.max
  const added = { ...pool, name: copy, addresses: pool.addresses.length === 0 ? [] : rangesFor(design, subnet, most) }
  return { design: { ...design, pools: [...design.pools, added] }, name: copy }
}

/** Turns a pool into machines with names and addresses of their own. */
export function explodePool(design: Design, name: string): Design {
  const pool = design.pools.find((one) => one.name === name)
  if (pool === undefined) return design
  const most = typeof pool.count === 'number' ? pool.count : pool.count.max
  const ranges = pool.addresses.flatMap((text) => parseAddressRange(text) ?? [])
  let next: Design = { ...design, pools: design.pools.filter((one) => one !== pool) }
  for (let index = 0; index < most; index++) {
    const addresses = ([4, 6] as const).flatMap((family) => {
      let left = BigInt(index)
      for (const range of ranges.filter((one) => one.family === family)) {
        if (left < rangeSize(range)) return [formatAddress({ family, value: range.first + left })]
        left -= rangeSize(range)
      }
      return []
    })
    const node: DesignNode = {
      name: freeName(next, name),
      role: pool.role,
      subnet: pool.subnet,
      addresses,
      nics: [],
      publicAddresses: [],
    }
    next = { ...next, nodes: [...next.nodes, node] }
  }
  return next
}

export function removeNode(design: Design, name: string): Design {
  return { ...design, nodes: design.nodes.filter((node) => node.name !== name) }
}

export function removePool(design: Design, name: string): Design {
  return { ...design, pools: design.pools.filter((pool) => pool.name !== name) }
}

/** Removes a subnet with the machines whose primary subnet it is; further interfaces in it go too. */
export function removeSubnet(design: Design, name: string): Design {
  return {
    ...design,
    subnets: design.subnets.filter((subnet) => subnet.name !== name),
    nodes: design.nodes
      .filter((node) => node.subnet !== name)
      .map((node) =>
        node.nics.some((nic) => nic.subnet === name)
          ? { ...node, nics: node.nics.filter((nic) => nic.subnet !== name) }
          : node,
      ),
    pools: design.pools.filter((pool) => pool.subnet !== name),
  }
}

/** Both families, or IPv4 alone. IPv6 prefixes are unique local ones made from the IPv4 network, addresses likewise. */
export function setFamilies(design: Design, families: 'ipv4' | 'dual'): Design {
  const isV4 = (text: string) => !text.includes(':')
  if (families === 'ipv4') {
    return {
      ...design,
      subnets: design.subnets.map((subnet) => ({ ...subnet, cidrs: subnet.cidrs.filter(isV4) })),
      nodes: design.nodes.map((node) => ({
        ...node,
        addresses: node.addresses.filter(isV4),
        nics: node.nics.map((nic) => ({ ...nic, addresses: nic.addresses.filter(isV4) })),
        publicAddresses: node.publicAddresses.filter(isV4),
      })),
      pools: design.pools.map((pool) => ({ ...pool, addresses: pool.addresses.filter(isV4) })),
    }
  }
  const prefixFor = (cidr: string) => {
    const prefix = parsePrefix(cidr)
    if (prefix?.family !== 4) return undefined
    // 10.0.16.0 becomes fd00:10:0:16::/64: still recognisable, and different for different networks.
    const [a = '0', b = '0', c = '0', d = '0'] = formatAddress(prefix).split('.')
    return `fd${Number(d).toString(16).padStart(2, '0')}:${a}:${b}:${c}::/64`
  }
  const subnets = design.subnets.map((subnet) => {
    if (subnet.cidrs.some((cidr) => !isV4(cidr))) return subnet
    const made = subnet.cidrs.map(prefixFor).find((cidr) => cidr !== undefined)
    return made === undefined ? subnet : { ...subnet, cidrs: [...subnet.cidrs, made] }
  })
  const addressFor = (addresses: readonly string[], subnetName: string): string[] => {
    if (addresses.some((text) => !isV4(text))) return [...addresses]
    const subnet = subnets.find(({ name }) => name === subnetName)
    const prefixes = subnet === undefined ? [] : prefixesOfSubnet(subnet)
    const v4 = prefixes.find(({ family }) => family === 4)
    const v6 = prefixes.find(({ family }) => family === 6)
    const own = addresses.map((text) => parseAddress(text)).find((address) => address?.family === 4)
    const twin = v4 === undefined || v6 === undefined || own === undefined ? undefined : twinOf(own, v4, v6)
    return twin === undefined ? [...addresses] : [...addresses, formatAddress(twin)]
  }
  return {
    ...design,
    subnets,
    nodes: design.nodes.map((node) => ({
      ...node,
      addresses: addressFor(node.addresses, node.subnet),
      nics: node.nics.map((nic) => ({ ...nic, addresses: addressFor(nic.addresses, nic.subnet) })),
    })),
  }
}

/** Admin entries for a list of CIDRs: known ones keep their names and terms, new ones are named after their number. */
export function setAdminCidrs(design: Design, cidrs: readonly string[]): Design {
  const names = new Set(design.admin.map(({ name }) => name))
  const freeAdminName = () => {
    for (let number = 1; ; number++) {
      const name = number === 1 ? 'admin' : `admin-${number}`
      if (names.has(name)) continue
      names.add(name)
      return name
    }
  }
  const left = [...design.admin]
  const admin = cidrs.map((cidr) => {
    const at = left.findIndex((entry) => entry.cidr === cidr)
    const known = at < 0 ? undefined : left.splice(at, 1)[0]
    return known ?? { name: freeAdminName(), cidr, may: ['kubernetes', 'talos'] as Design['admin'][number]['may'] }
  })
  return { ...design, admin }
}
