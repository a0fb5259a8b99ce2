/**
 * Texts somebody gives us. A design is read like a stranger's and opened beside one's own; what boxes run is shown first
 * and opened on demand; a backup of a box that the open design is for gets its rules merged in; all else is refused with
 * its reasons. The files themselves are kept nowhere.
 */
import { create } from 'zustand'
import type { Design } from '@/lib/design/design'
import type { Problem } from '@/lib/design/problem'
import { looksLikeDesign, looksLikeLink } from '@/lib/import/looks-like-design'
import { currentSnapshot, giveBackup, useDesignStore } from './design-store'
import { findTakers, linkOf, readDesignFrom } from './engine'
import type { Product } from './engine-task'
import { endImport, runImportTask } from './import-engine'
import type { ImportPreview, ImportResult } from './import-task'
import { notify } from './notices'
import { openImported } from './opening'
import { openChangeFrom } from './permalink'
import { closeDialog, openDialog, showTab } from './view'
import { flush } from './workspace'

export type Importing =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'reading'; readonly name: string }
  | { readonly kind: 'refused'; readonly name: string; readonly problems: readonly Problem[] }
  | { readonly kind: 'preview'; readonly name: string; readonly preview: ImportPreview; readonly mergesInto: boolean }

export const useImporting = create<{ readonly importing: Importing }>(() => ({ importing: { kind: 'nothing' } }))

/** Read so far, for a merge that is asked for later; gone with the dialog. */
let given: { readonly files: readonly File[]; readonly takers: readonly Product[] } | undefined
let lastOpening = 0

function show(importing: Importing): void {
  useImporting.setState({ importing })
}

/** Files as they were dropped, pasted or chosen. */
export async function openFiles(files: readonly File[]): Promise<void> {
  const [first] = files
  if (first === undefined) {
    const suggestion = 'Drop the files themselves, or a folder that holds them.'
    return refuse('', [{ severity: 'error', at: '', message: 'There is no file in it.', suggestion }])
  }
  const opening = ++lastOpening
  const { explainSizes } = await import('@/lib/import/open-given')
  const tooLarge = explainSizes(files)
  if (tooLarge.length > 0) return refuse(first.name, tooLarge)
  if (files.length === 1 && !isArchive(first)) {
    const text = await first.text()
    if (looksLikeDesign(text) || looksLikeLink(text)) return openDesignText(text, first.name)
  }
  const { design } = currentSnapshot()
  const takers = files.some(isArchive) ? [] : await findTakers(await textsOf(files), design)
  // A design that has files for one of them says what is meant.
  if (takers.some(({ id }) => Object.hasOwn(design.targets, id))) return merge(files, takers)
  if (opening !== lastOpening) return
  await preview(files, takers)
}

/** A backup given on purpose, to merge the rules of the open design into. */
export async function mergeFiles(files: readonly File[]): Promise<void> {
  const takers = await findTakers(await textsOf(files), currentSnapshot().design)
  if (takers.length === 0) return openFiles(files)
  await merge(files, takers)
}

/** Pasted: YAML, JSON, a link, or what boxes run. */
export async function openText(text: string, name: string): Promise<void> {
  if (looksLikeDesign(text) || looksLikeLink(text)) return openDesignText(text, name)
  const { nameByContent } = await import('@/lib/import/open-given')
  await openFiles([new File([text], nameByContent(name, text))])
}

async function openDesignText(text: string, name: string): Promise<void> {
  const isLink = looksLikeLink(text)
  const read = await readDesignFrom(isLink ? { kind: 'link', text } : { kind: 'text', text, name })
  if (!read.ok) return refuse(name, read.problems)
  forgetFiles()
  openImported(read.value)
}

async function preview(files: readonly File[], takers: readonly Product[]): Promise<void> {
  const name = files.length === 1 ? (files[0]?.name ?? '') : `${files.length} files`
  show({ kind: 'reading', name })
  openDialog('import')
  const bytes = await Promise.all(
    files.map(async (file) => ({ path: file.name, bytes: new Uint8Array(await file.arrayBuffer()) })),
  )
  // Nobody's machines are those of the example.
  const { origin } = useDesignStore.getState()
  const open = origin.kind === 'example' ? undefined : currentSnapshot().design
  const result = await runImportTask({ kind: 'study', files: bytes, open })
  if (useImporting.getState().importing.kind !== 'reading') return
  if (result.kind !== 'study') return refuse(name, problemsOf(result))
  given = takers.length === 0 ? undefined : { files, takers }
  show({ kind: 'preview', name, preview: result.preview, mergesInto: takers.length > 0 })
}

function problemsOf(result: ImportResult): readonly Problem[] {
  if (result.kind === 'refused') return result.problems
  const message = result.kind === 'failed' ? `This could not be read: ${result.message}.` : 'This could not be read.'
  return [{ severity: 'error', at: '', message }]
}

function refuse(name: string, problems: readonly Problem[]): void {
  forgetFiles()
  show({ kind: 'refused', name, problems })
  openDialog('import')
}

/** About the files of the preview. */
export function askFiles(question: string): Promise<ImportResult> {
  return runImportTask({ kind: 'ask', question })
}

/** What the preview shows, as one more design of one's own. */
export function openPreviewed(design: Design): void {
  forgetFiles()
  openImported(design)
}

/** To the page of a change, what runs on the one side. */
export async function comparePreviewed(design: Design): Promise<void> {
  const link = await linkOf(design, '', 'shared link')
  if (link === undefined) return
  flush()
  openChangeFrom(link)
}

export async function mergePreviewed(): Promise<void> {
  const files = given
  if (files !== undefined) await merge(files.files, files.takers)
}

/** Ends the dialog and whatever was read for it. */
export function closeImport(): void {
  forgetFiles()
  closeDialog()
}

function forgetFiles(): void {
  given = undefined
  endImport()
  show({ kind: 'nothing' })
}

async function merge(files: readonly File[], takers: readonly Product[]): Promise<void> {
  const { design } = currentSnapshot()
  const texts = await textsOf(files)
  forgetFiles()
  closeDialog()
  const chosen = takers.filter(({ id }) => Object.hasOwn(design.targets, id))
  giveBackup(texts, chosen.length > 0 ? chosen : takers)
  showTab('files')
  const fitted = chosen.filter(({ isGuessed }) => isGuessed === true)
  const added =
    chosen.length > 0
      ? fitted.map(({ title }) => ` The settings of ${title} are those of the backup now.`).join('')
      : ` The design has files for ${takers.map(({ title }) => title).join(' and ')} now.`
  notify(`Merging into ${texts[0]?.path ?? ''}, in the memory of this tab alone.${added}`, {
    action: { label: 'Read it instead', perform: () => void preview(files, []) },
  })
}

function isArchive({ name, type }: File): boolean {
  return /\.zip$/i.test(name) || type === 'application/zip'
}

function textsOf(files: readonly File[]) {
  return Promise.all(files.map(async (file) => ({ path: file.name, text: await file.text() })))
}
