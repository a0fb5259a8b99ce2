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
  const takers = await findTakers(given)
  if (takers.length === 0) return openText(first.text, first.path)
  const chosen = takers.filter(({ id }) => Object.hasOwn(currentSnapshot().design.targets, id))
  if (chosen.length === 0) {
    const titles = takers.map(({ title }) => title).join(' or ')
    const text = `${first.path} is a backup of ${titles}. Choose ${titles} under “Files for” in the cluster’s settings, then give it again.`
    notify(text, { tone: 'problem' })
    return
  }
  giveBackup(
    given,
    chosen.map(({ id }) => id),
  )
  showTab('files')
  notify(`Took ${first.path} to merge into. It stays in the memory of this tab: never saved, and in no link.`)
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
