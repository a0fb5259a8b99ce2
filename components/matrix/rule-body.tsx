'use client'

import { type KeyboardEvent, type ReactNode, useLayoutEffect, useRef, useState } from 'react'
import { classNames } from '@/components/ui/class-names'
import type { Policy } from '@/lib/policy/rule'
import { spacer } from './grid-roles'
import type { RuleGroup, RuleLine } from './rule-lines'
import styles from './rule-list.module.css'
import { ruleMessages as say } from './rule-messages'
import { DefaultRow, GroupRow, RuleRow } from './rule-rows'
import { usePrinting } from './use-printing'
import { useVirtualPieces } from './use-virtual-pieces'

export type RuleItem =
  | { readonly kind: 'group'; readonly group: RuleGroup }
  | { readonly kind: 'line'; readonly line: RuleLine }
  | { readonly kind: 'rest'; readonly group: RuleGroup }

const drawnWhole = 60

export interface RuleBodyProps {
  readonly items: readonly RuleItem[]
  readonly policy: Policy
  readonly grouped: boolean
  readonly selected: ReadonlySet<string>
  readonly onSelect: (id: string) => void
  readonly onPoint: (element: Element, line: RuleLine) => void
  /** Into the detail of a rule. */
  readonly onOpen: (id: string) => void
  readonly head: ReactNode
}

/** Rows of the table, one tab stop among them; arrow keys move the selection. */
export function RuleBody({ items, policy, grouped, selected, onSelect, onPoint, onOpen, head }: RuleBodyProps) {
  const scroller = useRef<HTMLDivElement>(null)
  const printing = usePrinting()
  const focusNext = useRef(false)
  const [active, setActive] = useState<string>()
  const ids = items.flatMap((item) => (item.kind === 'line' ? [item.line.id] : []))
  const stop = ids.find((id) => id === active) ?? ids.find((id) => selected.has(id)) ?? ids[0]
  const { pieces, measure } = useVirtualPieces({
    count: items.length,
    scroller,
    estimate: (index) => (items[index]?.kind === 'line' ? 57 : 33),
    keyOf: (index) => keyOf(items[index]),
    kept: items.findIndex((item) => item.kind === 'line' && item.line.id === stop),
    enabled: items.length > drawnWhole && !printing,
  })

  useLayoutEffect(() => {
    if (!focusNext.current) return
    const button = scroller.current?.querySelector<HTMLElement>(`[data-rule="${CSS.escape(stop ?? '')}"]`)
    if (button == null) return
    focusNext.current = false
    button.focus()
  })

  function onKeyDown(event: KeyboardEvent<HTMLElement>) {
    if (event.key === 'Enter') {
      event.preventDefault()
      return onOpen(event.currentTarget.dataset.rule ?? '')
    }
    const at = ids.indexOf(event.currentTarget.dataset.rule ?? '')
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: ids.length - 1 }[event.key]
    const next = to === undefined ? undefined : ids[to]
    if (to === undefined || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    if (next === undefined) return
    focusNext.current = true
    setActive(next)
    onSelect(next)
  }

  return (
    <div ref={scroller} className={styles.scroller}>
      <table
        aria-label={say.label}
        aria-rowcount={items.length + 1}
        className={classNames(styles.table, grouped && styles.grouped)}
      >
        <thead>
          <tr aria-rowindex={1}>{head}</tr>
        </thead>
        <tbody>
          {pieces.map((piece) => {
            if (piece.kind === 'gap') {
              return (
                <tr key={`gap ${piece.before}`} {...spacer}>
                  <td {...spacer} className={styles.gap} style={{ height: piece.size }} />
                </tr>
              )
            }
            const item = items[piece.index]
            if (item === undefined) return null
            const place = { rowIndex: piece.index + 2, index: piece.index, measure }
            if (item.kind === 'group') {
              return <GroupRow key={keyOf(item)} group={item.group} columns={grouped ? 5 : 6} {...place} />
            }
            if (item.kind === 'rest') {
              return (
                <DefaultRow
                  key={keyOf(item)}
                  group={item.group}
                  defaultAction={policy.defaultAction}
                  showTo={!grouped}
                  {...place}
                />
              )
            }
            const { id } = item.line
            return (
              <RuleRow
                key={keyOf(item)}
                line={item.line}
                selected={selected.has(id)}
                stop={id === stop}
                showTo={!grouped}
                onSelect={onSelect}
                onPoint={onPoint}
                onKeyDown={onKeyDown}
                {...place}
              />
            )
          })}
        </tbody>
      </table>
    </div>
  )
}

function keyOf(item: RuleItem | undefined): string {
  if (item === undefined) return ''
  return item.kind === 'line' ? item.line.id : `${item.kind} ${item.group.key}`
}
