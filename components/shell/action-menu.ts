import { isEnabled, labelOf } from '@/components/state/actions/action'
import { actionOf } from '@/components/state/actions/registry'
import { formatKeys, isMacPlatform } from '@/components/state/keys'
import type { MenuItem } from '@/components/ui/menu'

/** An action as a line of a menu; empty where the action does not exist. */
export function menuItemOf(id: string): readonly MenuItem[] {
  const action = actionOf(id)
  if (action === undefined) return []
  const keys = action.keys?.[0]
  return [
    {
      id,
      label: labelOf(action),
      keys: keys === undefined ? undefined : formatKeys(keys, isMacPlatform()),
      disabled: !isEnabled(action),
      removes: action.removes === true,
      onSelect: action.perform,
    },
  ]
}

/** `Undo move cp-2 (Ctrl+Z)` for a button that shows only a drawing. */
export function keysOf(id: string): string | undefined {
  const keys = actionOf(id)?.keys?.[0]
  return keys === undefined ? undefined : formatKeys(keys, isMacPlatform())
}
