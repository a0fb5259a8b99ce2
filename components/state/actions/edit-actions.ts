import { redo, undo, useDesignStore } from '../design-store'
import type { Action } from './action'

const lower = (label: string) => label.charAt(0).toLowerCase() + label.slice(1)
const nextUndo = () => useDesignStore.getState().history.past.at(-1)?.label
const nextRedo = () => useDesignStore.getState().history.future[0]?.label

export const editActions: readonly Action[] = [
  {
    id: 'undo',
    group: 'Edit',
    label: () => (nextUndo() === undefined ? 'Undo' : `Undo ${lower(nextUndo() ?? '')}`),
    keywords: 'back revert history',
    keys: ['Mod+Z'],
    isEnabled: () => nextUndo() !== undefined,
    perform: undo,
  },
  {
    id: 'redo',
    group: 'Edit',
    label: () => (nextRedo() === undefined ? 'Redo' : `Redo ${lower(nextRedo() ?? '')}`),
    keywords: 'again forward history',
    keys: ['Mod+Shift+Z', 'Mod+Y'],
    isEnabled: () => nextRedo() !== undefined,
    perform: redo,
  },
]
