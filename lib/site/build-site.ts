import { podCIDRsOf, serviceCIDRsOf } from '../design/cluster-networks'
import type { Design } from '../design/design'
import { addonOf, hasRoutedPods, subnetFamilies } from '../design/features'
import { addonLists } from '../design/references'
import { parseTalosVersion } from '../design/talos-version'
import type { Family } from '../net/address'
import { noAddresses, setOfAddresses, setOfPrefixes, subtractSets, unionSets } from '../net/address-set'
import { parsePortRange } from '../net/port-range'
import { dropContained, type Prefix, prefixesOfRange } from '../net/prefix'
import { readAddress, readAddressRange, readPrefix, singlePrefix } from '../net/text-cache'
import { rememberOf } from '../text/remember'
import { isSameValue } from '../text/same-value'
import type { Member, MemberInterface, Site, SiteSubnet } from './site'

/** The facts of a design that passed the schema; texts that are no addresses are left out. */
export function buildSite(design: Design): Site {
  const { subnets, members } = machinesOf(design)
  const shared = setOfPrefixes(readSingles([design.kubernetes.vip ?? '']))
  const clusterPrefixes =
    design.clusterCIDRs === undefined
      ? subnets.filter((subnet) => members.some((member) => member.subnet === subnet.name)).flatMap((s) => s.prefixes)
      : readPrefixes(design.clusterCIDRs)
  return {
    name: design.name,
    members,
    subnets,
    podPrefixes: dropContained(readPrefixes(podCIDRsOf(design))),
    servicePrefixes: dropContained(readPrefixes(serviceCIDRsOf(design))),
    clusterPrefixes: dropContained(clusterPrefixes),
    families: familiesInPlay(design),
    talosVersion: parseTalosVersion(design.talos.version) ?? { major: 1, minor: 13, patch: 0 },
    management: design.talos.management,
    kubeProxy: design.kubernetes.kubeProxy,
    cniPlugin: design.cni.plugin,
    podsRouted: hasRoutedPods(design),
    nodePortsEnabled: design.nodePorts.enabled,
    nodePortRange: parsePortRange(design.nodePorts.range) ?? { from: 30000, to: 32767 },
    kubespan: addonOf(design, 'kubespan') !== undefined,
    loadBalancers: design.loadBalancers.map((balancer) => ({
      name: balancer.name,
      sources: dropContained([...readSingles(balancer.addresses), ...readPrefixes(balancer.healthFrom)]),
    })),
    // A machine filters what is for an address of its own, whoever else announces that.
    announced: subtractSets(
      setOfPrefixes(readSingles(design.loadBalancerIPs.flatMap(({ addresses }) => addresses))),
      unionSets(onInterfaces(members), shared),
    ),
    variables: {},
  }
}

const onInterfaces = rememberOf((members: readonly Member[]) =>
  setOfPrefixes(members.flatMap(({ interfaces }) => interfaces.flatMap((nic) => nic.addresses))),
)

interface Machines {
  readonly subnets: SiteSubnet[]
  readonly members: Member[]
}

interface Made {
  readonly design: Design
  readonly machines: Machines
}

const made = new WeakMap<Design['nodes'], Made>()
let last: Made | undefined

/**
 * The same for designs whose machines and networks are the same, as the steps of an editor mostly are, copies that were
 * sent to a worker among them: others remember by their identity what they made of them.
 */
function machinesOf(design: Design): Machines {
  const known = made.get(design.nodes) ?? last
  if (known !== undefined && isAlike(known.design, design)) {
    if (known.design.nodes !== design.nodes) made.set(design.nodes, { design, machines: known.machines })
    return known.machines
  }
  const subnets = siteSubnets(design)
  last = { design, machines: { subnets, members: siteMembers(design, subnets) } }
  made.set(design.nodes, last)
  return last.machines
}

function isAlike(a: Design, b: Design): boolean {
  return (
    a.kubernetes.vip === b.kubernetes.vip &&
    isSameValue(a.nodes, b.nodes) &&
    isSameValue(a.pools, b.pools) &&
    isSameValue(a.subnets, b.subnets)
  )
}

export function readPrefixes(texts: readonly string[]): Prefix[] {
  return texts.flatMap((text) => readPrefix(text) ?? [])
}

/** Addresses as prefixes of their own. */
export function readSingles(texts: readonly string[]): Prefix[] {
  return texts.flatMap((text) => {
    const address = readAddress(text)
    return address === undefined ? [] : [singlePrefix(address)]
  })
}

function siteSubnets(design: Design): SiteSubnet[] {
  const used = new Set<string>()
  for (const node of design.nodes) for (const nic of [node, ...node.nics]) used.add(nic.subnet)
  for (const pool of design.pools) used.add(pool.subnet)
  return design.subnets
    .map((subnet) => ({
      name: subnet.name,
      prefixes: dropContained(readPrefixes(subnet.cidrs)),
      vlan: subnet.vlan,
      holdsMembers: used.has(subnet.name),
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
}

function siteMembers(design: Design, subnets: readonly SiteSubnet[]): Member[] {
  const bySubnet = new Map(subnets.map((subnet) => [subnet.name, subnet]))
  const vip = readAddress(design.kubernetes.vip ?? '')
  const vipSet = vip === undefined ? noAddresses : setOfAddresses([vip])
  const finish = (
    base: Pick<Member, 'name' | 'kind' | 'role' | 'count' | 'subnet' | 'interfaces'>,
    publicPrefixes: readonly Prefix[],
  ): Member => {
    const onWire = base.interfaces.flatMap((nic) => [...nic.addresses, ...nic.standIns])
    const own = setOfPrefixes(onWire)
    return {
      ...base,
      own: base.role === 'controlplane' ? unionSets(own, vipSet) : own,
      sources: publicPrefixes.length === 0 ? onWire : [...onWire, ...publicPrefixes],
    }
  }
  const nodes = design.nodes.map((node) => {
    const interfaces = [node, ...node.nics].map((nic) =>
      memberInterface(bySubnet.get(nic.subnet), nic.subnet, readSingles(nic.addresses)),
    )
    const { name, role, subnet } = node
    const count = { min: 1, max: 1 }
    return finish({ name, kind: 'node', role, subnet, count, interfaces }, readSingles(node.publicAddresses))
  })
  const pools = design.pools.map((pool) => {
    const addresses = pool.addresses.flatMap((text) => {
      const range = readAddressRange(text)
      return range === undefined ? [] : prefixesOfRange(range.family, range.first, range.last)
    })
    const { name, role, subnet } = pool
    const count = typeof pool.count === 'number' ? { min: pool.count, max: pool.count } : pool.count
    const interfaces = [memberInterface(bySubnet.get(subnet), subnet, addresses)]
    return finish({ name, kind: 'pool', role, subnet, count, interfaces }, [])
  })
  return [...nodes, ...pools].sort((a, b) => (a.name < b.name ? -1 : 1))
}

/** A family that the subnet has and the machine has no address of is stood for by the subnet's prefix. */
function memberInterface(subnet: SiteSubnet | undefined, name: string, addresses: readonly Prefix[]): MemberInterface {
  const known = new Set(addresses.map((address) => address.family))
  const standIns = (subnet?.prefixes ?? []).filter((prefix) => !known.has(prefix.family))
  return { subnet: name, addresses, standIns }
}

/** Families of a subnet or of a named prefix (SPEC 2). */
function familiesInPlay(design: Design): Family[] {
  const found = new Set<Family>(subnetFamilies(design))
  const named = [
    ...design.admin.map((entry) => entry.cidr),
    ...(design.clusterCIDRs ?? []),
    ...design.loadBalancers.flatMap((balancer) => balancer.healthFrom),
    ...[...design.listeners, ...design.loadBalancerIPs, design.nodePorts].flatMap((entry) =>
      principalCIDRs(entry.from),
    ),
    ...design.overrides.flatMap((entry) => principalCIDRs([...(entry.from ?? []), ...(entry.add ?? [])])),
    ...design.addons.flatMap((addon) => addonLists(addon).flatMap(({ texts }) => principalCIDRs(texts))),
  ]
  for (const prefix of readPrefixes(named)) found.add(prefix.family)
  const singles = [...design.loadBalancers, ...design.loadBalancerIPs].flatMap((entry) => entry.addresses)
  for (const prefix of readSingles(singles)) found.add(prefix.family)
  return ([4, 6] as const).filter((family) => found.has(family))
}

function principalCIDRs(principals: readonly string[]): string[] {
  return principals.flatMap((text) => (text.startsWith('cidr:') ? [text.slice('cidr:'.length)] : []))
}
