/** A design from a text somebody gives us: read like a stranger's, opened beside one's own, refused with its reasons. */
import { create } from 'zustand'
import { designSchema } from '@/lib/design/design'
import type { Problem } from '@/lib/design/problem'
import { openImported } from './opening'
import { openDialog } from './view'

export interface RefusedFile {
  readonly name: string
  readonly problems: readonly Problem[]
}

/** The last text that could not be opened. */
export const useImporting = create<{ readonly refused: RefusedFile | undefined }>(() => ({ refused: undefined }))

/** Reads YAML or JSON; opens it, or shows what is wrong with it. */
export async function openText(text: string, name: string): Promise<void> {
  const { parse } = await import('yaml')
  let value: unknown
  try {
    value = parse(text)
  } catch (error) {
    refuse(name, [{ severity: 'error', at: name, message: error instanceof Error ? error.message : String(error) }])
    return
  }
  const read = designSchema.safeParse(value)
  if (!read.success) {
    refuse(
      name,
      read.error.issues.map((issue) => ({ severity: 'error', at: issue.path.join('/'), message: issue.message })),
    )
    return
  }
  useImporting.setState({ refused: undefined })
  openImported(read.data)
}

function refuse(name: string, problems: readonly Problem[]): void {
  useImporting.setState({ refused: { name, problems } })
  openDialog('import')
}
