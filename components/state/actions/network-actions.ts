import type { Design, DesignSubnet, Role } from '@/lib/design/design'
import { type Added, addNode, duplicateNode, likelyRole, subnetOf } from '@/lib/design/edits/machines'
import { addPool, duplicatePool } from '@/lib/design/edits/pools'
import { addSubnet } from '@/lib/design/edits/subnets'
import { currentSnapshot, edit } from '../design-store'
import { focusField, focusInspector, focusThing } from '../focus'
import { type Selection, select, useSelection } from '../selection'
import { openDialog, showPane } from '../view'
import type { Action } from './action'
import { removeMachine } from './remove-machine'

/** Called as soon as something to remove is pointed at, so that the key finds it loaded. */
export const loadRemoval = () => import('./remove-thing')

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
      void import('./split-pool').then(({ splitPool }) => splitPool(chosen.name))
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
    perform: () => {
      const chosen = selection()
      if (chosen.kind === 'node' || chosen.kind === 'pool') removeMachine(chosen.kind, chosen.name)
      else void loadRemoval().then(({ removeThing }) => removeThing(chosen))
    },
  },
]
