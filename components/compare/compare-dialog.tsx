'use client'

import { useEffect, useState } from 'react'
import { perform } from '@/components/state/actions/registry'
import { copyText } from '@/components/state/clipboard'
import { useDesign } from '@/components/state/design-store'
import type { Difference } from '@/components/state/difference'
import { differenceFrom } from '@/components/state/engine'
import { closeDialog } from '@/components/state/view'
import { Button } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'
import { Dialog } from '@/components/ui/dialog'
import { Select } from '@/components/ui/select'
import styles from './compare-dialog.module.css'
import { DifferenceView } from './difference-view'
import { compareMessages as say } from './messages'
import { type Other, useOthers } from './others'

type Shown =
  | { readonly kind: 'working' }
  | { readonly kind: 'gone' }
  | { readonly kind: 'done'; readonly difference: Difference }

/** What lies between another design and the open one: packets first. Changes nothing. */
export function CompareDialog() {
  const { name } = useDesign()
  const others = useOthers()
  const [chosen, setChosen] = useState(others[0]?.id)
  const other = others.find(({ id }) => id === chosen) ?? others[0]
  const shown = useDifference(other)
  return (
    <Dialog
      title={say.title}
      wide
      onClose={closeDialog}
      footer={
        shown.kind === 'done' && (
          <>
            <Button onClick={() => perform('plan-change')}>{say.plan}</Button>
            <CopyButton copy={() => copyText(shown.difference.markdown)}>{say.copy}</CopyButton>
          </>
        )
      }
    >
      <div className={styles.sides}>
        {other !== undefined && (
          <Select
            label={say.other}
            value={other.id}
            options={others.map(({ id, label, detail }) => ({ id, label, detail }))}
            onChoose={setChosen}
          />
        )}
        <p className={styles.now}>{say.now(name)}</p>
      </div>
      <div className={styles.result} aria-busy={shown.kind === 'working'}>
        {shown.kind === 'working' && <p className={styles.quiet}>{say.working}</p>}
        {shown.kind === 'gone' && <p>{say.gone}</p>}
        {shown.kind === 'done' && <DifferenceView difference={shown.difference} most={20} />}
      </div>
    </Dialog>
  )
}

/** For as long as the same design is chosen; while another is worked out there is nothing to show. */
function useDifference(other: Other | undefined): Shown {
  const [found, setFound] = useState<{ readonly of: Other; readonly shown: Shown }>()
  useEffect(() => {
    if (other === undefined) return
    let isCurrent = true
    void other.read().then(async (design) => {
      const difference = design === undefined ? undefined : await differenceFrom(design)
      if (!isCurrent) return
      setFound({ of: other, shown: difference === undefined ? { kind: 'gone' } : { kind: 'done', difference } })
    })
    return () => {
      isCurrent = false
    }
  }, [other])
  return found !== undefined && found.of === other ? found.shown : { kind: 'working' }
}
