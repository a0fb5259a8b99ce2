import { loadRemoval } from '@/components/state/actions/network-actions'
import { focusWhy } from '@/components/state/focus'
import { type Pointed, pointAt } from '@/components/state/pointed'
import { type Selection, select } from '@/components/state/selection'
import type { Lane } from './lane-model'

type LaneOfThing = Pick<Lane, 'kind' | 'title'>

export type OnFocus = (selection: Selection, element: HTMLElement, lane: LaneOfThing) => void

/** A lane or a chip that takes the focus is the selection, and what menu and keys are about. */
export function onFocusThing(selection: Selection, element: HTMLElement, lane: LaneOfThing): void {
  // Without a network it is asked for again when the key is pressed.
  void loadRemoval().catch(() => undefined)
  select(selection)
  pointAt(element, pointedOf(element.dataset.name ?? lane.title, lane))
}

function pointedOf(title: string, lane: LaneOfThing): Pointed {
  return {
    title,
    commands: { why: focusWhy },
    more: [
      { actions: ['open-detail', 'move', 'duplicate', 'explode'] },
      { ...(lane.kind === 'subnet' ? { title: `In ${lane.title}` } : {}), actions: additionsOf(lane) },
      { actions: ['remove'] },
    ],
  }
}

function additionsOf({ kind }: LaneOfThing): readonly string[] {
  if (kind === 'admin') return ['add-admin']
  return kind === 'subnet' ? ['add-control-plane', 'add-worker', 'add-pool'] : []
}
