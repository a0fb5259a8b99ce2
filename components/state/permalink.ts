/** The fragment of the address: a design somebody sent opens as a preview, and never touches what is kept. */
import { create } from 'zustand'
import type { Design } from '@/lib/design/design'
import type { Problem } from '@/lib/design/problem'
import { type DesignState, openHistory, useDesignStore } from './design-store'
import { startHistory } from './history'
import { clearSelection } from './selection'
import { save } from './workspace'

export interface BrokenLink {
  readonly problems: readonly Problem[]
  readonly text: string
}

interface Links {
  /** A received link that could not be read. */
  readonly broken: BrokenLink | undefined
  /** Characters of the link to the open design, once known. */
  readonly length: number | undefined
}

export const useLinks = create<Links>(() => ({ broken: undefined, length: undefined }))

/** What was open when a link came, to go back to. */
let beneath: Pick<DesignState, 'origin' | 'history'> | undefined

export function useLinkLength(): number | undefined {
  return useLinks((state) => state.length)
}

export function openPreview(design: Design): void {
  const { origin, history } = useDesignStore.getState()
  if (origin.kind !== 'preview') beneath = { origin, history }
  clearSelection()
  openHistory({ kind: 'preview' }, startHistory({ design, files: {} }))
}

/** Makes the preview a design of one's own. */
export function keepPreview(): void {
  save()
  forgetFragment()
}

/** Goes back to what was open before the link. */
export function closePreview(): void {
  forgetFragment()
  clearSelection()
  if (beneath !== undefined) openHistory(beneath.origin, beneath.history)
  beneath = undefined
}

function forgetFragment(): void {
  history.replaceState(null, '', location.pathname + location.search)
}

export function closeBrokenLink(): void {
  useLinks.setState({ broken: undefined })
  forgetFragment()
}
