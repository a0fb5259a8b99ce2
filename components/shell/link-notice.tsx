'use client'

import { useMemo } from 'react'
import { findingMessages } from '@/components/findings/messages'
import { downloadFile } from '@/components/state/clipboard'
import { useAnalysis } from '@/components/state/engine'
import { closeBrokenLink, closePreview, useLinks } from '@/components/state/permalink'
import { openDialog } from '@/components/state/view'
import { save } from '@/components/state/workspace'
import { worstVerdict } from '@/components/state/worst-verdict'
import { Button } from '@/components/ui/button'
import { Mark } from '@/components/ui/mark'
import { asSentence, wordProblem } from '@/lib/design/word-problem'
import { exposureOfInternet } from '@/lib/verify/exposure'
import { messages, verdictWords } from './messages'
import styles from './preview-bar.module.css'

/** About a link that came: why it could not be opened, or what one can do with what it brought. */
export function LinkNotice() {
  const broken = useLinks((state) => state.broken)
  if (broken !== undefined) {
    return (
      <section className={styles.broken} aria-label="A link that could not be opened">
        <div className={styles.reasons}>
          <p>
            <strong>The link could not be opened.</strong> Your own designs are untouched.
          </p>
          <ul>
            {broken.problems.slice(0, 5).map((problem) => (
              <li key={`${problem.at} ${problem.message}`}>
                {problem.at !== 'link' && <code>{problem.at} </code>}
                {problem.at === 'link' ? asSentence(wordProblem(problem)) : wordProblem(problem)}
              </li>
            ))}
          </ul>
        </div>
        <Button small onClick={() => downloadFile('link.txt', broken.text)}>
          Download its text
        </Button>
        <Button small onClick={closeBrokenLink}>
          Close
        </Button>
      </section>
    )
  }
  return (
    <section className={styles.bar} aria-label={messages.preview}>
      <div className={styles.reasons}>
        <p>
          <strong>{messages.preview}.</strong> {messages.previewNote}
        </p>
        <Review />
      </div>
      <Button small onClick={save}>
        Keep a copy
      </Button>
      <Button small onClick={() => openDialog('compare')}>
        Compare with mine
      </Button>
      <Button small variant="quiet" onClick={() => void closePreview()}>
        Close
      </Button>
    </section>
  )
}

/** What whoever got a link wants to know first, above all on a phone: is it proved, and what the internet reaches. */
function Review() {
  const analysis = useAnalysis()
  const exposure = useMemo(() => analysis && exposureOfInternet(analysis.reach), [analysis])
  if (analysis === undefined || exposure === undefined) return null
  const verdicts = analysis.targets.map(({ proof }) => proof.verdict).filter((verdict) => verdict !== 'none')
  const worst = worstVerdict(verdicts)
  return (
    <p>
      {worst !== undefined && (
        <>
          <Mark shape={worst === 'none' ? 'unfiltered' : worst} />{' '}
          {asSentence(worst === 'equal' ? messages.proved(verdicts.length, verdicts.length) : verdictWords[worst])}{' '}
        </>
      )}
      {findingMessages.exposed(exposure, verdicts.includes('unread'))}
    </p>
  )
}
