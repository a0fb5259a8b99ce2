'use client'

import type { SortingState } from '@tanstack/react-table'
import { ArrowDown, ArrowUp } from 'lucide-react'
import { useDeferredValue, useMemo, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { classNames } from '@/components/ui/class-names'
import { MenuButton } from '@/components/ui/menu'
import { TextField } from '@/components/ui/text-field'
import type { Policy } from '@/lib/policy/rule'
import type { TargetAnalysis } from '@/lib/verify/analysis'
import { RuleBody, type RuleItem } from './rule-body'
import { type CopyFormat, copyRules } from './rule-copy'
import { describeRules, groupLines, type RuleLine } from './rule-lines'
import styles from './rule-list.module.css'
import { ruleMessages as say } from './rule-messages'
import { useRuleTable } from './rule-table'

export interface RuleListProps {
  readonly policy: Policy
  readonly targets: readonly TargetAnalysis[]
  readonly updating: boolean
  readonly selected: ReadonlySet<string>
  readonly onSelect: (id: string) => void
  readonly onPoint: (element: Element, line: RuleLine) => void
  readonly onOpen: (id: string) => void
  readonly onCopy: (text: string, rules: number) => void
}

/** The rules as sentences in columns: filtered, sorted, grouped by where they lead, each group closed by its default. */
export function RuleList({ policy, targets, updating, selected, onSelect, onPoint, onOpen, onCopy }: RuleListProps) {
  const [typed, setTyped] = useState('')
  const filter = useDeferredValue(typed)
  const [sorting, setSorting] = useState<SortingState>([])
  const [grouped, setGrouped] = useState(true)
  const lines = useMemo(() => describeRules(policy, targets), [policy, targets])
  const table = useRuleTable(lines, filter, sorting, setSorting)
  const shown = table.getRowModel().rows.map((row) => row.original)
  const groups = groupLines(shown, policy)
  const items: RuleItem[] = grouped
    ? groups.flatMap((group): RuleItem[] => [
        { kind: 'group', group },
        ...group.lines.map((line): RuleItem => ({ kind: 'line', line })),
        { kind: 'rest', group },
      ])
    : shown.map((line) => ({ kind: 'line', line }))

  if (policy.rules.length === 0) return <p className={styles.empty}>{say.empty}</p>
  const headers = table.getHeaderGroups()[0]?.headers.filter((header) => !grouped || header.column.id !== 'to') ?? []
  const copy = (format: CopyFormat) => () => onCopy(copyRules(groups, policy.defaultAction, format), shown.length)
  return (
    <section className={styles.view} aria-busy={updating} data-updating={updating}>
      <div className={styles.bar}>
        <div className={styles.filter}>
          <TextField
            label={say.filterLabel}
            hideLabel
            live
            value={typed}
            placeholder={say.filterPlaceholder}
            onCommit={setTyped}
          />
        </div>
        <Checkbox checked={grouped} onChange={setGrouped}>
          {say.grouped}
        </Checkbox>
        <p className={styles.count} role="status">
          {updating ? say.updating : say.shown(shown.length, lines.length)}
        </p>
        <MenuButton
          label={say.copyLabel}
          small
          groups={[
            {
              id: 'copy',
              items: [
                { id: 'text', label: say.copyText, onSelect: copy('text') },
                { id: 'markdown', label: say.copyMarkdown, onSelect: copy('markdown') },
                { id: 'csv', label: say.copyCsv, onSelect: copy('csv') },
              ],
            },
          ]}
        >
          {say.copy}
        </MenuButton>
      </div>
      {shown.length === 0 ? (
        <div className={styles.empty}>
          <p>{say.noMatch(filter)}</p>
          <Button onClick={() => setTyped('')}>{say.clearFilter}</Button>
        </div>
      ) : (
        <RuleBody
          items={items}
          policy={policy}
          grouped={grouped}
          selected={selected}
          onSelect={onSelect}
          onPoint={onPoint}
          onOpen={onOpen}
          head={headers.map((header) => {
            const sorted = header.column.getIsSorted()
            const title = String(header.column.columnDef.header)
            return (
              <th
                key={header.id}
                scope="col"
                aria-sort={sorted === false ? undefined : sorted === 'asc' ? 'ascending' : 'descending'}
                className={classNames(styles.head, styles[header.column.id])}
              >
                {header.column.getCanSort() ? (
                  <button
                    type="button"
                    className={styles.sort}
                    title={say.sort(title)}
                    onClick={header.column.getToggleSortingHandler()}
                  >
                    {title}
                    {sorted === 'asc' && <ArrowUp size={12} aria-hidden="true" />}
                    {sorted === 'desc' && <ArrowDown size={12} aria-hidden="true" />}
                  </button>
                ) : (
                  title
                )}
              </th>
            )
          })}
        />
      )}
    </section>
  )
}
