import { Button } from '@/components/ui/button'
import { Mark, type Shape } from '@/components/ui/mark'
import type { Exposure } from './exposure'
import { type Finding, type FindingGroup, type FindingPlace, findingGroups } from './finding'
import styles from './findings-list.module.css'
import { findingMessages as say } from './messages'

export interface FindingsListProps {
  readonly findings: readonly Finding[]
  readonly exposures: readonly Exposure[]
  /** Some files were not understood, so nobody knows what they admit. */
  readonly unread: boolean
  readonly updating: boolean
  readonly onGo: (place: FindingPlace) => void
  readonly onAsk: (question: string) => void
}

const shapes: Readonly<Record<FindingGroup, Shape>> = { fix: 'problem', harden: 'some', know: 'gaps' }

/** What the internet reaches in one line, then what to fix, to harden, to know. */
export function FindingsList({ findings, exposures, unread, updating, onGo, onAsk }: FindingsListProps) {
  return (
    <section className={styles.view} aria-label={say.label} aria-busy={updating} data-updating={updating}>
      <p className={styles.exposure}>{say.exposed(exposures, unread)}</p>
      {findings.length === 0 && <p className={styles.none}>{say.none}</p>}
      {findingGroups.map((group) => {
        const own = findings.filter((finding) => finding.group === group)
        if (own.length === 0) return null
        return (
          <section key={group} className={styles.group}>
            <h2 className={styles.title}>
              {say.groups[group]} <span className={styles.count}>{own.length}</span>{' '}
              <span className={styles.note}>{say.groupNotes[group]}</span>
            </h2>
            <ul>
              {own.map((finding) => (
                <FindingRow key={finding.id} {...{ finding, onGo, onAsk }} />
              ))}
            </ul>
          </section>
        )
      })}
    </section>
  )
}

function FindingRow({ finding, onGo, onAsk }: Pick<FindingsListProps, 'onGo' | 'onAsk'> & { finding: Finding }) {
  const { group, sentence, suggestion, place, question } = finding
  const where = placeText(place)
  return (
    <li className={styles.row}>
      <span className={styles.mark} data-group={group}>
        <Mark shape={shapes[group]} />
      </span>
      <div className={styles.words}>
        <p>{sentence}</p>
        {suggestion !== undefined && <p className={styles.suggestion}>{suggestion}</p>}
        {where !== '' && (
          <button type="button" className={styles.place} aria-label={say.go(where)} onClick={() => onGo(place)}>
            {where}
          </button>
        )}
      </div>
      {question !== undefined && (
        <Button small aria-label={say.askLabel(question)} onClick={() => onAsk(question)}>
          {say.ask}
        </Button>
      )}
    </li>
  )
}

function placeText(place: FindingPlace): string {
  switch (place.kind) {
    case 'design':
      return place.path
    case 'file':
      return `${place.file}:${place.line}`
    case 'target':
      return place.target
  }
}
