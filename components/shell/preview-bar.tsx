'use client'

import { lazy, Suspense } from 'react'
import { useDesignStore } from '@/components/state/design-store'
import { useLinks } from '@/components/state/permalink'
import { openDialog } from '@/components/state/view'
import { Button } from '@/components/ui/button'
import { messages } from './messages'
import styles from './preview-bar.module.css'

const LinkNotice = lazy(() => import('./link-notice').then((module) => ({ default: module.LinkNotice })))

/** Above a design that came by link: whose it is, and what one can do with it. */
export function PreviewBar() {
  const isPreview = useDesignStore((state) => state.origin.kind === 'preview')
  const isExample = useDesignStore((state) => state.origin.kind === 'example')
  const isBroken = useLinks((state) => state.broken !== undefined)
  if (isPreview || isBroken) {
    return (
      <Suspense fallback={null}>
        <LinkNotice />
      </Suspense>
    )
  }
  if (!isExample) return null
  return (
    <div className={styles.hint}>
      <p>
        <strong>{messages.purpose}</strong> {messages.tagline}
      </p>
      <Button small onClick={() => openDialog('new')}>
        {messages.start}
      </Button>
      <Button small onClick={() => openDialog('import')}>
        {messages.readRunning}
      </Button>
    </div>
  )
}
