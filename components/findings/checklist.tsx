import { edit, useDesign } from '@/components/state/design-store'
import { useEngine } from '@/components/state/engine'
import type { SentAnalysis } from '@/components/state/sent-analysis'
import { Checkbox } from '@/components/ui/checkbox'
import { Mark, type Shape } from '@/components/ui/mark'
import { SourceLink } from '@/components/ui/source-link'
import { tickStep } from '@/lib/design/edits/records'
import { type ChecklistStep, checklistOf, type StepState } from '@/lib/lint/checklist'
import styles from './checklist.module.css'
import list from './findings-list.module.css'
import { findingMessages as say } from './messages'

const shapes: Readonly<Record<Exclude<StepState, 'ticked' | 'open'>, Shape>> = {
  proved: 'equal',
  refuted: 'problem',
  unproved: 'unread',
}

/** Steps before production, of the targets that ask for some: answered by the proof, or ticked here. */
export function Checklist({ targets }: { readonly targets: SentAnalysis['targets'] }) {
  const design = useDesign()
  const advice = useEngine((state) => state.advice)
  const steps = checklistOf(design, targets, advice)
  if (steps.length === 0) return null
  const done = steps.filter(({ state }) => state === 'proved' || state === 'ticked').length
  const groups = [...new Set(steps.map(({ item }) => item.group))]
  return (
    <section className={list.group} aria-label={say.checklist}>
      <h2 className={list.title}>
        {say.checklist} <span className={list.count}>{say.checklistNote(done, steps.length)}</span>
      </h2>
      {groups.map((group) => (
        <section key={group} aria-label={group}>
          <h3 className={styles.group}>{group}</h3>
          <ul>
            {steps
              .filter(({ item }) => item.group === group)
              .map((step) => (
                <li key={step.item.id} className={styles.step}>
                  <Step step={step} />
                  <span className={list.facts}>
                    <SourceLink source={step.item.source} about={step.item.title} />
                  </span>
                </li>
              ))}
          </ul>
        </section>
      ))}
    </section>
  )
}

function Step({ step: { item, state, against } }: { readonly step: ChecklistStep }) {
  if (state === 'ticked' || state === 'open') {
    return (
      <Checkbox
        field={`checklist/${item.id}`}
        checked={state === 'ticked'}
        onChange={(done) => edit(say.ticked(item.title, done), (now) => tickStep(now, item.id, done))}
      >
        {item.title}
      </Checkbox>
    )
  }
  return (
    <p className={styles.answered}>
      <Mark shape={shapes[state]} />
      <span>
        {item.title} <span className={list.suggestion}>{[say.checklistStates[state], ...against].join(' · ')}</span>
      </span>
    </p>
  )
}
