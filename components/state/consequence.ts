/** What a change would do, said before it is made. */
import { useCallback, useEffect, useRef, useState } from 'react'
import type { Design } from '@/lib/design/design'
import { currentSnapshot } from './design-store'
import { compareAside } from './engine'
import { requestOf } from './history'

/** Milliseconds a choice must rest under the pointer or the keys before it is worked out. */
const restFor = 60

export interface ConsequencePreview<T> {
  /** A sentence, `Working it out`, or undefined when nothing is previewed. */
  readonly text: string | undefined
  readonly preview: (choice: T | undefined) => void
}

/** For a field with choices: gives the sentence for the choice under the pointer or the arrow keys. */
export function useConsequence<T>(
  change: (design: Design, choice: T) => Design | Promise<Design>,
): ConsequencePreview<T> {
  const [text, setText] = useState<string>()
  const turn = useRef(0)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const latest = useRef(change)
  useEffect(() => {
    latest.current = change
  }, [change])
  useEffect(() => () => clearTimeout(timer.current), [])

  const preview = useCallback((choice: T | undefined) => {
    turn.current++
    const mine = turn.current
    clearTimeout(timer.current)
    if (choice === undefined) {
      setText(undefined)
      return
    }
    setText('Working it out')
    timer.current = setTimeout(() => {
      const request = requestOf(currentSnapshot())
      void Promise.resolve(latest.current(request.design, choice))
        .then((design) => compareAside({ ...request, design }))
        .then((change) => {
          if (mine === turn.current) setText(change)
        })
    }, restFor)
  }, [])
  return { text, preview }
}
