'use client'

import { questionBetween } from '@/components/query/question-of'
import { useAnalysis } from '@/components/state/engine'
import { focusQuestion } from '@/components/state/focus'
import { askQuestion, typeQuestion } from '@/components/state/question'
import { select } from '@/components/state/selection'
import { Button } from '@/components/ui/button'
import { Mark } from '@/components/ui/mark'
import { SourceLink } from '@/components/ui/source-link'
import type { Rule } from '@/lib/policy/rule'
import { cellAt, type ReachService, type ReachUnruled, type ReachZone } from '@/lib/verify/reach'
import styles from './inspector.module.css'
import { Gone, Panel, Section } from './panel'
import { LinesSection } from './reach-sections'

/** One cell of the grid: what may pass, by which rules, and why. */
export function CellPanel({ from, to, onClose }: { from: string; to: string; onClose: () => void }) {
  const analysis = useAnalysis()
  if (analysis === undefined) return null
  const row = analysis.reach.rows.find((zone) => zone.id === from)
  const column = analysis.reach.columns.find((zone) => zone.id === to)
  if (row === undefined || column === undefined) return <Gone what="This cell" onClose={onClose} />
  const cell = cellAt(analysis.reach, row, column)
  const services = cell?.services ?? []
  const unruled = cell?.unruled ?? []
  const titles = new Map(analysis.targets.map(({ id, title }) => [id, title]))
  const rules = new Set(services.flatMap((service) => service.rules))
  return (
    <Panel title={`${row.title} → ${column.title}`} kind="Who reaches what" onClose={onClose}>
      {services.length === 0 && (
        <p>
          <Mark shape="deny" /> {unruled.length === 0 ? 'Nothing may pass: no' : 'No'} rule names {row.title} for{' '}
          {column.title}.
        </p>
      )}
      {unruled.length > 0 && (
        <Section title="Passes without a rule">
          <ul className={styles.reasons}>
            {unruled.map((one) => (
              <Unruled
                key={one.service}
                one={one}
                titles={titles}
                question={questionBetween(row, column, one.example)}
              />
            ))}
          </ul>
        </Section>
      )}
      {services.length > 0 && (
        <ul className={styles.reasons}>
          {services.map((service) => (
            <Reason
              key={service.service}
              service={service}
              rules={analysis.policy.rules.filter(({ id }) => service.rules.includes(id))}
              question={questionBetween(row, column, service.service)}
            />
          ))}
        </ul>
      )}
      {(cell?.lost ?? []).map((service) => (
        <p key={service.service}>
          <Mark shape="narrower" /> {service.title} {service.service} is in the design and lost in an edited file.
        </p>
      ))}
      <AskOther row={row} column={column} />
      <LinesSection rules={rules} />
    </Panel>
  )
}

/** What is not in the list is denied; the answer says by which line and what the nearest rule fails on. */
function AskOther({ row, column }: { row: ReachZone; column: ReachZone }) {
  return (
    <div className={styles.row}>
      <Button
        small
        onClick={() => {
          typeQuestion(questionBetween(row, column))
          focusQuestion()
        }}
      >
        Ask about another packet…
      </Button>
    </div>
  )
}

/** What no rule admits and no rule of this design can take back: the product itself lets it through. */
function Unruled({
  one: { service, title, extent, by },
  titles,
  question,
}: {
  one: ReachUnruled
  titles: ReadonlyMap<string, string>
  question: string
}) {
  return (
    <li className={styles.reason}>
      <p className={styles.reasonHead}>
        <Mark shape="unfiltered" />
        <strong>{title}</strong>
        {title !== service && <span className={styles.mono}>{service}</span>}
      </p>
      <div className={styles.reasonBody}>
        {extent === 'some' && <p className={styles.muted}>At some of the machines.</p>}
        {by.map(({ target, what, source }) => (
          <p key={`${target} ${what}`}>
            {titles.get(target) ?? target} lets it through by itself: {what} <SourceLink source={source} about={what} />
          </p>
        ))}
        <p className={styles.links}>
          <WalkLink title={title} question={question} />
        </p>
      </div>
    </li>
  )
}

function Reason({ service, rules, question }: { service: ReachService; rules: readonly Rule[]; question: string }) {
  return (
    <li className={styles.reason}>
      <p className={styles.reasonHead}>
        <Mark shape={service.surprise ? 'wider' : service.extent} />
        <strong>{service.title}</strong>
        {service.title !== service.service && <span className={styles.mono}>{service.service}</span>}
      </p>
      <div className={styles.reasonBody}>
        {service.extent === 'some' && <p className={styles.muted}>Some of its addresses may.</p>}
        {service.surprise && <p>Not in the design: only an edited file admits it.</p>}
        {[...new Set(rules.map(({ because }) => because))].map((because) => (
          <p key={because}>{because}</p>
        ))}
        <p className={styles.links}>
          {rules.map(({ id }) => (
            <button key={id} type="button" className={styles.link} onClick={() => select({ kind: 'rule', id })}>
              {id}
            </button>
          ))}
          <WalkLink title={service.title} question={question} />
        </p>
      </div>
    </li>
  )
}

function WalkLink({ title, question }: { title: string; question: string }) {
  return (
    <button type="button" className={styles.link} onClick={() => askQuestion(question, true)}>
      Walk a packet<span className="visually-hidden"> of {title}</span>
    </button>
  )
}
