import type { Design, DesignSubnet, Role } from '@/lib/design/design'
import { removeAdmin } from '@/lib/design/edits/admin'
import { type Added, addNode, duplicateNode, likelyRole, removeNode, subnetOf } from '@/lib/design/edits/machines'
import { addPool, duplicatePool, removePool } from '@/lib/design/edits/pools'
import { removeAnnounced, removeLoadBalancer } from '@/lib/design/edits/remove-service'
import { addSubnet, removeSubnet } from '@/lib/design/edits/subnets'
import { announce } from '../announcer'
import { currentSnapshot, edit, undo } from '../design-store'
import { focusField, focusInspector, focusThing } from '../focus'
import { notify } from '../notices'
import { clearSelection, type Selection, select, useSelection } from '../selection'
import { openDialog, showPane } from '../view'
import type { Action } from './action'

const selection = () => useSelection.getState().selection
const design = () => currentSnapshot().design

/** The subnet that new things go into: the selected one, that of the selected machine, or the first. */
function currentSubnet(): DesignSubnet | undefined {
  const chosen = selection()
  const now = design()
  const name =
    chosen.kind === 'subnet'
      ? chosen.name
      : chosen.kind === 'node'
        ? now.nodes.find((node) => node.name === chosen.name)?.subnet
        : chosen.kind === 'pool'
          ? now.pools.find((pool) => pool.name === chosen.name)?.subnet
          : undefined
  return (name === undefined ? undefined : subnetOf(now, name)) ?? now.subnets[0]
}

function add(
  kind: 'node' | 'pool' | 'subnet',
  label: (name: string) => string,
  change: (design: Design) => Added | undefined,
) {
  const added = change(design())
  if (added === undefined) return
  edit(label(added.name), () => added.design)
  showPane('design')
  select({ kind, name: added.name })
  focusThing(`${kind}:${added.name}`)
}

/** Adds a machine to a subnet and selects it. */
export function addNodeTo(subnet: DesignSubnet, role?: Role): void {
  add(
    'node',
    (name) => `Add ${name}`,
    (now) => addNode(now, subnet, role ?? likelyRole(now)),
  )
}

export function addPoolTo(subnet: DesignSubnet, role: Role = 'worker'): void {
  add(
    'pool',
    (name) => `Add ${name}`,
    (now) => addPool(now, subnet, role),
  )
}

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

/** Removes what is selected; undo brings it back, so nothing is asked. */
function removeThing(thing: Selection): void {
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

const isMachine = () => selection().kind === 'node' || selection().kind === 'pool'

const removable: readonly Selection['kind'][] = ['node', 'pool', 'subnet', 'admin', 'load-balancer', 'announced']

export const networkActions: readonly Action[] = [
  {
    id: 'add-node',
    group: 'Networks',
    label: 'Add a node',
    keywords: 'machine control plane worker new',
    keys: ['N'],
    isEnabled: () => currentSubnet() !== undefined,
    perform: () => {
      const subnet = currentSubnet()
      if (subnet !== undefined) addNodeTo(subnet)
    },
  },
  {
    id: 'add-control-plane',
    group: 'Networks',
    label: 'Add a control-plane node',
    keywords: 'machine master new',
    isEnabled: () => currentSubnet() !== undefined,
    perform: () => {
      const subnet = currentSubnet()
      if (subnet !== undefined) addNodeTo(subnet, 'controlplane')
    },
  },
  {
    id: 'add-worker',
    group: 'Networks',
    label: 'Add a worker node',
    keywords: 'machine new',
    isEnabled: () => currentSubnet() !== undefined,
    perform: () => {
      const subnet = currentSubnet()
      if (subnet !== undefined) addNodeTo(subnet, 'worker')
    },
  },
  {
    id: 'add-admin',
    group: 'Networks',
    label: 'Add an admin network',
    keywords: 'prefix cidr office vpn allow',
    perform: () => {
      showPane('design')
      focusField('admin')
    },
  },
  {
    id: 'add-pool',
    group: 'Networks',
    label: 'Add a pool',
    keywords: 'machines autoscaling workers new',
    keys: ['P'],
    isEnabled: () => currentSubnet() !== undefined,
    perform: () => {
      const subnet = currentSubnet()
      if (subnet !== undefined) addPoolTo(subnet)
    },
  },
  {
    id: 'add-subnet',
    group: 'Networks',
    label: 'Add a subnet',
    keywords: 'lane network vlan new',
    keys: ['S'],
    perform: () => add('subnet', (name) => `Add ${name}`, addSubnet),
  },
  {
    id: 'open-detail',
    group: 'Networks',
    label: 'Open the details',
    keywords: 'inspector edit fields properties',
    isEnabled: () => selection().kind !== 'none',
    perform: () => {
      focusInspector()
    },
  },
  {
    id: 'move',
    group: 'Networks',
    label: 'Move to another subnet…',
    keywords: 'lane relocate',
    keys: ['M'],
    scope: 'networks',
    isEnabled: () => isMachine() && design().subnets.length > 1,
    perform: () => openDialog('move'),
  },
  {
    id: 'duplicate',
    group: 'Networks',
    label: 'Duplicate',
    keywords: 'copy clone',
    keys: ['D'],
    scope: 'networks',
    isEnabled: isMachine,
    perform: () => {
      const chosen = selection()
      if (chosen.kind === 'node') {
        add(
          'node',
          (name) => `Duplicate ${chosen.name} as ${name}`,
          (now) => duplicateNode(now, chosen.name),
        )
      }
      if (chosen.kind === 'pool') {
        add(
          'pool',
          (name) => `Duplicate ${chosen.name} as ${name}`,
          (now) => duplicatePool(now, chosen.name),
        )
      }
    },
  },
  {
    id: 'explode',
    group: 'Networks',
    label: 'Split the pool into nodes',
    keywords: 'explode machines names',
    isEnabled: () => selection().kind === 'pool',
    perform: () => {
      const chosen = selection()
      if (chosen.kind !== 'pool') return
      void import('@/lib/design/edits/split-pool').then(({ explodePool, mostSplit }) => {
        const before = design()
        const split = explodePool(before, chosen.name)
        const first = split.nodes[before.nodes.length]
        if (split === before || first === undefined) {
          notify(
            `${chosen.name} has more than ${mostSplit.toLocaleString('en-GB')} machines, too many for a name each.`,
            { tone: 'problem' },
          )
          return
        }
        edit(`Split ${chosen.name}`, () => split)
        select({ kind: 'node', name: first.name })
        focusThing(`node:${first.name}`)
      })
    },
  },
  {
    id: 'remove',
    group: 'Networks',
    label: 'Remove',
    keywords: 'delete',
    keys: ['Delete'],
    scope: 'networks',
    removes: true,
    isEnabled: () => removable.includes(selection().kind),
    perform: () => removeThing(selection()),
  },
]
