/** The design that is open, and the one gateway through which anything changes it. */
import { useMemo } from 'react'
import { create } from 'zustand'
import type { Design } from '@/lib/design/design'
import { setTargetOptions } from '@/lib/design/edits/records'
import type { FileSet } from '@/lib/targets/target'
import { announce } from './announcer'
import type { Product } from './engine-task'
import { exampleDesign } from './example'
import { type History, recordStep, redoStep, type Snapshot, type Step, startHistory, undoStep } from './history'

/** Where the open design lives: nowhere yet, in a slot of the browser, or in a link somebody sent. */
export type Origin =
  | { readonly kind: 'example' }
  | { readonly kind: 'slot'; readonly id: string }
  | { readonly kind: 'preview' }

export interface DesignState {
  readonly origin: Origin
  readonly history: History
  /** Grows with every change by the person, never when a design is opened: what autosave waits for. */
  readonly revision: number
  /** Grows with every step and every opening: results of one step count as one. */
  readonly step: number
  /** Grows with every opening: results of another design are nothing to compare with. */
  readonly opening: number
}

export const useDesignStore = create<DesignState>(() => ({
  origin: { kind: 'example' },
  history: startHistory({ design: exampleDesign, files: {} }),
  revision: 0,
  step: 0,
  opening: 0,
}))

export interface EditOptions {
  /** Changes with the same key in quick succession are one step. */
  readonly coalesce?: string
}

/** Changes the design; `label` is what undo will say. An edit that gives back the same design changes nothing. */
export function edit(label: string, change: (design: Design) => Design, options: EditOptions = {}): void {
  const { present } = useDesignStore.getState().history
  const design = change(present.design)
  if (design !== present.design) commit({ ...present, design }, label, options)
}

/** Replaces the text of a rendered file by a person's own; one made from their backup stays in memory as that does. */
export function editFile(path: string, text: string, holdsBackup: boolean): void {
  const { present } = useDesignStore.getState().history
  const { files, backup } = present
  if (holdsBackup && backup === undefined) return
  const edits = holdsBackup ? (backup?.edits ?? {}) : files
  if (edits[path] === text) return
  commit(withEdits(present, holdsBackup, { ...edits, [path]: text }), `Edit ${path}`, { coalesce: `file:${path}` })
}

/** Gives a file back to the design. */
export function revertFile(path: string, holdsBackup: boolean): void {
  const { present } = useDesignStore.getState().history
  const edits = holdsBackup ? (present.backup?.edits ?? {}) : present.files
  if (!Object.hasOwn(edits, path)) return
  commit(withEdits(present, holdsBackup, withoutPath(edits, path)), `Restore ${path}`, {})
}

function withEdits(snapshot: Snapshot, holdsBackup: boolean, edits: Snapshot['files']): Snapshot {
  if (!holdsBackup) return { ...snapshot, files: edits }
  return snapshot.backup === undefined ? snapshot : { ...snapshot, backup: { ...snapshot.backup, edits } }
}

function withoutPath(files: Snapshot['files'], path: string): Snapshot['files'] {
  return Object.fromEntries(Object.entries(files).filter(([other]) => other !== path))
}

/**
 * Takes a person's backup, for this tab alone. Targets that take it, and whose options nobody chose, begin with those of `takers`;
 * edits of their files, which are now made from it, go.
 */
export function giveBackup(given: FileSet, takers: readonly Product[]): void {
  const { present } = useDesignStore.getState().history
  const isKept = ([path]: readonly [string, string]) => !takers.some(({ id }) => path.startsWith(`${id}/`))
  const files = Object.fromEntries(Object.entries(present.files).filter(isKept))
  const name = given.map(({ path }) => path).join(' and ')
  const design = takers.reduce(withOptions, present.design)
  commit({ design, files, backup: { given, edits: {} } }, `Merge into ${name}`, {})
}

function withOptions(design: Design, { id, options, isGuessed }: Product): Design {
  const isChosen = Object.keys(design.targets[id] ?? {}).length > 0 && isGuessed !== true
  return isChosen ? design : setTargetOptions(design, id, options)
}

/** Lets the backup go, and every edit of files made from it. */
export function forgetBackup(): void {
  const { backup, ...rest } = useDesignStore.getState().history.present
  if (backup !== undefined) commit(rest, 'Forget the backup', {})
}

function commit(next: Snapshot, label: string, options: EditOptions): void {
  useDesignStore.setState((state) => {
    const history = recordStep(state.history, next, label, { coalesce: options.coalesce, now: Date.now() })
    const joined = history.past.length === state.history.past.length && state.history.past.length > 0
    return { history, revision: state.revision + 1, step: joined ? state.step : state.step + 1 }
  })
}

export function undo(): void {
  const { history } = useDesignStore.getState()
  const label = history.past.at(-1)?.label
  if (label === undefined) return
  useDesignStore.setState((state) => ({
    history: undoStep(state.history),
    revision: state.revision + 1,
    step: state.step + 1,
  }))
  announce(`Undone: ${label}`)
}

export function redo(): void {
  const { history } = useDesignStore.getState()
  const label = history.future[0]?.label
  if (label === undefined) return
  useDesignStore.setState((state) => ({
    history: redoStep(state.history),
    revision: state.revision + 1,
    step: state.step + 1,
  }))
  announce(`Done again: ${label}`)
}

/** Opens a design; its own undo history goes with it. */
export function openHistory(origin: Origin, history: History): void {
  useDesignStore.setState((state) => ({ origin, history, step: state.step + 1, opening: state.opening + 1 }))
}

/** Steps made before the design was opened here, in front of those made since. */
export function prependPast(steps: readonly Step[]): void {
  useDesignStore.setState(({ history }) => ({ history: { ...history, past: [...steps, ...history.past] } }))
}

export function setOrigin(origin: Origin): void {
  useDesignStore.setState({ origin })
}

/** Takes over what another tab saved, as a step that can be undone. */
export function adoptSnapshot({ design, files }: Snapshot, label: string): void {
  useDesignStore.setState((state) => ({
    // A backup is this tab's own.
    history: recordStep(state.history, { ...state.history.present, design, files }, label, { now: Date.now() }),
    step: state.step + 1,
  }))
}

export function currentSnapshot(): Snapshot {
  return useDesignStore.getState().history.present
}

export function useDesign(): Design {
  return useDesignStore((state) => state.history.present.design)
}

/** Files as a person changed them, by path. */
export function useEditedFiles(): Readonly<Record<string, string>> {
  const files = useDesignStore((state) => state.history.present.files)
  const edits = useDesignStore((state) => state.history.present.backup?.edits)
  return useMemo(() => (edits === undefined ? files : { ...files, ...edits }), [files, edits])
}

/** The files that a person gave of their box. */
export function useBackup(): FileSet | undefined {
  return useDesignStore((state) => state.history.present.backup?.given)
}
