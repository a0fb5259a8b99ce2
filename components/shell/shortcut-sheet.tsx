'use client'

import { actionGroups, labelOf } from '@/components/state/actions/action'
import { actions } from '@/components/state/actions/registry'
import { formatKeys, isMacPlatform } from '@/components/state/keys'
import { setPreferences, usePreferences } from '@/components/state/preferences'
import { closeDialog } from '@/components/state/view'
import { Checkbox } from '@/components/ui/checkbox'
import { Dialog } from '@/components/ui/dialog'
import styles from './shortcut-sheet.module.css'

/** Keys of widgets, which are no actions of their own. */
const widgetKeys: readonly (readonly [string, string])[] = [
  ['↑ ↓ ← →', 'Move in the networks, the grid, menus and tabs'],
  ['Home, End', 'First, last'],
  ['Ctrl+A', 'In the networks: the lane of what has focus'],
  ['Enter', 'Into the detail of what has focus'],
  ['Esc', 'Back out; gives an edited file or field back what it was'],
]

export function ShortcutSheet() {
  const isMac = isMacPlatform()
  const singleKeys = usePreferences((state) => state.singleKeys)
  return (
    <Dialog title="Keys" wide onClose={closeDialog}>
      <div className={styles.columns} tabIndex={-1} data-focus-first>
        {actionGroups.map((group) => {
          const listed = actions.filter((action) => action.group === group && action.keys !== undefined)
          return listed.length === 0 ? null : (
            <section key={group} className={styles.group}>
              <h3>{group}</h3>
              <dl>
                {listed.map((action) => (
                  <div key={action.id} className={styles.row}>
                    <dt>
                      {labelOf(action)}
                      {action.scope === 'networks' && (
                        <span className={styles.scope}> where the networks have focus</span>
                      )}
                    </dt>
                    <dd>
                      {action.keys?.map((keys) => (
                        <kbd key={keys} className={styles.key}>
                          {formatKeys(keys, isMac)}
                        </kbd>
                      ))}
                    </dd>
                  </div>
                ))}
              </dl>
            </section>
          )
        })}
        <section className={styles.group}>
          <h3>Everywhere</h3>
          <dl>
            {widgetKeys.map(([keys, meaning]) => (
              <div key={keys} className={styles.row}>
                <dt>{meaning}</dt>
                <dd>
                  <kbd className={styles.key}>{isMac ? keys.replace('Ctrl+', '⌘') : keys}</kbd>
                </dd>
              </div>
            ))}
          </dl>
        </section>
      </div>
      <Checkbox checked={singleKeys} onChange={(checked) => setPreferences({ singleKeys: checked })}>
        Single keys act as commands where no text is typed
      </Checkbox>
    </Dialog>
  )
}
