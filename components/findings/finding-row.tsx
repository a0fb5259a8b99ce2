'use client'

import { type FocusEvent, type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import type { Advice } from '@/components/state/engine-task'
import { pointAt } from '@/components/state/pointed'
import { Button } from '@/components/ui/button'
import { SourceLink } from '@/components/ui/source-link'
import { asSentence } from '@/lib/design/word-problem'
import type { Finding, FindingPlace } from './finding'
import styles from './findings-list.module.css'
import { findingMessages as say } from './messages'

export interface FindingRowActions {
  /** Where it leads, in words; empty where there is nowhere to go. */
  readonly wordPlace: (place: FindingPlace) => string
  readonly onGo: (place: FindingPlace) => void
  readonly onAsk: (question: string) => void
  readonly onFix: (advice: Advice) => void
  /** What the fix would change, in a line. */
  readonly previewFix: (advice: Advice) => Promise<string | undefined>
  readonly onAccept: (advice: Advice, reason: string) => void
  readonly onTakeBack: (advice: Advice) => void
  readonly onCopy: (text: string) => void
}

/** One sentence, its cure and place, and what can be done about it. */
export function FindingRow({
  finding,
  mark,
  actions,
}: {
  finding: Finding
  mark: ReactNode
  actions: FindingRowActions
}) {
  const { group, sentence, suggestion, place, question, advice } = finding
  const [accepting, setAccepting] = useState(false)
  const [preview, setPreview] = useState<string>()
  const accept = useRef<HTMLButtonElement>(null)
  const wasAccepting = useRef(false)
  useEffect(() => {
    if (wasAccepting.current && !accepting) accept.current?.focus()
    wasAccepting.current = accepting
  }, [accepting])
  const where = actions.wordPlace(place)
  const isAccepted = advice?.accepted !== undefined
  const canAccept = advice !== undefined && !isAccepted && advice.own !== true
  const isEdit = advice?.fix?.isEdit === true && !isAccepted
  function onFocus({ currentTarget }: FocusEvent) {
    pointAt(currentTarget, {
      title: advice?.code ?? sentence,
      commands: {
        go: where === '' ? undefined : () => actions.onGo(place),
        ask: question === undefined ? undefined : () => actions.onAsk(question),
        fix: isEdit && advice !== undefined ? () => actions.onFix(advice) : undefined,
        accept: canAccept ? () => setAccepting(true) : undefined,
        copy: () => actions.onCopy(`${advice === undefined ? '' : `${advice.code}: `}${sentence}\n`),
      },
    })
  }

  return (
    <li className={styles.row} data-finding={finding.id} data-points tabIndex={-1} onFocus={onFocus}>
      <span className={styles.mark} data-group={group}>
        {mark}
      </span>
      <div className={styles.words}>
        <p>{sentence}</p>
        {isAccepted && <p className={styles.suggestion}>{say.accepted(advice.accepted ?? '')}</p>}
        {suggestion !== undefined && !isEdit && !isAccepted && (
          <p className={styles.suggestion}>{asSentence(suggestion)}</p>
        )}
        {where !== '' && (
          <button type="button" className={styles.place} aria-label={say.go(where)} onClick={() => actions.onGo(place)}>
            {where}
          </button>
        )}
        {advice !== undefined && (
          <p className={styles.facts}>
            <code>{advice.code}</code>
            {advice.own !== true && (
              <>
                {' · '}
                <SourceLink source={advice.source} about={advice.code} />
              </>
            )}
          </p>
        )}
        <p className={styles.preview} role="status">
          {preview}
        </p>
        {accepting && advice !== undefined && (
          <AcceptForm
            code={advice.code}
            onCancel={() => setAccepting(false)}
            onAccept={(reason) => {
              setAccepting(false)
              actions.onAccept(advice, reason)
            }}
          />
        )}
      </div>
      <div className={styles.acts}>
        {isEdit && advice !== undefined && (
          <Button
            small
            onClick={() => actions.onFix(advice)}
            onPointerEnter={() => void actions.previewFix(advice).then(setPreview)}
            onPointerLeave={() => setPreview(undefined)}
            onFocus={() => void actions.previewFix(advice).then(setPreview)}
            onBlur={() => setPreview(undefined)}
          >
            {suggestion}
          </Button>
        )}
        {question !== undefined && (
          <Button small aria-label={say.askLabel(question)} onClick={() => actions.onAsk(question)}>
            {say.ask}
          </Button>
        )}
        {canAccept && !accepting && (
          <Button
            ref={accept}
            small
            variant="quiet"
            aria-label={say.acceptLabel(advice.code)}
            onClick={() => setAccepting(true)}
          >
            {say.accept}
          </Button>
        )}
        {advice !== undefined && isAccepted && (
          <Button
            small
            variant="quiet"
            aria-label={say.takeBackLabel(advice.code)}
            onClick={() => actions.onTakeBack(advice)}
          >
            {say.takeBack}
          </Button>
        )}
      </div>
    </li>
  )
}

/** As the design keeps it. */
const longestReason = 63

function AcceptForm({
  code,
  onAccept,
  onCancel,
}: {
  code: string
  onAccept: (reason: string) => void
  onCancel: () => void
}) {
  const [reason, setReason] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (reason.trim() !== '') onAccept(reason.trim())
  }
  return (
    <form className={styles.form} onSubmit={submit}>
      <input
        className={styles.reason}
        aria-label={say.reasonLabel(code)}
        placeholder={say.reasonHint}
        maxLength={longestReason}
        value={reason}
        autoComplete="off"
        ref={focusFirst}
        onChange={(event) => setReason(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return
          event.stopPropagation()
          onCancel()
        }}
      />
      <Button small type="submit" disabled={reason.trim() === ''}>
        {say.acceptNow}
      </Button>
      <Button small variant="quiet" onClick={onCancel}>
        {say.cancel}
      </Button>
    </form>
  )
}

function focusFirst(input: HTMLInputElement | null): void {
  if (input !== null) input.focus()
}
