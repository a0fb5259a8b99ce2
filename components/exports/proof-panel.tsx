'use client'

import { goToPath } from '@/components/state/go-to-path'
import { Button } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'
import { Mark, type Shape } from '@/components/ui/mark'
import { SourceLink } from '@/components/ui/source-link'
import type { Problem } from '@/lib/design/problem'
import { formatPacket } from '@/lib/net/packet'
import type { Gap, Statement } from '@/lib/targets/target'
import type { TargetAnalysis } from '@/lib/verify/analysis'
import type { Witness } from '@/lib/verify/proof'
import { placeOf, verdictShapes } from './file-state'
import { exportMessages, proofMessages as say } from './messages'
import { countFiles, tellsEnforced } from './proof-as-text'
import styles from './proof-panel.module.css'

export interface ProofPanelProps {
  readonly target: TargetAnalysis
  readonly working: boolean
  readonly titleOf: (rule: string) => string
  readonly onLine: (file: string, line: number) => void
  readonly onRule: (id: string) => void
  readonly onAsk: (question: string) => void
  readonly onCopy: (text: string) => Promise<boolean>
}

/** What was compared with what, what came of it, and everything the verdict leans on. */
export function ProofPanel({ target, working, titleOf, onLine, onRule, onAsk, onCopy }: ProofPanelProps) {
  const { proof } = target
  const files = countFiles(target)
  return (
    <article className={styles.panel} aria-busy={working} data-working={working}>
      <header className={styles.head} data-verdict={proof.verdict}>
        <h2>
          <Mark shape={working ? 'working' : verdictShapes[proof.verdict]} /> {say.heading(target.title)}
        </h2>
        <p>{working ? exportMessages.statusWorking : say.verdict(proof.verdict, files)}</p>
        {tellsEnforced(proof) && <p className={styles.quiet}>{say.enforced(proof)}</p>}
      </header>
      {proof.verdict !== 'none' && (
        <dl className={styles.facts}>
          <dt>{say.compared}</dt>
          <dd>{proof.points === 0 ? say.nothingCompared(files) : say.comparison(proof, files)}</dd>
          <dt>{say.before}</dt>
          <dd>{say.beforeState[proof.before]}</dd>
        </dl>
      )}
      <Problems title={say.problems(files)} shape="unread" problems={proof.problems.filter(isError)} onLine={onLine} />
      <Problems
        title={say.notes}
        shape="problem"
        problems={proof.problems.filter((problem) => !isError(problem))}
        onLine={onLine}
      />
      {proof.verdict !== 'none' && proof.verdict !== 'unread' && (
        <Section title={say.differences}>
          {proof.witnesses.length === 0 ? (
            <p className={styles.quiet}>{say.noDifferences}</p>
          ) : (
            <ul className={styles.list}>
              {proof.witnesses.map((witness) => (
                <WitnessEntry
                  key={`${witness.kind} ${witness.point} ${formatPacket(witness.packet)}`}
                  {...{ witness, titleOf, onLine, onRule, onAsk, onCopy }}
                />
              ))}
            </ul>
          )}
        </Section>
      )}
      {proof.gaps.length > 0 && (
        <Section title={say.gaps} note={say.gapsNote}>
          <ul className={styles.list}>
            {groupGaps(proof.gaps).map(([first, rules]) => (
              <li key={`${first.capability} ${first.reason}`} className={styles.entry}>
                <p>
                  <Mark shape="gaps" size={10} /> {first.reason}{' '}
                  <SourceLink source={first.source} about={titleOf(first.rule)} />
                </p>
                <p className={styles.rules}>
                  {rules.map((id) => (
                    <button key={id} type="button" className={styles.link} onClick={() => onRule(id)}>
                      {say.gapRule(titleOf(id), id)}
                    </button>
                  ))}
                </p>
              </li>
            ))}
          </ul>
        </Section>
      )}
      {proof.assumptions.length > 0 && (
        <Section title={say.assumptions}>
          <ul className={styles.bullets}>
            {proof.assumptions.map((assumption) => (
              <li key={assumption}>{assumption}</li>
            ))}
          </ul>
        </Section>
      )}
      {proof.always.length > 0 && (
        <Section title={say.always} note={say.alwaysNote}>
          <ul className={styles.bullets}>
            {proof.always.map((open) => (
              <li key={open.id}>
                {open.title} <SourceLink source={open.source} about={open.title} />
              </li>
            ))}
          </ul>
        </Section>
      )}
    </article>
  )
}

function isError({ severity }: Problem): boolean {
  return severity === 'error'
}

function Problems({
  title,
  shape,
  problems,
  onLine,
}: {
  title: string
  shape: Shape
  problems: readonly Problem[]
  onLine: ProofPanelProps['onLine']
}) {
  if (problems.length === 0) return null
  return (
    <Section title={title}>
      <ul className={styles.list}>
        {problems.map((problem) => {
          const place = placeOf(problem.at, problem.line)
          return (
            <li key={`${problem.at} ${problem.message}`} className={styles.entry}>
              <p>
                <Mark shape={shape} size={10} /> {problem.message}
              </p>
              {problem.suggestion !== undefined && <p className={styles.quiet}>{problem.suggestion}</p>}
              {place.line === undefined ? (
                <p className={styles.quiet}>
                  {problem.at.startsWith('targets/') ? (
                    <button type="button" className={styles.link} onClick={() => goToPath(problem.at)}>
                      {say.set}
                    </button>
                  ) : (
                    problem.at
                  )}
                </p>
              ) : (
                <Lines statements={[{ file: place.file, line: place.line }]} onLine={onLine} />
              )}
            </li>
          )
        })}
      </ul>
    </Section>
  )
}

/** Gaps of one reason together, each with the rules it concerns. */
function groupGaps(gaps: readonly Gap[]): (readonly [Gap, string[]])[] {
  const groups = new Map<string, readonly [Gap, string[]]>()
  for (const gap of gaps) {
    const key = `${gap.capability} ${gap.reason}`
    const group = groups.get(key) ?? ([gap, []] as const)
    group[1].push(gap.rule)
    groups.set(key, group)
  }
  return [...groups.values()]
}

function Section({ title, note, children }: { title: string; note?: string; children: React.ReactNode }) {
  return (
    <section className={styles.section}>
      <h3 className={styles.title}>{title}</h3>
      {note !== undefined && <p className={styles.quiet}>{note}</p>}
      {children}
    </section>
  )
}

interface WitnessEntryProps extends Omit<ProofPanelProps, 'target' | 'working'> {
  readonly witness: Witness
}

function WitnessEntry({ witness, titleOf, onLine, onRule, onAsk, onCopy }: WitnessEntryProps) {
  const packet = formatPacket(witness.packet)
  return (
    <li className={styles.entry}>
      <p className={styles.sentence}>
        <Mark shape={witness.kind === 'extra' ? 'wider' : 'narrower'} size={10} /> {witness.sentence}
      </p>
      <dl className={styles.facts}>
        <dt>{say.packet}</dt>
        <dd className={styles.mono}>{packet}</dd>
        <dt>{say.intended}</dt>
        <dd>
          <VerdictWord verdict={witness.intended} />
          {witness.rules.map((id) => (
            <button key={id} type="button" className={styles.link} onClick={() => onRule(id)}>
              {titleOf(id)}
            </button>
          ))}
        </dd>
        <dt>{say.actual}</dt>
        <dd>
          <VerdictWord verdict={witness.actual} />
          {witness.statements.length === 0 ? (
            <span className={styles.quiet}>{say.byItself}</span>
          ) : (
            <Lines statements={witness.statements} onLine={onLine} />
          )}
        </dd>
      </dl>
      <p className={styles.actions}>
        <Button small aria-label={say.askLabel(packet)} onClick={() => onAsk(packet)}>
          {say.ask}
        </Button>
        <CopyButton small variant="quiet" copy={() => onCopy(packet)}>
          {say.copyQuestion}
        </CopyButton>
      </p>
    </li>
  )
}

function VerdictWord({ verdict }: { verdict: 'allow' | 'deny' }) {
  return (
    <span className={styles.verdict}>
      <Mark shape={verdict} size={11} /> {verdict === 'allow' ? say.allow : say.deny}
    </span>
  )
}

function Lines({
  statements,
  onLine,
}: {
  statements: readonly Statement[]
  onLine: (file: string, line: number) => void
}) {
  return statements.map(({ file, line }) => (
    <button key={`${file}:${line}`} type="button" className={styles.place} onClick={() => onLine(file, line)}>
      {exportMessages.lineOf(file, line)}
    </button>
  ))
}
