'use client'

import { isEnabled } from '@/components/state/actions/action'
import { pointedActions } from '@/components/state/actions/pointed-actions'
import { actionOf } from '@/components/state/actions/registry'
import { closePointedMenu, type PointedMenu as Menu } from '@/components/state/pointed'
import { MenuPopup } from '@/components/ui/menu'
import { menuItemOf } from './action-menu'

/** What can be done with the thing that has the focus, beside it. */
export function PointedMenu({ thing, anchor }: Menu) {
  const possible = (ids: readonly string[]) =>
    ids
      .filter((id) => {
        const action = actionOf(id)
        return action !== undefined && isEnabled(action)
      })
      .flatMap(menuItemOf)
  const own = pointedActions.map(({ id }) => id).filter((id) => id !== 'thing-menu')
  const groups = [{ actions: own }, ...(thing.more ?? [])]
  return (
    <MenuPopup
      label={`Menu of ${thing.title}`}
      anchor={anchor}
      onClose={closePointedMenu}
      groups={groups.map(({ actions, ...group }) => ({
        ...group,
        id: actions.join(' '),
        items: possible(actions),
      }))}
    />
  )
}
