/**
 * The designs kept in this browser, one record each. Saving writes, reads back and compares; a record changed by
 * another tab is never overwritten, and one that cannot be read is kept as it is.
 */
import { create } from 'zustand'
import type { Design } from '@/lib/design/design'
import { adoptSnapshot, currentSnapshot, openHistory, setOrigin, useDesignStore } from './design-store'
import { readDesignFrom } from './engine'
import { type History, startHistory } from './history'
import { notify } from './notices'
import { readStored } from './read-stored'
import {
  idOfKey,
  readEnvelope,
  type StoredDesign,
  type StoredSummary,
  stampsOf,
  storageKey,
  summarise,
  writeStored,
} from './stored-design'
import { readText, rememberOpen, removeText, storedTexts, writeText } from './stored-records'

/** A record that cannot be read: kept, never overwritten, its text free to take away. */
interface BrokenRecord {
  readonly id: string
  readonly message: string
  readonly where: string
  readonly text: string
}

type SaveState =
  | { readonly kind: 'unsaved' }
  | { readonly kind: 'pending' }
  | { readonly kind: 'saved'; readonly at: number }
  | { readonly kind: 'failed'; readonly reason: string }

export interface Workspace {
  readonly designs: readonly StoredSummary[]
  readonly broken: readonly BrokenRecord[]
  readonly saving: SaveState
}

export const useWorkspace = create<Workspace>(() => ({ designs: [], broken: [], saving: { kind: 'unsaved' } }))

/** Milliseconds from the last change to saving it, and from the first of a run of changes. */
const quietFor = 400
const atMostAfter = 900

/** The stamp this tab last wrote or read for the open record. */
let knownStamp: string | undefined
/** Whether this tab wrote it: what another one writes over it unseen is then lost but for this tab. */
let isOwnStamp = false
/** Whether the last save was refused: what is open is kept by this tab alone. */
let isRefused = false
let firstUnsaved: number | undefined
let timer: ReturnType<typeof setTimeout> | undefined
/** Records whose design the schema refused when they were opened. */
const unreadable = new Map<string, BrokenRecord>()
/** Undo histories of designs opened earlier in this tab, with the stamp that each was last kept under. */
const histories = new Map<string, { readonly history: History; readonly stamp: string | undefined }>()

const readValue = (value: unknown) => readDesignFrom({ kind: 'kept', value })

function newId(): string {
  return crypto.randomUUID()
}

/** Reads the list again; cheap enough for every save. */
export function refreshDesigns(): void {
  const designs: StoredSummary[] = []
  const broken: BrokenRecord[] = []
  for (const [id, text] of storedTexts()) {
    const read = readEnvelope(text)
    const known = unreadable.get(id)
    if (known?.text === text) broken.push(known)
    else if (read.ok) designs.push(summarise(id, read.envelope))
    else broken.push({ id, message: read.message, where: read.where, text })
  }
  designs.sort((a, b) => b.savedAt - a.savedAt)
  useWorkspace.setState({ designs, broken })
}

/** Opens a kept design with its undo history; says why when it cannot be read, and leaves everything as it was. */
export async function openDesign(id: string): Promise<boolean> {
  flush()
  const text = readText(id)
  if (text === undefined) {
    notify('That design is no longer in this browser.', { tone: 'problem' })
    refreshDesigns()
    return false
  }
  const read = await readStored(id, text, readValue)
  if (!read.ok) {
    unreadable.set(id, { id, message: read.message, where: read.where, text })
    refreshDesigns()
    return false
  }
  // What was changed while it was read is of the design that is still open.
  flush()
  if (readText(id) !== text) return openDesign(id)
  rememberHistory()
  const kept = histories.get(id)
  const same = kept !== undefined && sameSnapshot(kept.history.present, read.stored.snapshot)
  /** Upon this very save, and refused when it was to be kept: only this tab has it. */
  const isAhead = kept !== undefined && !same && kept.stamp === read.stored.stamp
  setKnown(read.stored.stamp, false)
  openHistory({ kind: 'slot', id }, same || isAhead ? kept.history : startHistory(read.stored.snapshot))
  useWorkspace.setState({ saving: { kind: 'saved', at: read.stored.savedAt } })
  rememberOpen(id)
  if (isAhead) save()
  if (!same && !isAhead) void import('./kept-past').then(({ restorePast }) => restorePast(id))
  return true
}

/** A kept design without opening it; undefined when it is gone or cannot be read. */
export async function readKept(id: string): Promise<Design | undefined> {
  const text = readText(id)
  const read = text === undefined ? undefined : await readStored(id, text, readValue)
  return read?.ok === true ? read.stored.snapshot.design : undefined
}

/** Opens a snapshot as a design of its own and keeps it at once. */
export function openAsNew(snapshot: StoredDesign['snapshot']): void {
  flush()
  rememberHistory()
  setKnown(undefined, false)
  openHistory({ kind: 'slot', id: newId() }, startHistory(snapshot))
  save()
}

/** Opens something that is kept only once it is changed. */
export function openUnsaved(kind: 'example' | 'preview', snapshot: StoredDesign['snapshot']): void {
  flush()
  rememberHistory()
  setKnown(undefined, false)
  openHistory({ kind }, startHistory(snapshot))
  useWorkspace.setState({ saving: { kind: 'unsaved' } })
}

function rememberHistory(): void {
  const { origin, history } = useDesignStore.getState()
  if (origin.kind === 'slot') histories.set(origin.id, { history, stamp: knownStamp })
}

/** What is open is as it was kept under the stamp. */
function setKnown(stamp: string | undefined, isOwn: boolean): void {
  knownStamp = stamp
  isOwnStamp = isOwn
  isRefused = false
}

/** Saves the open design under a new id and goes on with the copy. */
export function duplicateDesign(): void {
  openAsNew(currentSnapshot())
  notify('This is the copy. The original stays in the list of designs.')
}

/** Removes a kept design, with one way back. Gives back whether it was the open one. */
export function deleteDesign(id: string): boolean {
  const text = readText(id)
  if (text === undefined) return false
  const { origin } = useDesignStore.getState()
  const wasOpen = origin.kind === 'slot' && origin.id === id
  if (wasOpen) {
    flush()
    clearTimeout(timer)
    firstUnsaved = undefined
    rememberHistory()
  }
  const kept = readText(id) ?? text
  removeText(id)
  void import('./kept-past').then(({ forgetPast }) => forgetPast(id))
  refreshDesigns()
  const read = readEnvelope(kept)
  notify(`Deleted ${read.ok ? summarise(id, read.envelope).name : 'an unreadable design'}.`, {
    action: {
      label: 'Undo',
      perform: () => {
        writeText(id, kept)
        refreshDesigns()
        if (wasOpen) void openDesign(id)
      },
    },
  })
  return wasOpen
}

/** Writes the open design, reads it back, and says so when that fails. */
export function save(): void {
  clearTimeout(timer)
  firstUnsaved = undefined
  const { origin } = useDesignStore.getState()
  let id = origin.kind === 'slot' ? origin.id : newId()
  const existing = readText(id)
  if (existing !== undefined && stampsOf(existing)?.stamp !== knownStamp) {
    id = newId()
    knownStamp = undefined
    notify('Another tab changed this design too. What you have here is kept as a design of its own.', {
      tone: 'problem',
    })
  }
  const stored: StoredDesign = {
    id,
    stamp: newId(),
    parent: knownStamp,
    savedAt: Date.now(),
    snapshot: currentSnapshot(),
  }
  const text = writeStored(stored)
  const refused = writeText(id, text)
  if (refused !== undefined) {
    isRefused = true
    useWorkspace.setState({ saving: { kind: 'failed', reason: refused } })
    return
  }
  setKnown(stored.stamp, true)
  if (origin.kind !== 'slot' || origin.id !== id) setOrigin({ kind: 'slot', id })
  useWorkspace.setState({ saving: { kind: 'saved', at: stored.savedAt } })
  rememberOpen(id)
  refreshDesigns()
}

/** Saves at once what still waits to be saved, and what was refused before. */
export function flush(): void {
  if (hasUnsaved()) save()
}

function hasUnsaved(): boolean {
  return firstUnsaved !== undefined || isRefused
}

function schedule(): void {
  const now = Date.now()
  firstUnsaved ??= now
  clearTimeout(timer)
  timer = setTimeout(save, Math.max(0, Math.min(quietFor, firstUnsaved + atMostAfter - now)))
  if (useWorkspace.getState().saving.kind !== 'failed') useWorkspace.setState({ saving: { kind: 'pending' } })
}

/** Another tab wrote or removed a record. */
function onStorage(event: StorageEvent): void {
  if (event.key === null || idOfKey(event.key) === undefined) return
  refreshDesigns()
  const { origin } = useDesignStore.getState()
  if (origin.kind !== 'slot' || event.key !== storageKey(origin.id)) return
  const text = readText(origin.id)
  if (text === undefined) {
    knownStamp = undefined
    useWorkspace.setState({ saving: { kind: 'unsaved' } })
    notify('This design was deleted in another tab. It is still open here; the next change keeps it again.')
    return
  }
  const stamps = stampsOf(text)
  if (stamps === undefined || stamps.stamp === knownStamp) return
  if (hasUnsaved() || (isOwnStamp && stamps.parent !== knownStamp)) {
    // Either side has what the other has not: both are kept, each as a design of its own.
    save()
    return
  }
  void adopt(origin.id, text)
}

/** Takes over what another tab saved, unless something was changed here while it was read. */
async function adopt(id: string, text: string): Promise<void> {
  const read = await readStored(id, text, readValue)
  const { origin } = useDesignStore.getState()
  const isStillOpen = origin.kind === 'slot' && origin.id === id
  if (!isStillOpen || hasUnsaved() || readText(id) !== text || !read.ok) return
  setKnown(read.stored.stamp, false)
  adoptSnapshot(read.stored.snapshot, 'Changes from another tab')
  useWorkspace.setState({ saving: { kind: 'saved', at: read.stored.savedAt } })
}

/** Starts keeping the open design. Gives back what stops it. */
export function startWorkspace(): () => void {
  refreshDesigns()
  const unsubscribe = useDesignStore.subscribe((state, before) => {
    if (state.revision !== before.revision) schedule()
  })
  const onHide = () => {
    if (document.visibilityState === 'hidden') flush()
  }
  window.addEventListener('storage', onStorage)
  window.addEventListener('pagehide', flush)
  document.addEventListener('visibilitychange', onHide)
  return () => {
    unsubscribe()
    flush()
    window.removeEventListener('storage', onStorage)
    window.removeEventListener('pagehide', flush)
    document.removeEventListener('visibilitychange', onHide)
  }
}

/** As far as it is kept: a backup stays with the history, in memory. */
function sameSnapshot(a: StoredDesign['snapshot'], b: StoredDesign['snapshot']): boolean {
  return JSON.stringify([a.design, a.files]) === JSON.stringify([b.design, b.files])
}
