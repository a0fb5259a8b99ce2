/** The lines of one list in the making: the same line once, for every rule that asks for it. */
import type { Block, PlannedLine } from './plan'

export interface Book {
  /** Lines under one remark; those that are there already only learn the rules. */
  readonly add: (remark: string, lines: readonly string[], rules: readonly string[]) => void
  readonly blocks: () => readonly Block[]
  /** Whether so many more lines still make a list that a switch could hold; once they do not, the list is none. */
  readonly hasRoom: (lines: number) => boolean
  readonly isTooLong: () => boolean
}

/** No switch of the field takes a longer list. */
export const mostLines = 5000

export function makeBook(): Book {
  const rulesOf = new Map<string, Set<string>>()
  const blocks: { remark: string; words: string[] }[] = []
  let tooLong = false
  return {
    hasRoom: (lines) => {
      tooLong ||= rulesOf.size + lines > mostLines
      return !tooLong
    },
    isTooLong: () => tooLong,
    add: (remark, lines, rules) => {
      const fresh = [...new Set(lines)].filter((words) => !rulesOf.has(words))
      for (const words of lines) {
        const known = rulesOf.get(words) ?? new Set<string>()
        for (const rule of rules) known.add(rule)
        rulesOf.set(words, known)
      }
      if (fresh.length === 0) return
      const last = blocks.at(-1)
      if (last?.remark === remark) for (const words of fresh) last.words.push(words)
      else blocks.push({ remark, words: fresh })
    },
    blocks: () =>
      blocks.map(({ remark, words }) => ({
        remark,
        lines: words.map((one): PlannedLine => ({ words: one, rules: [...(rulesOf.get(one) ?? [])] })),
      })),
  }
}
