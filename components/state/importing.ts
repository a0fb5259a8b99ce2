/** A design from a text somebody gives us: read like a stranger's, opened beside one's own, refused with its reasons. */
import { create } from 'zustand'
import type { Problem } from '@/lib/design/problem'
import { readDesignFrom } from './engine'
import { openImported } from './opening'
import { openDialog } from './view'

export interface RefusedFile {
  readonly name: string
  readonly problems: readonly Problem[]
}

/** The last text that could not be opened. */
export const useImporting = create<{ readonly refused: RefusedFile | undefined }>(() => ({ refused: undefined }))

/** Reads YAML, JSON or a link; opens it, or shows what is wrong with it. */
export async function openText(text: string, name: string): Promise<void> {
  const isLink = /^\s*(https?:\/\/|#)\S*[#&]?d=\S+\s*$/.test(text)
  const read = await readDesignFrom(isLink ? { kind: 'link', text } : { kind: 'text', text, name })
  if (!read.ok) {
    useImporting.setState({ refused: { name, problems: read.problems } })
    openDialog('import')
    return
  }
  useImporting.setState({ refused: undefined })
  openImported(read.value)
}
