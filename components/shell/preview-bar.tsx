'use client'

import { useDesignStore } from '@/components/state/design-store'
import { closePreview, keepPreview } from '@/components/state/permalink'
import { Button } from '@/components/ui/button'
import { messages } from './messages'
import styles from './preview-bar.module.css'

/** Above a design that came by link: whose it is, and what one can do with it. */
export function PreviewBar() {
  const isPreview = useDesignStore((state) => state.origin.kind === 'preview')
  const isExample = useDesignStore((state) => state.origin.kind === 'example')
  if (isPreview) {
    return (
      <section className={styles.bar} aria-label={messages.preview}>
        <p>
          <strong>{messages.preview}.</strong> {messages.previewNote}
        </p>
        <Button small onClick={keepPreview}>
          Keep a copy
        </Button>
        <Button small variant="quiet" onClick={closePreview}>
          Close
        </Button>
      </section>
    )
  }
  if (!isExample) return null
  return (
    <p className={styles.hint}>
      <strong>{messages.tagline}</strong> {messages.example}
    </p>
  )
}
