'use client'

import { ChevronDown } from 'lucide-react'
import { useDesign, useDesignStore } from '@/components/state/design-store'
import { openDesign, refreshDesigns, useWorkspace } from '@/components/state/workspace'
import { MenuButton, type MenuGroup } from '@/components/ui/menu'
import { menuItemOf } from './action-menu'
import styles from './header.module.css'
import { dayAndTime, messages } from './messages'

const listed = 7

/** The name of the open design, and the way to every other one. */
export function DesignsMenu() {
  const { name } = useDesign()
  const designs = useWorkspace((state) => state.designs)
  const origin = useDesignStore((state) => state.origin)

  function groups(): readonly MenuGroup[] {
    refreshDesigns()
    const now = Date.now()
    const kept = useWorkspace.getState().designs.slice(0, listed)
    return [
      {
        id: 'designs',
        title: 'Designs in this browser',
        items: kept.map((design) => ({
          id: design.id,
          label: design.name,
          detail: `${messages.nodes(design.machines)} · ${dayAndTime(design.savedAt, now)}`,
          checked: origin.kind === 'slot' && origin.id === design.id,
          onSelect: () => {
            void openDesign(design.id)
          },
        })),
      },
      {
        id: 'commands',
        items: ['new-design', 'open-designs', 'import-design', 'compare', 'duplicate-design', 'rename-design'].flatMap(
          menuItemOf,
        ),
      },
      // Where the header has no room for their buttons.
      ...(window.matchMedia('(max-width: 480px)').matches
        ? [{ id: 'narrow', items: ['redo', 'palette'].flatMap(menuItemOf) }]
        : []),
      { id: 'remove', items: ['delete-design'].flatMap(menuItemOf) },
    ]
  }

  const count = designs.length
  return (
    <MenuButton
      label={`Designs, ${count} kept`}
      aria-label={`${name}, designs`}
      variant="quiet"
      className={styles.name}
      groups={groups}
    >
      <span className={styles.nameText}>{name}</span>
      <ChevronDown size={14} aria-hidden />
    </MenuButton>
  )
}
