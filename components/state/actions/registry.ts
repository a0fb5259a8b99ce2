/** Every action of the page; menus, the palette, the key sheet and the keyboard read this one list. */
import { isTyping, matchesKeys, takesLetters } from '../keys'
import { usePreferences } from '../preferences'
import { type Action, isEnabled } from './action'
import { designActions } from './design-actions'
import { editActions } from './edit-actions'
import { networkActions } from './network-actions'
import { pointedActions } from './pointed-actions'
import { settingsActions } from './settings-actions'
import { viewActions } from './view-actions'

export const actions: readonly Action[] = [
  ...pointedActions,
  ...networkActions,
  ...settingsActions,
  ...editActions,
  ...designActions,
  ...viewActions,
]

export function actionOf(id: string): Action | undefined {
  return actions.find((action) => action.id === id)
}

export function perform(id: string): void {
  const action = actionOf(id)
  if (action !== undefined && isEnabled(action)) action.perform()
}

/** A dialog, a menu or a list lies over the page. */
export function isCovered(): boolean {
  return document.querySelector('dialog[open], [popover]:popover-open') !== null
}

function hasSelectedText(): boolean {
  return window.getSelection()?.isCollapsed === false
}

/** Runs the action whose keys were pressed. Gives back whether there was one. */
export function performKeys(event: KeyboardEvent): boolean {
  const inNetworks = event.target instanceof Element && event.target.closest('[data-scope="networks"]') !== null
  const inText = isTyping(event.target)
  // A field that holds nothing half-typed leaves undo to the design; any other text has its own.
  const ownUndo = inText && !(event.target instanceof HTMLElement && event.target.dataset.undo === 'design')
  const covered = isCovered()
  const { singleKeys } = usePreferences.getState()
  for (const action of actions) {
    for (const keys of action.keys ?? []) {
      if (!matchesKeys(keys, event) || !isEnabled(action)) continue
      if (action.scope === 'networks' && !inNetworks) continue
      const single = keys.length === 1 || keys === 'Delete'
      if (single && (takesLetters(event.target) || covered || (keys.length === 1 && !singleKeys))) continue
      if (action.group === 'Edit' && (ownUndo || covered)) continue
      if (action.leavesText === true && (inText || hasSelectedText())) continue
      event.preventDefault()
      action.perform()
      return true
    }
  }
  return false
}
