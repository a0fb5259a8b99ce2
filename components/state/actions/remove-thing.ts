/** What the key that removes does, to whatever is selected. */
import { removeAdmin } from '@/lib/design/edits/admin'
import { removeNode } from '@/lib/design/edits/machines'
import { removePool } from '@/lib/design/edits/pools'
import { removeAnnounced, removeLoadBalancer } from '@/lib/design/edits/remove-service'
import { removeSubnet } from '@/lib/design/edits/subnets'
import { announce } from '../announcer'
import { currentSnapshot, edit, undo } from '../design-store'
import { focusThing } from '../focus'
import { notify } from '../notices'
import { clearSelection, type Selection, select } from '../selection'

const design = () => currentSnapshot().design

/** What gets focus when a thing goes: its right neighbour in the lane, then its left, then the lane. */
function neighbour(kind: 'node' | 'pool', name: string, subnet: string): string {
  const lane = [
    ...design()
      .nodes.filter((node) => node.subnet === subnet)
      .map((node) => `node:${node.name}`),
    ...design()
      .pools.filter((pool) => pool.subnet === subnet)
      .map((pool) => `pool:${pool.name}`),
  ]
  const at = lane.indexOf(`${kind}:${name}`)
  return lane[at + 1] ?? lane[at - 1] ?? `subnet:${subnet}`
}

/** Undo brings it back, so nothing is asked. */
export function removeThing(thing: Selection): void {
  const now = design()
  if (thing.kind === 'node' || thing.kind === 'pool') {
    const list = thing.kind === 'node' ? now.nodes : now.pools
    const one = list.find(({ name }) => name === thing.name)
    if (one === undefined) return
    const next = neighbour(thing.kind, one.name, one.subnet)
    edit(`Remove ${one.name}`, (d) => (thing.kind === 'node' ? removeNode(d, one.name) : removePool(d, one.name)))
    selectById(next)
    focusThing(next)
    announce(`Removed ${one.name}`)
  } else if (thing.kind === 'subnet') {
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
    if (next !== undefined) selectById(`subnet:${next.name}`)
    if (next !== undefined) focusThing(`subnet:${next.name}`)
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

function selectById(id: string): void {
  const colon = id.indexOf(':')
  const kind = id.slice(0, colon)
  const name = id.slice(colon + 1)
  if (kind === 'node' || kind === 'pool' || kind === 'subnet') select({ kind, name })
}
