/**
 * Texts somebody gives us. A design is read like a stranger's, opened beside one's own, or refused with its reasons; a
 * backup of a box gets the rules of the open design merged in.
 */
import { create } from 'zustand'
import type { Problem } from '@/lib/design/problem'
import { currentSnapshot, giveBackup } from './design-store'
import { findTakers, readDesignFrom } from './engine'
import { notify } from './notices'
import { openImported } from './opening'
import { openDialog, showTab } from './view'

export interface RefusedFile {
  readonly name: string
  readonly problems: readonly Problem[]
}

/** The last text that could not be opened. */
export const useImporting = create<{ readonly refused: RefusedFile | undefined }>(() => ({ refused: undefined }))

/** Files as they were dropped or chosen: backups of a product that the open design is for, or one design. */
export async function openFiles(files: readonly File[]): Promise<void> {
  const given = await Promise.all(files.map(async (file) => ({ path: file.name, text: await file.text() })))
  const [first] = given
  if (first === undefined) return
  const { design } = currentSnapshot()
  const takers = await findTakers(given, design)
  if (takers.length === 0) return openText(first.text, first.path)
  // A design that has files for one of them says which of them is meant.
  const chosen = takers.filter(({ id }) => Object.hasOwn(design.targets, id))
  giveBackup(given, chosen.length > 0 ? chosen : takers)
  showTab('files')
  const added =
    chosen.length > 0 ? '' : ` The design has files for ${takers.map(({ title }) => title).join(' and ')} now.`
  notify(`Took ${first.path} to merge into. It stays in the memory of this tab: never saved, and in no link.${added}`)
}

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
