import type { Verdict } from '@/lib/verify/proof'
import { useDesignStore } from '../design-store'
import { useEngine } from '../engine'
import { focusField } from '../focus'
import { removeOpenDesign } from '../opening'
import { openChange } from '../permalink'
import { select } from '../selection'
import { openDialog } from '../view'
import { duplicateDesign, flush } from '../workspace'
import { downloadLabel, worstVerdict } from '../worst-verdict'
import type { Action } from './action'

/** Whether some file admits more than was drawn: the download then says so. */
function bundleVerdict(): Verdict | undefined {
  const targets = useEngine.getState().analysis?.targets ?? []
  return worstVerdict(targets.map(({ proof }) => proof.verdict))
}

const pictures = (
  [
    ['grid', 'svg', 'Save who reaches what as SVG'],
    ['grid', 'png', 'Save who reaches what as PNG'],
    ['networks', 'svg', 'Save the networks as SVG'],
    ['networks', 'png', 'Save the networks as PNG'],
  ] as const
).map(
  ([what, format, label]): Action => ({
    id: `picture-${what}-${format}`,
    group: 'Share',
    label,
    keywords: 'export image picture diagram wiki matrix',
    isEnabled: () => useEngine.getState().analysis !== undefined,
    perform: () => {
      void import('../pictures').then(({ savePicture }) => savePicture(what, format))
    },
  }),
)

export const designActions: readonly Action[] = [
  {
    id: 'new-design',
    group: 'Designs',
    label: 'New design…',
    keywords: 'template start blank empty',
    perform: () => openDialog('new'),
  },
  {
    id: 'open-designs',
    group: 'Designs',
    label: 'All designs…',
    keywords: 'list open kept saved',
    perform: () => openDialog('designs'),
  },
  {
    id: 'import-design',
    group: 'Designs',
    label: 'Read what runs now, a design file or a link…',
    keywords: 'open import boxes yaml json load upload machine config talos terraform pfsense backup drift',
    perform: () => openDialog('import'),
  },
  {
    id: 'compare',
    group: 'Designs',
    label: 'Compare with another design…',
    keywords: 'difference changes packets gained lost review',
    perform: () => openDialog('compare'),
  },
  {
    id: 'plan-change',
    group: 'Designs',
    label: 'Plan a change between two designs…',
    keywords: 'order apply rollout step migrate difference',
    perform: () => {
      flush()
      openChange()
    },
  },
  {
    id: 'duplicate-design',
    group: 'Designs',
    label: 'Duplicate this design',
    keywords: 'copy fork save as',
    perform: duplicateDesign,
  },
  {
    id: 'rename-design',
    group: 'Designs',
    label: 'Rename this design',
    keywords: 'name title cluster settings',
    perform: () => {
      select({ kind: 'cluster' })
      focusField('name')
    },
  },
  {
    id: 'delete-design',
    group: 'Designs',
    label: 'Delete this design',
    keywords: 'remove',
    removes: true,
    isEnabled: () => useDesignStore.getState().origin.kind === 'slot',
    perform: removeOpenDesign,
  },
  {
    id: 'save',
    group: 'Designs',
    label: 'Save and copy the link',
    keywords: 'keep permalink',
    keys: ['Mod+S'],
    perform: () => {
      flush()
      void import('../outputs').then(({ copyLink }) => copyLink())
    },
  },
  {
    id: 'share',
    group: 'Share',
    label: 'Share…',
    keywords: 'link permalink url send',
    perform: () => openDialog('share'),
  },
  {
    id: 'download-bundle',
    group: 'Share',
    label: () => downloadLabel('Download all files as .zip', bundleVerdict()),
    keywords: 'export bundle patches',
    perform: () => {
      void import('../outputs').then(({ downloadBundle }) => downloadBundle())
    },
  },
  {
    id: 'download-design',
    group: 'Share',
    label: 'Download design.yaml',
    keywords: 'export save file',
    perform: () => {
      void import('../outputs').then(({ downloadDesign }) => downloadDesign())
    },
  },
  ...pictures,
]
