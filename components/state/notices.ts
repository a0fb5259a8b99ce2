/** Sentences at the foot of the window, each with at most one thing to do about it. */
import { create } from 'zustand'
import { announce } from './announcer'

export interface Notice {
  readonly id: number
  readonly text: string
  readonly tone: 'plain' | 'problem'
  readonly action?: { readonly label: string; readonly perform: () => void } | undefined
}

export const useNotices = create<{ readonly notices: readonly Notice[] }>(() => ({ notices: [] }))

let lastId = 0
/** Milliseconds; problems stay until dismissed. */
const shownFor = 10_000

export function notify(text: string, options: Partial<Omit<Notice, 'id' | 'text'>> = {}): number {
  const notice: Notice = { id: ++lastId, text, tone: options.tone ?? 'plain', action: options.action }
  useNotices.setState(({ notices }) => ({
    notices: [...notices.filter((other) => other.text !== text), notice].slice(-3),
  }))
  announce(text)
  if (notice.tone === 'plain') setTimeout(() => dismissNotice(notice.id), shownFor)
  return notice.id
}

/** Milliseconds after which a person wonders whether anything happens. */
const wonderAfter = 300

/** Says what is going on if it takes so long that one would wonder, and stops saying it when it is done. */
export async function withProgress<T>(text: string, work: Promise<T>): Promise<T> {
  let shown: number | undefined
  const timer = setTimeout(() => {
    shown = notify(text)
  }, wonderAfter)
  try {
    return await work
  } finally {
    clearTimeout(timer)
    if (shown !== undefined) dismissNotice(shown)
  }
}

export function dismissNotice(id: number): void {
  useNotices.setState(({ notices }) => ({ notices: notices.filter((notice) => notice.id !== id) }))
}
