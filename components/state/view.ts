/** What is open and in front; nothing here belongs to a design. */
import { create } from 'zustand'
import { catchLetters } from './early-letters'
import { clearSelection, useSelection } from './selection'

export type ResultTab = 'grid' | 'rules' | 'files' | 'findings'
/** Which part a narrow window shows. */
export type NarrowPane = 'design' | 'result'
export type OpenDialog =
  | 'share'
  | 'palette'
  | 'shortcuts'
  | 'designs'
  | 'new'
  | 'import'
  | 'move'
  | 'compare'
  | 'products'

export interface View {
  /** The design that was open last is read; before that there is nothing to show. */
  readonly ready: boolean
  readonly tab: ResultTab
  readonly narrow: NarrowPane
  readonly dialog: OpenDialog | undefined
  /** Why was asked: the inspector comes even where it lies over the text that it is about. */
  readonly whyWanted: boolean
  /** A change brought something to fix that nobody has looked at yet. */
  readonly newFault: boolean
  /** A target to show among the files; a new value each time it is asked for. */
  readonly wantedTarget: { readonly id: string } | undefined
}

export const useView = create<View>(() => ({
  ready: false,
  tab: 'grid',
  narrow: 'design',
  dialog: undefined,
  whyWanted: false,
  newFault: false,
  wantedTarget: undefined,
}))

export function showTab(tab: ResultTab): void {
  // What a line stands for is said beside its file alone.
  if (tab !== 'files' && useSelection.getState().selection.kind === 'line') clearSelection()
  useView.setState(({ newFault }) => ({ tab, narrow: 'result', newFault: newFault && tab !== 'findings' }))
}

/** The files with the proof of one target; it may be on its way. */
export function showTarget(id: string): void {
  showTab('files')
  useView.setState({ wantedTarget: { id } })
}

export function closeDetails(): void {
  clearSelection()
  useView.setState({ whyWanted: false })
}

/** Puts the details away where they lie over the page; where they stand beside it they stay. */
export function uncoverPage(): void {
  if (window.matchMedia('(max-width: 1399px)').matches) closeDetails()
}

export function showPane(narrow: NarrowPane): void {
  useView.setState({ narrow })
}

export function openDialog(dialog: OpenDialog): void {
  // Who opens the palette is already typing.
  if (dialog === 'palette' && useView.getState().dialog !== 'palette') catchLetters()
  useView.setState({ dialog })
}

export function closeDialog(): void {
  useView.setState({ dialog: undefined })
}
