'use client'

import { closeImport, useImporting } from '@/components/state/importing'
import { Dialog } from '@/components/ui/dialog'
import { Choose } from './choose'
import { importMessages as say } from './messages'
import { Preview } from './preview'
import { PreviewActions } from './preview-actions'

/** Takes files, pasted text and links; shows what they say before anything changes. */
export function ImportDialog() {
  const importing = useImporting((state) => state.importing)
  if (importing.kind !== 'preview') {
    return (
      <Dialog key="choose" title={say.title} wide onClose={closeImport}>
        <Choose importing={importing} />
      </Dialog>
    )
  }
  return (
    <Dialog
      key="preview"
      title={say.previewTitle}
      wide
      onClose={closeImport}
      footer={<PreviewActions preview={importing.preview} mergesInto={importing.mergesInto} />}
    >
      <Preview preview={importing.preview} />
    </Dialog>
  )
}
