'use client'

import { Download, Trash2 } from 'lucide-react'
import { useEffect, useState } from 'react'
import { downloadFile } from '@/components/state/clipboard'
import { useDesignStore } from '@/components/state/design-store'
import { removeDesign } from '@/components/state/opening'
import { closeDialog } from '@/components/state/view'
import { openDesign, refreshDesigns, useWorkspace } from '@/components/state/workspace'
import { Button, IconButton } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import styles from './designs-dialog.module.css'
import { dayAndTime, messages } from './messages'

/** Every design this browser keeps, those that cannot be read included. */
export function DesignsDialog() {
  const { designs, broken } = useWorkspace()
  const origin = useDesignStore((state) => state.origin)
  const [now] = useState(() => Date.now())
  useEffect(refreshDesigns, [])
  return (
    <Dialog title="Designs in this browser" wide onClose={closeDialog}>
      {designs.length + broken.length === 0 && <p>Nothing is kept yet. The first change keeps the open design.</p>}
      <ul className={styles.list}>
        {designs.map((design) => (
          <li key={design.id} className={styles.row}>
            <button
              type="button"
              className={styles.open}
              aria-current={origin.kind === 'slot' && origin.id === design.id ? 'true' : undefined}
              onClick={() => {
                closeDialog()
                void openDesign(design.id)
              }}
            >
              <strong>{design.name}</strong>
              <span className={styles.detail}>
                {messages.nodes(design.machines)} · {dayAndTime(design.savedAt, now)}
              </span>
            </button>
            <IconButton label={`Delete ${design.name}`} onClick={() => void removeDesign(design.id)}>
              <Trash2 />
            </IconButton>
          </li>
        ))}
      </ul>
      {broken.length > 0 && (
        <section className={styles.broken}>
          <h3>Cannot be read</h3>
          <p>The text is kept as it is and never overwritten. Download it, mend it, and open it as a file.</p>
          <ul className={styles.list}>
            {broken.map((record) => (
              <li key={record.id} className={styles.row}>
                <p className={styles.reason}>
                  {record.where !== '' && <code>{record.where}</code>} {record.message}
                </p>
                <Button small icon={<Download />} onClick={() => downloadFile(`${record.id}.json`, record.text)}>
                  Download the text
                </Button>
                <IconButton label="Delete for good" onClick={() => void removeDesign(record.id)}>
                  <Trash2 />
                </IconButton>
              </li>
            ))}
          </ul>
        </section>
      )}
    </Dialog>
  )
}
