'use client'

import { useEffect } from 'react'
import { Networks } from '@/components/canvas/networks'
import { Inspector } from '@/components/inspector/inspector'
import { QuestionBar } from '@/components/query/question-bar'
import { isCovered, performKeys } from '@/components/state/actions/registry'
import { boot } from '@/components/state/boot'
import { isTyping } from '@/components/state/keys'
import { openMenuHere } from '@/components/state/pointed'
import { setPreferences, usePreferences } from '@/components/state/preferences'
import { useSelection } from '@/components/state/selection'
import { closeDetails, uncoverPage, useView } from '@/components/state/view'
import { classNames } from '@/components/ui/class-names'
import { Splitter } from '@/components/ui/splitter'
import { AnnounceResults } from './announce-results'
import { Announcer } from './announcer'
import styles from './app-shell.module.css'
import { Dialogs } from './dialogs'
import { DropTarget } from './drop-target'
import { Header } from './header'
import { NarrowTabs } from './narrow-tabs'
import { PreviewBar } from './preview-bar'
import { PrintSheet } from './print-sheet'
import { ResultPane } from './result-pane'
import { StatusBar } from './status-bar'
import { TitleStatus } from './title-status'
import { Toasts } from './toasts'

/** The designer: what you say on the left, what it means in the middle, what is selected on the right. */
export function AppShell() {
  const { leftWidth, rightWidth } = usePreferences()
  const narrow = useView((state) => state.narrow)
  // The foot of a file says what its line stands for; over a narrow window the inspector would hide the text itself.
  const kind = useSelection(({ selection }) => selection.kind)
  const wanted = useView((state) => state.whyWanted)
  const staysAway = kind === 'none' || (kind === 'line' && !wanted)

  const ready = useView((state) => state.ready)
  useEffect(() => boot(), [])
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return
      if (event.key === 'Escape' && !isTyping(event.target) && !isCovered()) uncoverPage()
      else performKeys(event)
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [])

  if (!ready) return null
  return (
    <div
      className={styles.shell}
      style={{ '--left': `${leftWidth}px`, '--right': `${rightWidth}px` } as React.CSSProperties}
    >
      <a href="#networks" className={styles.skip}>
        Skip to the design
      </a>
      <Header question={<QuestionBar />} />
      <PreviewBar />
      <main className={styles.main} data-narrow={narrow} onContextMenu={openMenuHere}>
        <div className={styles.left} data-pane="design">
          <Networks />
        </div>
        <div className={styles.leftSplitter}>
          <Splitter
            label="Width of the networks"
            side="start"
            size={leftWidth}
            min={320}
            max={760}
            onResize={(width) => setPreferences({ leftWidth: width })}
          />
        </div>
        <div className={styles.middle} data-pane="result">
          <ResultPane />
        </div>
        <div className={styles.rightSplitter}>
          <Splitter
            label="Width of the inspector"
            side="end"
            size={rightWidth}
            min={240}
            max={520}
            onResize={(width) => setPreferences({ rightWidth: width })}
          />
        </div>
        <div className={classNames(styles.right, staysAway && styles.rightAway)} data-pane="inspector">
          <Inspector onClose={closeDetails} />
        </div>
      </main>
      <NarrowTabs />
      <StatusBar />
      <Toasts />
      <Dialogs />
      <DropTarget />
      <Announcer />
      <AnnounceResults />
      <TitleStatus />
      <PrintSheet />
    </div>
  )
}
