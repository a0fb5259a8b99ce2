/** What is there: subnets of both families, machines on them, each address used once. */
import type { DesignInput, Role } from '@/lib/design/design'
import { type Family, formatAddress, parseAddress } from '@/lib/net/address'
import { drawUnique, hostileLabels } from './arbitrary-text'
import type { Draw } from './draw'

export interface DrawnSubnet {
  readonly name: string
  readonly families: readonly Family[]
  /** Network address by family. */
  readonly base: Readonly<Record<Family, bigint>>
  readonly length: number
  /** Host number of the next free address. */
  next: number
}

export interface Network {
  readonly families: readonly Family[]
  readonly subnets: readonly DrawnSubnet[]
  readonly nodes: NonNullable<DesignInput['nodes']>
  readonly pools: NonNullable<DesignInput['pools']>
  /** Names in use, of subnets, nodes, pools and load balancers together. */
  readonly taken: Set<string>
}

const subnetNames = ['control', 'workers', 'edge', 'zone-a', 'kubernetes', 'admin', 'cluster']
const poolNames = ['web', 'general', 'data', 'gpu', 'workers-2', 'batch']
/** Hosts 3 to 9 are left to shared addresses and load balancers, 50 and up to announced ones. */
const firstHost = 10

export function hostAddress(subnet: DrawnSubnet, family: Family, host: number): string {
  return formatAddress({ family, value: subnet.base[family] + BigInt(host) })
}

function drawLabel(draw: Draw, taken: Set<string>, plain: readonly string[]): string {
  return drawUnique(taken, () => draw.pick(draw.chance(12) ? hostileLabels : plain))
}

function numberOf(text: string): bigint {
  const address = parseAddress(text)
  if (address === undefined) throw new Error(`not an address: ${text}`)
  return address.value
}

function drawSubnet(draw: Draw, taken: Set<string>, families: readonly Family[], site: number, index: number) {
  const single = families.length === 2 && index > 0 && draw.chance(15)
  const subnet: DrawnSubnet = {
    name: drawLabel(draw, taken, subnetNames.slice(index)),
    families: single ? [draw.pick(families)] : families,
    base: { 4: numberOf(`10.${site}.${index * 16}.0`), 6: numberOf(`2001:db8:${site}:${index}::`) },
    length: draw.pick([24, 26, 22, 20]),
    next: firstHost,
  }
  return subnet
}

/** A fixed address of each family of the subnet, of one of them only, or none. */
function drawAddresses(draw: Draw, subnet: DrawnSubnet, percentNone: number): string[] {
  if (draw.chance(percentNone)) return []
  const families = subnet.families.length === 2 && draw.chance(15) ? [draw.pick(subnet.families)] : subnet.families
  const host = subnet.next++
  return families.map((family) => hostAddress(subnet, family, host))
}

function drawNode(draw: Draw, network: Network, name: string, role: Role, subnet: DrawnSubnet, percentNics: number) {
  const others = network.subnets.filter((other) => other !== subnet)
  const nics =
    others.length > 0 && draw.chance(percentNics)
      ? draw.some(others, 1).map((other) => ({ subnet: other.name, addresses: drawAddresses(draw, other, 15) }))
      : []
  const publicAddresses = draw.chance(8) ? [`203.0.113.${network.nodes.length + 11}`] : []
  return { name, role, subnet: subnet.name, addresses: drawAddresses(draw, subnet, 20), nics, publicAddresses }
}

function drawPool(draw: Draw, network: Network, role: Role, subnet: DrawnSubnet) {
  const most = role === 'controlplane' ? draw.pick([1, 3]) : draw.between(1, 5)
  const count = draw.chance(30) ? { min: draw.between(0, most), max: most } : most
  const name = drawLabel(draw, network.taken, poolNames)
  if (draw.chance(45)) return { name, role, subnet: subnet.name, count }
  const first = subnet.next
  subnet.next += most
  const addresses = subnet.families.map((family) => {
    const start = hostAddress(subnet, family, first)
    return most === 1 ? start : `${start}-${hostAddress(subnet, family, first + most - 1)}`
  })
  return { name, role, subnet: subnet.name, count, addresses }
}

export function drawNetwork(draw: Draw): Network {
  const kind = draw.between(0, 99)
  const families: readonly Family[] = kind < 42 ? [4] : kind < 84 ? [4, 6] : [6]
  const site = draw.between(1, 80)
  const taken = new Set<string>()
  const subnets: DrawnSubnet[] = []
  const subnetCount = draw.between(1, 4)
  for (let index = 0; index < subnetCount; index++) subnets.push(drawSubnet(draw, taken, families, site, index))
  const network: Network = { families, subnets, nodes: [], pools: [], taken }

  const home = draw.pick(subnets)
  const spread = draw.chance(25)
  const percentNics = draw.chance(45) ? 70 : 0
  const poolsOnly = draw.chance(15)
  if (poolsOnly) network.pools.push(drawPool(draw, network, 'controlplane', home))
  const controlPlanes = poolsOnly ? 0 : draw.between(1, 3)
  for (let number = 1; number <= controlPlanes; number++) {
    const name = drawUnique(taken, () => (draw.chance(5) ? draw.pick(hostileLabels) : `cp-${number}`))
    network.nodes.push(drawNode(draw, network, name, 'controlplane', spread ? draw.pick(subnets) : home, percentNics))
  }
  const workers = draw.between(0, 3)
  for (let number = 1; number <= workers; number++) {
    const name = drawUnique(taken, () => (draw.chance(5) ? draw.pick(hostileLabels) : `worker-${number}`))
    network.nodes.push(drawNode(draw, network, name, 'worker', draw.pick(subnets), percentNics))
  }
  const poolCount = draw.between(0, poolsOnly ? 2 : 3)
  for (let number = 0; number < poolCount; number++) {
    network.pools.push(drawPool(draw, network, draw.chance(10) ? 'controlplane' : 'worker', draw.pick(subnets)))
  }
  return network
}

export function subnetsOf(network: Network): DesignInput['subnets'] {
  return network.subnets.map(({ name, families, base, length }, index) => ({
    name,
    cidrs: families.map((family) => `${formatAddress({ family, value: base[family] })}/${family === 4 ? length : 64}`),
    ...(index % 2 === 1 ? { vlan: 100 + index } : {}),
  }))
}
