'use client'

import { NewsMark } from '@/components/findings/news-mark'
import { isFault, useFindings } from '@/components/findings/use-findings'
import { showPane, showTab, uncoverPage, useView } from '@/components/state/view'
import styles from './narrow-tabs.module.css'

/** What a narrow window shows: the design, or one view of the result. */
export function NarrowTabs() {
  const { narrow, tab, newFault } = useView()
  const findings = useFindings()
  const entries = [
    { id: 'design', label: 'Design', current: narrow === 'design', go: () => showPane('design') },
    { id: 'grid', label: 'Reach', current: narrow === 'result' && tab === 'grid', go: () => showTab('grid') },
    { id: 'rules', label: 'Rules', current: narrow === 'result' && tab === 'rules', go: () => showTab('rules') },
    { id: 'files', label: 'Files', current: narrow === 'result' && tab === 'files', go: () => showTab('files') },
    {
      id: 'findings',
      label: 'Findings',
      current: narrow === 'result' && tab === 'findings',
      go: () => showTab('findings'),
    },
  ]
  return (
    <nav className={styles.tabs} aria-label="Parts">
      {entries.map((entry) => (
        <button
          key={entry.id}
          type="button"
          aria-current={entry.current ? 'page' : undefined}
          className={styles.tab}
          onClick={() => {
            uncoverPage()
            entry.go()
          }}
        >
          {entry.label}
          {entry.id === 'findings' && newFault && findings?.some(isFault) === true && <NewsMark />}
        </button>
      ))}
    </nav>
  )
}
