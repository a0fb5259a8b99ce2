'use client'

import dynamic from 'next/dynamic'
import { useEffect } from 'react'
import { useView } from '@/components/state/view'

const loadPalette = () => import('./command-palette').then((module) => module.CommandPalette)
const CommandPalette = dynamic(loadPalette)
const ShortcutSheet = dynamic(() => import('./shortcut-sheet').then((module) => module.ShortcutSheet))
const DesignsDialog = dynamic(() => import('./designs-dialog').then((module) => module.DesignsDialog))
const NewDesignDialog = dynamic(() => import('./new-design-dialog').then((module) => module.NewDesignDialog))
const MoveDialog = dynamic(() => import('@/components/canvas/move-dialog').then((module) => module.MoveDialog))
const ShareDialog = dynamic(() => import('@/components/share/share-dialog').then((module) => module.ShareDialog))
const OpenFileDialog = dynamic(() =>
  import('@/components/share/open-file-dialog').then((module) => module.OpenFileDialog),
)

/** The dialog that is open, loaded when it is first asked for. */
export function Dialogs() {
  const dialog = useView((state) => state.dialog)
  // The palette must be there at once: who opens it is already typing.
  useEffect(() => {
    const timer = setTimeout(() => void loadPalette(), 1000)
    return () => clearTimeout(timer)
  }, [])
  switch (dialog) {
    case undefined:
      return null
    case 'palette':
      return <CommandPalette />
    case 'shortcuts':
      return <ShortcutSheet />
    case 'designs':
      return <DesignsDialog />
    case 'new':
      return <NewDesignDialog />
    case 'share':
      return <ShareDialog />
    case 'import':
      return <OpenFileDialog />
    case 'move':
      return <MoveDialog />
  }
}
