'use client'

import { downloadFile } from '@/components/state/clipboard'
import type { ImportPreview } from '@/components/state/import-task'
import { closeImport, comparePreviewed, mergePreviewed, openPreviewed } from '@/components/state/importing'
import { Button } from '@/components/ui/button'
import { importMessages as say } from './messages'

/** What can be made of it; one's own designs are touched by none. */
export function PreviewActions({
  preview,
  mergesInto,
}: {
  readonly preview: ImportPreview
  readonly mergesInto: boolean
}) {
  const { design, text } = preview
  return (
    <>
      <Button variant="quiet" onClick={closeImport}>
        {say.cancel}
      </Button>
      <Button onClick={() => downloadFile('design.yaml', text, 'application/yaml')}>{say.download}</Button>
      {mergesInto && <Button onClick={() => void mergePreviewed()}>{say.merge}</Button>}
      <Button onClick={() => void comparePreviewed(design)}>{say.compare}</Button>
      <Button variant="primary" data-focus-first onClick={() => openPreviewed(design)}>
        {say.open}
      </Button>
    </>
  )
}
