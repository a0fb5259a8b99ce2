'use client'

import { useAnalysis } from '@/components/state/engine'
import { select } from '@/components/state/selection'
import type { SentAnalysis } from '@/components/state/sent-analysis'
import { showTab } from '@/components/state/view'
import { Mark } from '@/components/ui/mark'
import { joinIcmp } from '@/lib/verify/join-icmp'
import { cellAt, type ReachCell, type ReachService, type ReachUnruled, type ReachZone } from '@/lib/verify/reach'
import styles from './inspector.module.css'
import { Section } from './panel'

const mostServices = 3

/** Who reaches a zone of the grid, and whom it reaches. */
export function ReachSections({ zone }: { zone: string }) {
  const analysis = useAnalysis()
  if (analysis === undefined) return null
  const { reach } = analysis
  const { rows, columns } = reach
  const ownColumn = columns.find((column) => column.id === zone)
  const ownRow = rows.find((row) => row.id === zone)
  const top = (list: readonly ReachZone[]) => list.filter((one) => one.parent === undefined && one.id !== zone)
  return (
    <>
      {ownColumn !== undefined && (
        <Section title="Reachable by" why="reach">
          <ReachList
            entries={top(rows).map((row) => ({
              other: row,
              cell: cellAt(reach, row, ownColumn),
              from: row.id,
              to: zone,
            }))}
          />
        </Section>
      )}
      {ownRow !== undefined && (
        <Section title="Reaches">
          <ReachList
            entries={top(columns).map((column) => ({
              other: column,
              cell: cellAt(reach, ownRow, column),
              from: zone,
              to: column.id,
            }))}
          />
        </Section>
      )}
    </>
  )
}

interface Entry {
  readonly other: ReachZone
  readonly cell: ReachCell | undefined
  readonly from: string
  readonly to: string
}

function ReachList({ entries }: { entries: readonly Entry[] }) {
  return (
    <ul className={styles.reach}>
      {entries.map(({ other, cell, from, to }) => {
        const services = cell?.services ?? []
        const unruled = cell?.unruled ?? []
        const shape =
          services.length === 0
            ? unruled.length > 0
              ? 'unfiltered'
              : 'none'
            : services.some(({ extent }) => extent === 'some')
              ? 'some'
              : 'all'
        return (
          <li key={other.id}>
            <button
              type="button"
              className={styles.reachRow}
              onClick={() => {
                select({ kind: 'cell', from, to })
                showTab('grid')
              }}
            >
              <Mark shape={shape} />
              <span className={styles.reachWho}>{other.title}</span>
              <span className={styles.reachWhat}>{describeServices(services, unruled)}</span>
            </button>
          </li>
        )
      })}
    </ul>
  )
}

function describeServices(services: ReachCell['services'], unruled: readonly ReachUnruled[]): string {
  const named = [...joinIcmp(unruled).map((one) => `${wordOf(one)} without a rule`), ...joinIcmp(services).map(wordOf)]
  if (named.length === 0) return 'none'
  const shown = named.slice(0, mostServices).join(', ')
  const rest = named.length - mostServices
  return rest > 0 ? `${shown} and ${rest} more` : shown
}

function wordOf({ title, service }: Pick<ReachService, 'title' | 'service'>): string {
  const port = service.replace(/^tcp\//, '').replace('-', '–')
  return title === service || title === '' ? service : `${title} ${port}`
}

interface FileLine {
  readonly path: string
  readonly first: number
  readonly lines: number
}

/** The lines that stand for some rules, counted by file. */
function linesOfRules(analysis: SentAnalysis, rules: ReadonlySet<string>): readonly FileLine[] {
  const found: FileLine[] = []
  for (const target of analysis.targets) {
    for (const file of target.files) {
      if (file.use !== 'apply') continue
      let first: number | undefined
      let lines = 0
      for (const [index, ids] of file.lineRules.entries()) {
        if (!ids.some((id) => rules.has(id))) continue
        first ??= index + 1
        lines++
      }
      if (first !== undefined) found.push({ path: file.path, first, lines })
    }
  }
  return found
}

/** Where the rules stand in the files; each file leads to its first such line. */
export function LinesSection({ rules }: { rules: ReadonlySet<string> }) {
  const analysis = useAnalysis()
  if (analysis === undefined) return null
  const found = linesOfRules(analysis, rules)
  if (found.length === 0) return null
  return (
    <Section title="Lines in files">
      <ul>
        {found.map(({ path, first, lines }) => (
          <li key={path}>
            <button
              type="button"
              className={styles.fileLine}
              onClick={() => {
                select({ kind: 'line', file: path, line: first })
                showTab('files')
              }}
            >
              {path}:{first} <span className={styles.muted}>{lines === 1 ? '1 line' : `${lines} lines`}</span>
            </button>
          </li>
        ))}
      </ul>
    </Section>
  )
}

/** Rules that listen on, or send from, a member of the site. */
export function rulesOfMember(analysis: SentAnalysis | undefined, member: string): ReadonlySet<string> {
  const rules = analysis?.policy.rules.filter((rule) => rule.members.includes(member)) ?? []
  return new Set(rules.map((rule) => rule.id))
}
