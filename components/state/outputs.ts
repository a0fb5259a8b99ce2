/** What a person takes away: the link and the design as a file. */

import { leaveOutNames } from '@/lib/share/leave-out-names'
import { copyText, downloadFile } from './clipboard'
import { currentSnapshot } from './design-store'
import { bundleOf, linkOf } from './engine'
import { requestOf } from './history'
import { notify, withProgress } from './notices'
import { pageAddress } from './permalink'

export async function copyLink(): Promise<void> {
  const link = await linkOf(currentSnapshot().design, pageAddress(), 'shared link')
  const copied = link !== undefined && (await copyText(link))
  notify(copied ? 'Saved already. The link is in the clipboard.' : 'The browser refused to copy. Open Share instead.')
}

export async function downloadDesign(withoutNames = false): Promise<void> {
  const { writeDesign } = await import('@/lib/design/write-design')
  const { design } = currentSnapshot()
  downloadFile('design.yaml', writeDesign(withoutNames ? leaveOutNames(design) : design), 'application/yaml')
}

export async function downloadBundle(): Promise<void> {
  const bundle = await withProgress('Making the files and their proofs.', bundleOf(requestOf(currentSnapshot())))
  if (bundle === undefined) {
    notify('The bundle could not be made. Nothing was downloaded.', { tone: 'problem' })
    return
  }
  downloadFile(`${bundle.name}.zip`, bundle.zip, 'application/zip')
}
