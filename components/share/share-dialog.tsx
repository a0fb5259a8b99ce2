'use client'

import { Download } from 'lucide-react'
import { useEffect, useMemo, useState } from 'react'
import { copyText } from '@/components/state/clipboard'
import { useBackup, useDesign } from '@/components/state/design-store'
import { linkOf } from '@/components/state/engine'
import { downloadDesign } from '@/components/state/outputs'
import { pageAddress } from '@/components/state/permalink'
import { closeDialog } from '@/components/state/view'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { CopyButton } from '@/components/ui/copy-button'
import { Dialog } from '@/components/ui/dialog'
import { PasteArea } from '@/components/ui/paste-area'
import { leaveOutNames } from '@/lib/share/leave-out-names'
import { LengthMeter } from './length-meter'
import styles from './share.module.css'

/** The design as a link or a file. */
export function ShareDialog() {
  const design = useDesign()
  const hasBackup = useBackup() !== undefined
  const [withoutNames, setWithoutNames] = useState(false)
  const [link, setLink] = useState<string>()
  const shared = useMemo(() => (withoutNames ? leaveOutNames(design) : design), [design, withoutNames])
  useEffect(() => {
    let stale = false
    void linkOf(shared, pageAddress(), 'shared link').then((made) => {
      if (!stale) setLink(made)
    })
    return () => {
      stale = true
    }
  }, [shared])
  const name = withoutNames ? 'cluster' : design.name
  const copied = (text: string) => async () => link !== undefined && copyText(text)
  return (
    <Dialog
      title="Share"
      wide
      onClose={closeDialog}
      footer={
        <Button icon={<Download />} onClick={() => void downloadDesign(withoutNames)}>
          Download design.yaml
        </Button>
      }
    >
      <div className={styles.column}>
        <PasteArea
          label="Link to this design"
          data-focus-first
          readOnly
          rows={3}
          value={link ?? ''}
          onFocus={(event) => event.target.select()}
        />
        {link !== undefined && <LengthMeter length={link.length} />}
        <div className={styles.row}>
          <CopyButton variant="primary" copy={copied(link ?? '')}>
            Copy the link
          </CopyButton>
          <CopyButton copy={copied(`[${name}](${link ?? ''})`)}>Copy as Markdown</CopyButton>
          <CopyButton copy={() => copyText(`${JSON.stringify(shared, undefined, 2)}\n`)}>Copy as JSON</CopyButton>
        </div>
        <Checkbox checked={withoutNames} onChange={setWithoutNames}>
          Leave out names: machines, networks, owners, reasons and questions get plain numbers. Addresses stay.
        </Checkbox>
        <p className={styles.note}>
          {hasBackup && 'The backup you chose is not in the link. '}
          Everything after # stays in the browser; nothing is uploaded. Whoever has the link has the design.
        </p>
      </div>
    </Dialog>
  )
}
