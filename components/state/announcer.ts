/** What a screen reader hears about a change elsewhere on the page: one sentence, the newest wins. */
import { create } from 'zustand'

/** `turn` alternates, so that the same sentence twice is read twice. */
export const useAnnouncement = create<{ readonly sentence: string; readonly turn: number }>(() => ({
  sentence: '',
  turn: 0,
}))

let timer: ReturnType<typeof setTimeout> | undefined

export function announce(sentence: string): void {
  clearTimeout(timer)
  timer = setTimeout(() => {
    useAnnouncement.setState(({ turn }) => ({ sentence, turn: 1 - turn }))
  }, 200)
}
