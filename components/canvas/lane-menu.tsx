'use client'

import { isEnabled, labelOf } from '@/components/state/actions/action'
import { actionOf } from '@/components/state/actions/registry'
import { formatKeys, isMacPlatform } from '@/components/state/keys'
import type { Anchor } from '@/components/ui/anchoring'
import { type MenuItem, MenuPopup } from '@/components/ui/menu'
import type { Lane } from './lane-model'

export interface Anchored {
  readonly anchor: Anchor
  readonly lane: string
}

/** What one can do with the selected lane or chip. */
export function LaneMenu({ at, lanes, onClose }: { at: Anchored; lanes: readonly Lane[]; onClose: () => void }) {
  const lane = lanes.find((one) => one.id === at.lane)
  if (lane === undefined) return null
  const common = ['open-detail', 'move', 'duplicate', 'explode'].flatMap(itemOf)
  return (
    <MenuPopup
      label={`Menu of ${lane.title}`}
      anchor={at.anchor}
      onClose={onClose}
      groups={[
        { id: 'thing', items: common },
        { id: 'add', title: lane.kind === 'subnet' ? `In ${lane.title}` : undefined, items: addItems(lane) },
        { id: 'remove', items: itemOf('remove') },
      ].map(({ title, ...group }) => (title === undefined ? group : { ...group, title }))}
    />
  )
}

function addItems(lane: Lane): readonly MenuItem[] {
  if (lane.kind === 'admin') return itemOf('add-admin')
  return lane.kind === 'subnet' ? ['add-control-plane', 'add-worker', 'add-pool'].flatMap(itemOf) : []
}

function itemOf(id: string): readonly MenuItem[] {
  const action = actionOf(id)
  if (action === undefined || !isEnabled(action)) return []
  const keys = action.keys?.[0]
  return [
    {
      id,
      label: labelOf(action),
      keys: keys === undefined ? undefined : formatKeys(keys, isMacPlatform()),
      removes: action.removes === true,
      onSelect: action.perform,
    },
  ]
}
