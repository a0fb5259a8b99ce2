import type { FileSet } from '@/lib/targets/target'
import type { TargetAnalysis } from '@/lib/verify/analysis'

/** What merging into a person's own configuration comes to. */
export interface Merge {
  /** How many of each kind come: `alias` 7, `rule` 18. */
  readonly added: readonly (readonly [kind: string, amount: number])[]
  /** Lines of theirs that are no longer there as they were. */
  readonly gone: number
  /** Rules of theirs that decide less from now on, in words; undefined where nobody looked. */
  readonly overruled?: readonly string[]
}

/** Undefined where nothing was merged. */
export function mergeOf({ files }: Pick<TargetAnalysis, 'files'>, given: FileSet): Merge | undefined {
  const merged = files.filter((file) => file.holdsBackup === true)
  if (merged.length === 0) return undefined
  const kinds = new Map<string, number>()
  for (const name of new Set(merged.flatMap(({ owns = [] }) => owns))) {
    const kind = name.slice(0, name.indexOf('/'))
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1)
  }
  const left = new Map<string, number>()
  for (const line of merged.flatMap(linesOf)) left.set(line, (left.get(line) ?? 0) + 1)
  let gone = 0
  for (const line of given.flatMap(linesOf)) {
    const amount = left.get(line) ?? 0
    if (amount === 0) gone++
    else left.set(line, amount - 1)
  }
  const looked = merged.flatMap(({ overrules }) => (overrules === undefined ? [] : [overrules]))
  // Each of several files is about the whole backup.
  const overruled = looked[0]?.map(({ tab, description }) => (tab === '' ? description : `${tab}: ${description}`))
  return { added: [...kinds], gone, ...(overruled === undefined ? {} : { overruled }) }
}

/** What a line says: how far it is indented is nobody's loss. */
function linesOf({ text }: { readonly text: string }): string[] {
  return text.split('\n').flatMap((line) => (line.trim() === '' ? [] : [line.trim()]))
}
