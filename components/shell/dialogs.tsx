'use client'

import { lazy, Suspense, useEffect } from 'react'
import { usePointedMenu } from '@/components/state/pointed'
import { useView, type View } from '@/components/state/view'

const loadPalette = () => import('./command-palette').then((module) => ({ default: module.CommandPalette }))
const CommandPalette = lazy(loadPalette)
const ShortcutSheet = lazy(() => import('./shortcut-sheet').then((module) => ({ default: module.ShortcutSheet })))
const DesignsDialog = lazy(() => import('./designs-dialog').then((module) => ({ default: module.DesignsDialog })))
const NewDesignDialog = lazy(() =>
  import('./new-design-dialog').then((module) => ({ default: module.NewDesignDialog })),
)
const MoveDialog = lazy(() =>
  import('@/components/canvas/move-dialog').then((module) => ({ default: module.MoveDialog })),
)
const ShareDialog = lazy(() =>
  import('@/components/share/share-dialog').then((module) => ({ default: module.ShareDialog })),
)
const CompareDialog = lazy(() =>
  import('@/components/compare/compare-dialog').then((module) => ({ default: module.CompareDialog })),
)
const ProductsDialog = lazy(() =>
  import('@/components/exports/products-dialog').then((module) => ({ default: module.ProductsDialog })),
)
const ImportDialog = lazy(() =>
  import('@/components/import/import-dialog').then((module) => ({ default: module.ImportDialog })),
)
const PointedMenu = lazy(() => import('./pointed-menu').then((module) => ({ default: module.PointedMenu })))

/** The dialog that is open, or the menu of what has the focus, loaded when it is first asked for. */
export function Dialogs() {
  const dialog = useView((state) => state.dialog)
  const menu = usePointedMenu((state) => state.menu)
  // The palette must be there at once, for who opens it is already typing: it comes with the first half of its keys.
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key === 'Control' || event.key === 'Meta') void loadPalette()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [])
  return (
    <Suspense fallback={null}>
      <OpenDialog dialog={dialog} />
      {menu !== undefined && <PointedMenu {...menu} />}
    </Suspense>
  )
}

function OpenDialog({ dialog }: { dialog: View['dialog'] }) {
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
      return <ImportDialog />
    case 'compare':
      return <CompareDialog />
    case 'products':
      return <ProductsDialog />
    case 'move':
      return <MoveDialog />
  }
}
