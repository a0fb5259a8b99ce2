'use client'

import { dismissNotice, useNotices } from '@/components/state/notices'
import { Toast } from '@/components/ui/toast'
import styles from './toasts.module.css'

export function Toasts() {
  const notices = useNotices((state) => state.notices)
  return (
    <section aria-label="Messages" className={styles.toasts}>
      {notices.map((notice) => (
        <Toast
          key={notice.id}
          text={notice.text}
          tone={notice.tone}
          action={notice.action}
          onDismiss={() => dismissNotice(notice.id)}
        />
      ))}
    </section>
  )
}
