'use client'

import { useMemo } from 'react'
import { copyText } from '@/components/state/clipboard'
import { useDesign } from '@/components/state/design-store'
import { useAnalysis } from '@/components/state/engine'
import { askQuestion, showAnswer, typeQuestion, useQuestion } from '@/components/state/question'
import { select } from '@/components/state/selection'
import { showTab } from '@/components/state/view'
import { knownNames } from './completion'
import { QuestionField } from './question-field'

const nothing = { ends: [], services: [] }

/** The question in the header, about the open design. */
export function QuestionBar() {
  const { text, reply, pending, open } = useQuestion()
  const design = useDesign()
  const policy = useAnalysis()?.policy
  const known = useMemo(() => (policy === undefined ? nothing : knownNames(design, policy)), [design, policy])
  const titles = useMemo(() => new Map(policy?.rules.map((rule) => [rule.id, rule.title]) ?? []), [policy])
  return (
    <QuestionField
      text={text}
      known={known}
      answer={reply?.ok === true ? reply.answer : undefined}
      problems={reply?.ok === false ? reply.problems : []}
      pending={pending}
      open={open}
      titleOf={(rule) => titles.get(rule) ?? rule}
      onText={typeQuestion}
      onAsk={(asked) => askQuestion(asked, true)}
      onOpen={showAnswer}
      onLine={(file, line) => {
        showAnswer(false)
        select({ kind: 'line', file, line })
        showTab('files')
      }}
      onRule={(id) => {
        showAnswer(false)
        select({ kind: 'rule', id })
        showTab('rules')
      }}
      onCopy={copyText}
    />
  )
}
