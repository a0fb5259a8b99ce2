/** What is open and in front; nothing here belongs to a design. */
import { create } from 'zustand'

export type ResultTab = 'grid' | 'rules' | 'files' | 'findings'
/** Which part a narrow window shows. */
export type NarrowPane = 'design' | 'result'
export type OpenDialog = 'share' | 'palette' | 'shortcuts' | 'designs' | 'new' | 'import' | 'move' | 'compare'

export interface View {
  /** The design that was open last is read; before that there is nothing to show. */
  readonly ready: boolean
  readonly tab: ResultTab
  readonly narrow: NarrowPane
  readonly dialog: OpenDialog | undefined
  /** Why was asked: the inspector comes even where it lies over the text that it is about. */
  readonly whyWanted: boolean
}

export const useView = create<View>(() => ({
  ready: false,
  tab: 'grid',
  narrow: 'design',
  dialog: undefined,
  whyWanted: false,
}))

export function showTab(tab: ResultTab): void {
  useView.setState({ tab, narrow: 'result' })
}

export function showPane(narrow: NarrowPane): void {
  useView.setState({ narrow })
}

export function openDialog(dialog: OpenDialog): void {
  useView.setState({ dialog })
}

export function closeDialog(): void {
  useView.setState({ dialog: undefined })
}
