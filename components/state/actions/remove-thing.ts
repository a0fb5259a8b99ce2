/** What the key that removes does to all but machines, which go more often. */
import { removeAdmin } from '@/lib/design/edits/admin'
import { removeAnnounced, removeLoadBalancer } from '@/lib/design/edits/remove-service'
import { removeSubnet } from '@/lib/design/edits/subnets'
import { announce } from '../announcer'
import { currentSnapshot, edit, undo } from '../design-store'
import { focusThing } from '../focus'
import { notify } from '../notices'
import { clearSelection, type Selection, select } from '../selection'

const design = () => currentSnapshot().design

/** Undo brings it back, so nothing is asked. */
export function removeThing(thing: Selection): void {
  const now = design()
  if (thing.kind === 'subnet') {
    if (now.subnets.length === 1) {
      notify('A design needs one subnet: change this one instead.', { tone: 'problem' })
      return
    }
    const at = now.subnets.findIndex(({ name }) => name === thing.name)
    const next = now.subnets[at + 1] ?? now.subnets[at - 1]
    const lost =
      now.nodes.filter((node) => node.subnet === thing.name).length +
      now.pools.filter((pool) => pool.subnet === thing.name).length
    edit(`Remove ${thing.name}`, (d) => removeSubnet(d, thing.name))
    if (next !== undefined) {
      select({ kind: 'subnet', name: next.name })
      focusThing(`subnet:${next.name}`)
    }
    if (lost > 0) {
      notify(`Removed ${thing.name} with ${lost === 1 ? 'one machine or pool' : `${lost} machines and pools`} in it.`, {
        action: { label: 'Undo', perform: undo },
      })
    } else announce(`Removed ${thing.name}`)
  } else if (thing.kind === 'admin') {
    const entry = now.admin[thing.index]
    if (entry === undefined) return
    edit(`Remove ${entry.name}`, (d) => removeAdmin(d, thing.index))
    clearSelection()
    focusThing('admin')
  } else if (thing.kind === 'load-balancer' || thing.kind === 'announced') {
    removeService(thing.kind, thing.name)
  }
}

function removeService(kind: 'load-balancer' | 'announced', name: string): void {
  const placeIn = (list: readonly { readonly name: string }[]) => list.findIndex((one) => one.name === name)
  edit(`Remove ${name}`, (now) =>
    kind === 'announced'
      ? removeAnnounced(now, placeIn(now.loadBalancerIPs))
      : removeLoadBalancer(now, placeIn(now.loadBalancers)),
  )
  clearSelection()
  const { loadBalancers, loadBalancerIPs } = design()
  focusThing(loadBalancers.length + loadBalancerIPs.length > 0 ? 'balancers' : 'internet')
  announce(`Removed ${name}`)
}
