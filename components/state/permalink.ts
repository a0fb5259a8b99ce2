/** The fragment of the address: a design somebody sent opens as a preview, and never touches what is kept. */
import { create } from 'zustand'
import type { Design } from '@/lib/design/design'
import type { Problem } from '@/lib/design/problem'
import { type DesignState, openHistory, useDesignStore } from './design-store'
import { linkOf, readDesignFrom } from './engine'
import { clearSelection } from './selection'
import { openDesign, openUnsaved } from './workspace'

interface BrokenLink {
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

function openPreview(design: Design): void {
  const { origin, history } = useDesignStore.getState()
  if (origin.kind !== 'preview') beneath = { origin, history }
  clearSelection()
  openUnsaved('preview', { design, files: {} })
}

/** What was open when the link came. */
export function designBeneath(): Design | undefined {
  return useDesignStore.getState().origin.kind === 'preview' ? beneath?.history.present.design : undefined
}

/** To the page that plans a change from one design to another, with what came by link as one of them. */
export function openChange(): void {
  const { origin } = useDesignStore.getState()
  const fragment = origin.kind === 'preview' ? location.hash : ''
  location.assign(`${process.env.NEXT_PUBLIC_BASE_PATH ?? ''}/compare/${fragment}`)
}

/** The same with another design on the side of what was before: the fragment says so. */
export function openChangeFrom(link: string): void {
  location.assign(`${process.env.NEXT_PUBLIC_BASE_PATH ?? ''}/compare/#before&${link.slice(link.indexOf('#') + 1)}`)
}

/** Goes back to what was open before the link. */
export async function closePreview(): Promise<void> {
  forgetFragment()
  clearSelection()
  if (beneath === undefined) return
  const { origin, history } = beneath
  beneath = undefined
  // A kept design is read again: another tab may have changed it meanwhile.
  if (origin.kind !== 'slot' || !(await openDesign(origin.id))) openHistory(origin, history)
}

/** Follows the fragment: a link may come with the page or be pasted into its address. Gives back what stops it. */
export function startPermalink(): () => void {
  // The event knows where it went; the address may be another one by the time it is heard.
  const onHash = (event: HashChangeEvent) => void openFragment(new URL(event.newURL).hash)
  void openFragment(location.hash)
  window.addEventListener('hashchange', onHash)
  const stopLength = followLength()
  // Once it is kept, by button or by a change, the page shows a design of one's own and no link.
  const unsubscribe = useDesignStore.subscribe((state, before) => {
    if (before.origin.kind === 'preview' && state.origin.kind === 'slot') forgetFragment()
  })
  return () => {
    window.removeEventListener('hashchange', onHash)
    unsubscribe()
    stopLength()
  }
}

async function openFragment(hash: string): Promise<void> {
  if (!/[#&]d=/.test(hash)) return
  await openLink(hash)
}

/** Opens a link as a preview, or says which part of it failed. */
async function openLink(text: string): Promise<boolean> {
  const read = await readDesignFrom({ kind: 'link', text })
  if (!read.ok) {
    useLinks.setState({ broken: { problems: read.problems, text } })
    return false
  }
  useLinks.setState({ broken: undefined })
  openPreview(read.value)
  return true
}

/** The page's own address, without query and fragment. */
export function pageAddress(): string {
  return location.origin + location.pathname
}

/** Milliseconds of rest before the link is made again. */
const lengthRest = 600

function followLength(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const measure = async () => {
    const link = await linkOf(useDesignStore.getState().history.present.design, pageAddress(), 'link')
    if (link !== undefined) useLinks.setState({ length: link.length })
  }
  const schedule = () => {
    clearTimeout(timer)
    timer = setTimeout(() => void measure(), lengthRest)
  }
  schedule()
  const unsubscribe = useDesignStore.subscribe((state, before) => {
    if (state.history.present.design !== before.history.present.design) schedule()
  })
  return () => {
    clearTimeout(timer)
    unsubscribe()
  }
}

/** By the browser's own method: the router's replaces the address again later, over a link that came meanwhile. */
function forgetFragment(): void {
  History.prototype.replaceState.call(history, history.state, '', location.pathname + location.search)
}

export function closeBrokenLink(): void {
  useLinks.setState({ broken: undefined })
  forgetFragment()
}
