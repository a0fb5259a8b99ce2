/** The question in the header and its answer, which follows every edit of the design and of its files. */
import { create } from 'zustand'
import { askEngine, useEngine } from './engine'
import type { Reply } from './engine-task'

export interface QuestionState {
  /** As it stands in the bar. */
  readonly text: string
  /** The text that `reply` answers. */
  readonly answered: string | undefined
  readonly reply: Reply | undefined
  /** An answer is on its way; the last one stays until it comes. */
  readonly pending: boolean
  /** The steps of the packet are shown. */
  readonly open: boolean
}

export const useQuestion = create<QuestionState>(() => ({
  text: '',
  answered: undefined,
  reply: undefined,
  pending: false,
  open: false,
}))

/** Milliseconds of rest before a question being typed is asked. */
const restFor = 150
let timer: ReturnType<typeof setTimeout> | undefined
let turn = 0
let follows = false

/** Takes over what was typed; the answer follows by itself. */
export function typeQuestion(text: string): void {
  clearTimeout(timer)
  if (text.trim() === '') {
    turn++
    useQuestion.setState({ text, answered: undefined, reply: undefined, pending: false, open: false })
    return
  }
  useQuestion.setState({ text, pending: true })
  timer = setTimeout(ask, restFor)
}

/** Asks at once; `open` shows the steps of the packet too. */
export function askQuestion(text: string, open = false): void {
  clearTimeout(timer)
  useQuestion.setState({ text, open })
  ask()
}

export function showAnswer(open: boolean): void {
  useQuestion.setState({ open })
}

function ask(): void {
  followEngine()
  const { text } = useQuestion.getState()
  turn++
  const mine = turn
  useQuestion.setState({ pending: true })
  void askEngine(text).then((reply) => {
    if (mine !== turn) return
    useQuestion.setState(reply === undefined ? { pending: false } : { reply, answered: text, pending: false })
  })
}

function followEngine(): void {
  if (follows) return
  follows = true
  useEngine.subscribe((state, before) => {
    if (state.analysis !== before.analysis && useQuestion.getState().text.trim() !== '') ask()
  })
}
