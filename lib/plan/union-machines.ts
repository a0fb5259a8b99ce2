/** The machines and networks of two designs together, as they stand while one becomes the other. */
import type { Design } from '../design/design'
import { failure, type Problem, type Result, success } from '../design/problem'

type Machines = Pick<Design, 'subnets' | 'nodes' | 'pools'>
type Node = Design['nodes'][number]
type Pool = Design['pools'][number]

/** Fails where one name means two machines that no file can serve at once. */
export function unionMachines(before: Design, after: Design): Result<Machines> {
  const problems: Problem[] = []
  const nodes = unionByName(before.nodes, after.nodes, (old, node) => {
    if (old.role !== node.role) problems.push(twoMeanings('nodes', node.name, 'role', old.role, node.role))
    return unionNodes(old, node)
  })
  const pools = unionByName(before.pools, after.pools, (old, pool) => {
    if (old.role !== pool.role) problems.push(twoMeanings('pools', pool.name, 'role', old.role, pool.role))
    if (old.subnet !== pool.subnet) problems.push(twoMeanings('pools', pool.name, 'network', old.subnet, pool.subnet))
    return unionPools(old, pool)
  })
  const names = new Set(nodes.map(({ name }) => name))
  for (const { name } of pools) if (names.has(name)) problems.push(twoMeanings('pools', name, 'kind', 'node', 'pool'))
  const subnets = unionByName(before.subnets, after.subnets, (old, subnet) => ({
    ...subnet,
    cidrs: unionTexts(old.cidrs, subnet.cidrs),
  }))
  return problems.length === 0 ? success({ subnets, nodes, pools }) : failure(problems)
}

function unionByName<T extends { readonly name: string }>(
  before: readonly T[],
  after: readonly T[],
  merge: (old: T, now: T) => T,
): T[] {
  const had = new Map(before.map((one) => [one.name, one]))
  const merged = after.map((one) => {
    const old = had.get(one.name)
    had.delete(one.name)
    return old === undefined ? one : merge(old, one)
  })
  return [...merged, ...had.values()]
}

function twoMeanings(list: 'nodes' | 'pools', name: string, what: string, old: string, now: string): Problem {
  return {
    severity: 'error',
    at: `${list}/${name}`,
    message: `${name} changes its ${what} from ${old} to ${now}.`,
    suggestion: 'No files serve both at once: give the new one another name and remove the old one.',
  }
}

/** With the addresses of both: a machine that is moved answers at the old ones until it has the new ones. */
function unionNodes(old: Node, now: Node): Node {
  const nics = new Map(now.nics.map((nic) => [nic.subnet, nic.addresses]))
  const moved = old.subnet === now.subnet ? [] : [{ subnet: old.subnet, addresses: old.addresses }]
  for (const nic of [...old.nics, ...moved]) {
    if (nic.subnet !== now.subnet) nics.set(nic.subnet, unionTexts(nics.get(nic.subnet) ?? [], nic.addresses))
  }
  const here =
    old.subnet === now.subnet ? old.addresses : (old.nics.find(({ subnet }) => subnet === now.subnet)?.addresses ?? [])
  return {
    ...now,
    addresses: unionTexts(here, now.addresses),
    nics: [...nics].map(([subnet, addresses]) => ({ subnet, addresses })),
    publicAddresses: unionTexts(old.publicAddresses, now.publicAddresses),
  }
}

function unionPools(old: Pool, now: Pool): Pool {
  const bounds = [old.count, now.count].map((count) => (typeof count === 'number' ? { min: count, max: count } : count))
  return {
    ...now,
    count: { min: Math.min(...bounds.map(({ min }) => min)), max: Math.max(...bounds.map(({ max }) => max)) },
    addresses: unionTexts(old.addresses, now.addresses),
  }
}

function unionTexts(old: readonly string[], now: readonly string[]): string[] {
  return [...new Set([...now, ...old])]
}
