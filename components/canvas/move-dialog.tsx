'use client'

import { edit, useDesign } from '@/components/state/design-store'
import { focusThing } from '@/components/state/focus'
import { useSelection } from '@/components/state/selection'
import { closeDialog } from '@/components/state/view'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { moveNode } from '@/lib/design/edits/machines'
import { movePool } from '@/lib/design/edits/pools'
import styles from './move-dialog.module.css'

/** Where a machine may go: every other subnet, each a button. */
export function MoveDialog() {
  const design = useDesign()
  const selection = useSelection((state) => state.selection)
  if (selection.kind !== 'node' && selection.kind !== 'pool') return null
  const { kind, name } = selection
  const list = kind === 'node' ? design.nodes : design.pools
  const thing = list.find((one) => one.name === name)
  const others = design.subnets.filter((subnet) => subnet.name !== thing?.subnet)
  return (
    <Dialog title={`Move ${name} to`} onClose={closeDialog}>
      <ul className={styles.list}>
        {others.map((subnet) => (
          <li key={subnet.name}>
            <Button
              className={styles.choice}
              onClick={() => {
                edit(`Move ${name} to ${subnet.name}`, (now) =>
                  kind === 'node' ? moveNode(now, name, subnet.name) : movePool(now, name, subnet.name),
                )
                closeDialog()
                focusThing(`${kind}:${name}`)
              }}
            >
              <span>{subnet.name}</span>
              <span className={styles.prefix}>{subnet.cidrs.join('  ')}</span>
            </Button>
          </li>
        ))}
      </ul>
      <p className={styles.note}>Addresses that do not belong to the new subnet are replaced by its next free ones.</p>
    </Dialog>
  )
}
