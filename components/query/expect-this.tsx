'use client'

import { edit, useDesign } from '@/components/state/design-store'
import { Button } from '@/components/ui/button'
import { Mark } from '@/components/ui/mark'
import { expectAnswer, removeExpectation } from '@/lib/design/edits/records'
import type { Answer } from '@/lib/query/answer'
import { expectMessages as say } from './answer-messages'
import styles from './answer-panel.module.css'

/** Keeps the question with its answer in the design: asked again at every edit, and by the terminal. */
export function ExpectThis({ question, verdict }: { question: string; verdict: Answer['verdict'] }) {
  const { expectations } = useDesign()
  const index = expectations.findIndex(({ ask }) => ask === question)
  const want = expectations[index]?.want
  if (want === undefined) {
    if (verdict === 'depends') return null
    return (
      <Button
        small
        onClick={() => edit(say.step(question), (design) => expectAnswer(design, { ask: question, want: verdict }))}
      >
        {say.keep(verdict)}
      </Button>
    )
  }
  return (
    <>
      <span className={verdict === want ? styles.quiet : styles.disagree}>
        {verdict === want ? (
          say.kept(want)
        ) : (
          <>
            <Mark shape="problem" /> {say.differs(want)}
          </>
        )}
      </span>
      <Button
        small
        variant="quiet"
        onClick={() => edit(say.removeStep(question), (design) => removeExpectation(design, index))}
      >
        {say.remove}
      </Button>
    </>
  )
}
