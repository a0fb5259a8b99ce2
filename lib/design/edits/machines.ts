/** Nodes: add, change, move, duplicate, remove. */

import { prefixHasAddress } from '@/lib/net/prefix'
import { readAddress } from '@/lib/net/text-cache'
import type { Design, DesignNode, DesignSubnet, Role } from '../design'
import { freeAddresses, freeName, prefixesOfSubnet } from '../room'
import { forget } from './forget'

/** A design with something new in it, and what that is called. */
export interface Added {
  readonly design: Design
  readonly name: string
}

export function subnetOf(design: Design, name: string): DesignSubnet | undefined {
  return design.subnets.find((subnet) => subnet.name === name)
}

/** The role a newcomer most likely wants next: three control planes, then workers. */
export function likelyRole(design: Design): Role {
  const drawn = [...design.nodes, ...design.pools].filter(({ role }) => role === 'controlplane')
  return drawn.length < 3 ? 'controlplane' : 'worker'
}

/** A node with the next free name and address. */
export function addNode(design: Design, subnet: DesignSubnet, role: Role): Added {
  const name = freeName(design, role === 'controlplane' ? 'cp' : 'worker')
  const addresses = freeAddresses(design, subnet)
  const node: DesignNode = { name, role, subnet: subnet.name, addresses, nics: [], publicAddresses: [] }
  return { design: { ...design, nodes: [...design.nodes, node] }, name }
}

/** Changes fields of a node; its name by `renameThing`. */
export function changeNode(design: Design, name: string, change: Partial<Omit<DesignNode, 'name'>>): Design {
  return { ...design, nodes: design.nodes.map((node) => (node.name === name ? { ...node, ...change } : node)) }
}

/** Moves a node to another subnet; addresses that do not belong there are replaced by free ones. */
export function moveNode(design: Design, name: string, to: string): Design {
  const node = design.nodes.find((one) => one.name === name)
  const subnet = subnetOf(design, to)
  if (node === undefined || subnet === undefined || node.subnet === to) return design
  const prefixes = prefixesOfSubnet(subnet)
  const staying = node.addresses.filter((text) => {
    const address = readAddress(text)
    return address !== undefined && prefixes.some((prefix) => prefixHasAddress(prefix, address))
  })
  // A machine without fixed addresses has none elsewhere either.
  const addresses = staying.length > 0 || node.addresses.length === 0 ? staying : freeAddresses(design, subnet)
  return changeNode(design, name, { subnet: to, addresses })
}

/** A node like another, after it, with free addresses of its own wherever that one has some. */
export function duplicateNode(design: Design, name: string): Added | undefined {
  const node = design.nodes.find((one) => one.name === name)
  if (node === undefined) return undefined
  const free = (subnet: string, like: readonly string[]) => {
    const drawn = subnetOf(design, subnet)
    return drawn === undefined || like.length === 0 ? [] : freeAddresses(design, drawn)
  }
  const copy: DesignNode = {
    ...node,
    name: freeName(design, name),
    addresses: free(node.subnet, node.addresses),
    nics: node.nics.map((nic) => ({ ...nic, addresses: free(nic.subnet, nic.addresses) })),
    publicAddresses: [],
  }
  const at = design.nodes.indexOf(node) + 1
  const nodes = [...design.nodes.slice(0, at), copy, ...design.nodes.slice(at)]
  return { design: { ...design, nodes }, name: copy.name }
}

/** Removes a node and what refers to it. */
export function removeNode(design: Design, name: string): Design {
  if (!design.nodes.some((node) => node.name === name)) return design
  return forget({ ...design, nodes: design.nodes.filter((node) => node.name !== name) }, [{ kind: 'node', name }])
}
