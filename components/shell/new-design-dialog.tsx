'use client'

import { FileInput } from 'lucide-react'
import { openTemplate } from '@/components/state/opening'
import { closeDialog, openDialog } from '@/components/state/view'
import { Dialog } from '@/components/ui/dialog'
import { templates } from '@/lib/design/templates/templates'
import { messages } from './messages'
import styles from './new-design-dialog.module.css'
import { StartForm } from './start-form'
import { TemplatePicture } from './template-picture'

/** Where a new design begins; what is open stays in the list. */
export function NewDesignDialog() {
  return (
    <Dialog title="New design" wide onClose={closeDialog}>
      <ul className={styles.list}>
        {templates.map((template, index) => (
          <li key={template.id}>
            <button
              type="button"
              data-focus-first={index === 0 ? '' : undefined}
              className={styles.template}
              onClick={() => void openTemplate(template.id)}
            >
              <TemplatePicture design={template.design()} />
              <strong>{template.title}</strong>
              <span className={styles.summary}>{template.summary}</span>
            </button>
          </li>
        ))}
        <li>
          <button type="button" className={styles.template} onClick={() => openDialog('import')}>
            <FileInput className={styles.picture} aria-hidden strokeWidth={1} />
            <strong>{messages.readRunning}</strong>
            <span className={styles.summary}>
              Machine configurations, a backup of pfSense or OPNsense, Terraform, nft: see who reaches what, then go on
              from there.
            </span>
          </button>
        </li>
      </ul>
      <StartForm />
      <p className={styles.note}>It opens beside your other designs; the one that is open now stays as it is.</p>
    </Dialog>
  )
}
