'use client'

import { closeDialog } from '@/components/state/view'
import { Dialog } from '@/components/ui/dialog'

export function ShareDialog() {
  return (
    <Dialog title="Share" onClose={closeDialog}>
      <p>Nothing yet.</p>
    </Dialog>
  )
}
