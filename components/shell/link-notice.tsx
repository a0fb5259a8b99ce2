'use client'

import { downloadFile } from '@/components/state/clipboard'
import { closeBrokenLink, closePreview, useLinks } from '@/components/state/permalink'
import { save } from '@/components/state/workspace'
import { Button } from '@/components/ui/button'
import { messages } from './messages'
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
                {problem.message}
                {problem.suggestion !== undefined && `: ${problem.suggestion}`}
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
      <p>
        <strong>{messages.preview}.</strong> {messages.previewNote}
      </p>
      <Button small onClick={save}>
        Keep a copy
      </Button>
      <Button small variant="quiet" onClick={() => void closePreview()}>
        Close
      </Button>
    </section>
  )
}
