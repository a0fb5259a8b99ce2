import type { ReactNode } from 'react'
import { Mark, type Shape } from '@/components/ui/mark'
import { type Exposure, wordExposure } from '@/lib/verify/exposure'
import { type Finding, type FindingGroup, findingGroups } from './finding'
import { FindingRow, type FindingRowActions } from './finding-row'
import styles from './findings-list.module.css'
import { useKeptFocus } from './kept-focus'
import { findingMessages as say } from './messages'

export interface FindingsListProps extends FindingRowActions {
  readonly findings: readonly Finding[]
  readonly internet: Exposure
  /** Of everybody else. */
  readonly others: readonly Exposure[]
  /** Some files were not understood, so nobody knows what they admit. */
  readonly unread: boolean
  readonly updating: boolean
  /** What stands below the list. */
  readonly children?: ReactNode
}

const shapes: Readonly<Record<FindingGroup, Shape>> = { fix: 'problem', harden: 'some', know: 'gaps' }

/** What the internet reaches in one line, then what to fix, to harden, to know, and what the design accepts. */
export function FindingsList({
  findings,
  internet,
  others,
  unread,
  updating,
  children,
  ...actions
}: FindingsListProps) {
  const kept = useKeptFocus()
  const isAccepted = ({ advice }: Finding): boolean => advice?.accepted !== undefined
  const open = findings.filter((finding) => !isAccepted(finding))
  const groups = [
    ...findingGroups.map((group) => ({ group, own: open.filter((finding) => finding.group === group) })),
    { group: 'accepted' as const, own: findings.filter(isAccepted) },
  ]
  return (
    <section {...kept} className={styles.view} aria-label={say.label} aria-busy={updating} data-updating={updating}>
      <p className={styles.exposure}>{say.exposed(internet, unread)}</p>
      <details className={styles.others}>
        <summary>{say.others}</summary>
        <ul>
          {others.map((exposure) => (
            <li key={exposure.id}>{wordExposure(exposure)}</li>
          ))}
        </ul>
      </details>
      {open.every(({ group }) => group === 'know') && <p className={styles.none}>{say.none}</p>}
      {groups.map(({ group, own }) => {
        if (own.length === 0) return null
        return (
          <section key={group} className={styles.group}>
            <h2 className={styles.title}>
              {say.groups[group]} <span className={styles.count}>{own.length}</span>{' '}
              <span className={styles.note}>{say.groupNotes[group]}</span>
            </h2>
            <ul>
              {own.map((finding) => (
                <FindingRow
                  key={finding.id}
                  finding={finding}
                  mark={<Mark shape={shapes[finding.group]} />}
                  actions={actions}
                />
              ))}
            </ul>
          </section>
        )
      })}
      {children}
    </section>
  )
}
