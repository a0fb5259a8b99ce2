/** Ways to come to another design than the one that is open. */
import type { Design } from '@/lib/design/design'
import { useDesignStore } from './design-store'
import { exampleDesign } from './example'
import { focusThing } from './focus'
import { notify } from './notices'
import { clearSelection } from './selection'
import { closeDialog, showPane } from './view'
import { deleteDesign, openAsNew, openDesign, openUnsaved, useWorkspace } from './workspace'

/** The live example of the first minute; kept once it is changed. */
export function openExample(): void {
  clearSelection()
  const design = exampleDesign
  openUnsaved('example', { design, files: {} })
}

/** A template as a design of one's own. */
export async function openTemplate(id: string): Promise<void> {
  const { templates } = await import('@/lib/design/templates/templates')
  const template = templates.find((one) => one.id === id)
  if (template === undefined) return
  openAsOwn(template.design())
}

/** A new design as one's own, with its first network in hand. */
export function openAsOwn(design: Design): void {
  closeDialog()
  clearSelection()
  openAsNew({ design, files: {} })
  showPane('design')
  // On a phone there is no key to press, and its details would lie over it.
  if (!window.matchMedia('(max-width: 900px)').matches) focusThing(`subnet:${design.subnets[0]?.name}`)
}

/** A design from a file, as one more of one's own; what was open stays in the list. */
export function openImported(design: Design): void {
  closeDialog()
  clearSelection()
  openAsNew({ design, files: {} })
  notify(`Opened ${design.name}. What was open before stays in the list of designs.`)
}

/** Deletes a kept design; when it was open, the newest other one takes its place, or the example. */
export async function removeDesign(id: string): Promise<void> {
  if (!deleteDesign(id)) return
  clearSelection()
  const [next] = useWorkspace.getState().designs
  if (next === undefined || !(await openDesign(next.id))) openExample()
}

export function removeOpenDesign(): void {
  const { origin } = useDesignStore.getState()
  if (origin.kind === 'slot') void removeDesign(origin.id)
}
