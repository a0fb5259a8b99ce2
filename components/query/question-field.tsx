'use client'

import { lazy, Suspense, useState } from 'react'
import { classNames } from '@/components/ui/class-names'
import { Combobox } from '@/components/ui/combobox'
import { Mark } from '@/components/ui/mark'
import { Popover } from '@/components/ui/popover'
import type { Problem } from '@/lib/design/problem'
import type { Answer } from '@/lib/query/answer'
import type { AnswerPanelProps } from './answer-panel'
import { completeQuestion, type KnownNames } from './completion'
import { queryMessages as say } from './messages'
import { areOpposed } from './opposed'
import styles from './question-field.module.css'
import { verdictShapes } from './verdict-shapes'

// The word stands beside the question at once; its steps are loaded when they are first asked for.
const AnswerPanel = lazy(() => import('./answer-panel').then((module) => ({ default: module.AnswerPanel })))

export interface QuestionFieldProps extends Pick<AnswerPanelProps, 'titleOf' | 'onLine' | 'onRule' | 'onCopy'> {
  readonly text: string
  readonly known: KnownNames
  readonly answer: Answer | undefined
  /** Why the text is no question, once there is a reason to say so. */
  readonly problems: readonly Problem[]
  readonly pending: boolean
  readonly open: boolean
  readonly onText: (text: string) => void
  readonly onAsk: (text: string) => void
  readonly onOpen: (open: boolean) => void
}

/** The question with its answer in a word beside it; the steps of the packet open below. */
export function QuestionField(props: QuestionFieldProps) {
  const { text, known, answer, problems, pending, open, onText, onAsk, onOpen } = props
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  const [typing, setTyping] = useState(false)
  const completions = completeQuestion(text, known)
  const shown = open && anchor !== null && (answer !== undefined || problems.length > 0)
  return (
    <div ref={setAnchor} className={styles.bar} data-pending={pending}>
      <Combobox
        label={say.label}
        text={text}
        placeholder={say.placeholder}
        mono
        className={classNames(styles.input)}
        options={completions.map((one) => ({
          id: one.text,
          label: one.name,
          detail: one.detail,
          end: say.kinds[one.kind],
        }))}
        onText={onText}
        onChoose={(option) => onText(option.id)}
        onEnter={onAsk}
        onEscape={() => onText('')}
        onFocused={setTyping}
      />
      {text.trim() !== '' && (
        <Verdict
          answer={answer}
          problems={typing && completions.length > 0 ? [] : problems}
          pending={pending}
          open={shown}
          onOpen={() => onOpen(!open)}
        />
      )}
      {shown && (
        <Popover
          label={say.answer}
          anchor={anchor}
          takesFocus={false}
          className={classNames(styles.popover)}
          onClose={() => onOpen(false)}
        >
          {answer === undefined ? (
            <Unclear problems={problems} />
          ) : (
            <Suspense fallback={null}>
              <AnswerPanel
                answer={answer}
                updating={pending}
                titleOf={props.titleOf}
                onLine={props.onLine}
                onRule={props.onRule}
                onCopy={props.onCopy}
              />
            </Suspense>
          )}
        </Popover>
      )}
    </div>
  )
}

interface VerdictProps {
  readonly answer: Answer | undefined
  readonly problems: readonly Problem[]
  readonly pending: boolean
  readonly open: boolean
  readonly onOpen: () => void
}

function Verdict({ answer, problems, pending, open, onOpen }: VerdictProps) {
  if (answer === undefined && problems.length === 0) {
    return pending ? (
      <span className={styles.verdict}>
        <Mark shape="working" /> {say.pending}
      </span>
    ) : null
  }
  const opposed = answer !== undefined && areOpposed(answer.layers)
  const word = answer === undefined ? say.unclear : opposed ? say.disagree : say.verdict(answer.verdict)
  const shape = answer === undefined ? 'unread' : opposed ? 'different' : verdictShapes[answer.verdict]
  const tone = answer === undefined ? styles.unclear : opposed ? styles.deny : styles[answer.verdict]
  return (
    <button
      type="button"
      className={classNames(styles.verdict, tone)}
      aria-label={say.openAnswer(word)}
      aria-expanded={open}
      onPointerDown={(event) => {
        // The press would close the open answer as one outside it, and the click open it again.
        if (open) event.preventDefault()
      }}
      onClick={onOpen}
    >
      <Mark shape={shape} /> <span role="status">{word}</span>
    </button>
  )
}

function Unclear({ problems }: { problems: readonly Problem[] }) {
  return (
    <div className={styles.problems}>
      <p className={styles.problemTitle}>{say.problem}</p>
      {problems.map((problem) => (
        <p key={problem.message}>
          {problem.message} {problem.suggestion}
        </p>
      ))}
    </div>
  )
}
