/** One-press cures for what is wrong at a place of a design. */
import type { Design } from '@/lib/design/design'
import { changeNode, subnetOf } from '@/lib/design/edits/machines'
import { setSubnetCidrs } from '@/lib/design/edits/subnets'
import { parsePath, valueAt } from '@/lib/design/path'
import type { Problem } from '@/lib/design/problem'
import { freeAddresses, freePrefix } from '@/lib/design/room'
import { parseAddress } from '@/lib/net/address'
import { parsePrefix } from '@/lib/net/prefix'

export interface Fix {
  /** On the button: `Use 10.0.3.0/24, the next free one`. */
  readonly label: string
  readonly undoLabel: string
  readonly apply: (design: Design) => Design
}

export function fixOf(problem: Problem, design: Design): Fix | undefined {
  const [list, at, field, index] = parsePath(design, problem.at) ?? []
  if (typeof at !== 'number' || typeof index !== 'number') return undefined
  if (list === 'subnets' && field === 'cidrs') return prefixFix(design, at, index)
  if (list === 'nodes' && field === 'addresses') return addressFix(design, at, index)
  return undefined
}

function prefixFix(design: Design, at: number, index: number): Fix | undefined {
  const subnet = design.subnets[at]
  const prefix = parsePrefix(String(valueAt(design, ['subnets', at, 'cidrs', index])))
  const free = prefix === undefined ? undefined : freePrefix(design, prefix)
  if (subnet === undefined || free === undefined) return undefined
  const { name } = subnet
  const cidrs = subnet.cidrs.map((cidr, place) => (place === index ? free : cidr))
  return {
    label: `Use ${free}, the next free one`,
    undoLabel: `Use ${free} for ${name}`,
    apply: (now) => setSubnetCidrs(now, new Map([[name, cidrs]]), true),
  }
}

function addressFix(design: Design, at: number, index: number): Fix | undefined {
  const node = design.nodes[at]
  const subnet = node === undefined ? undefined : subnetOf(design, node.subnet)
  const wrong = parseAddress(node?.addresses[index] ?? '')
  if (node === undefined || subnet === undefined || wrong === undefined) return undefined
  const free = freeAddresses(design, subnet).find((text) => parseAddress(text)?.family === wrong.family)
  if (free === undefined) return undefined
  const { name } = node
  const addresses = node.addresses.map((address, place) => (place === index ? free : address))
  return {
    label: `Use ${free}, which is free`,
    undoLabel: `Use ${free} for ${name}`,
    apply: (now) => changeNode(now, name, { addresses }),
  }
}
