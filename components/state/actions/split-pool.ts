/** A pool becomes machines with names of their own, the first of which is selected. */
import { explodePool, mostSplit } from '@/lib/design/edits/split-pool'
import { currentSnapshot, edit } from '../design-store'
import { focusThing } from '../focus'
import { notify } from '../notices'
import { select } from '../selection'

export function splitPool(name: string): void {
  const before = currentSnapshot().design
  const split = explodePool(before, name)
  const first = split.nodes[before.nodes.length]
  if (split === before || first === undefined) {
    const most = mostSplit.toLocaleString('en-GB')
    notify(`${name} has more than ${most} machines, too many for a name each.`, { tone: 'problem' })
    return
  }
  edit(`Split ${name}`, () => split)
  select({ kind: 'node', name: first.name })
  focusThing(`node:${first.name}`)
}
