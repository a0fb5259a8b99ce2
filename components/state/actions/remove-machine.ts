/** What the key that removes does to a machine or a pool: at once, so that a key pressed after it acts on what is left. */
import { removeNode } from '@/lib/design/edits/machines'
import { removePool } from '@/lib/design/edits/pools'
import { announce } from '../announcer'
import { currentSnapshot, edit } from '../design-store'
import { focusThing } from '../focus'
import { select } from '../selection'

interface Place {
  readonly kind: 'node' | 'pool' | 'subnet'
  readonly name: string
}

/** Undo brings it back, so nothing is asked. */
export function removeMachine(kind: 'node' | 'pool', name: string): void {
  const { nodes, pools } = currentSnapshot().design
  const subnet = (kind === 'node' ? nodes : pools).find((one) => one.name === name)?.subnet
  if (subnet === undefined) return
  const lane: Place[] = [
    ...nodes.filter((one) => one.subnet === subnet).map((one) => ({ kind: 'node' as const, name: one.name })),
    ...pools.filter((one) => one.subnet === subnet).map((one) => ({ kind: 'pool' as const, name: one.name })),
  ]
  const at = lane.findIndex((one) => one.kind === kind && one.name === name)
  // Its right neighbour in the lane gets the focus, or its left, or the lane.
  const next = lane[at + 1] ?? lane[at - 1] ?? { kind: 'subnet', name: subnet }
  edit(`Remove ${name}`, (now) => (kind === 'node' ? removeNode(now, name) : removePool(now, name)))
  select(next)
  focusThing(`${next.kind}:${next.name}`)
  announce(`Removed ${name}`)
}
