import { copyText } from '@/components/state/clipboard'
import type { FaultWords, PlanWords } from '@/components/state/comparison-task'
import { CopyButton } from '@/components/ui/copy-button'
import type { Step } from '@/lib/plan/steps'
import styles from './change.module.css'
import { changeMessages as say } from './messages'

/** How to get from the one to the other on a cluster that runs. */
export function PlanSteps({ plan }: { readonly plan: PlanWords }) {
  return (
    <section className={styles.part} aria-labelledby="plan-title">
      <h2 id="plan-title">{say.plan}</h2>
      {plan.ok ? <Steps plan={plan} /> : <Refused plan={plan} />}
    </section>
  )
}

function Steps({ plan }: { readonly plan: Extract<PlanWords, { readonly ok: true }> }) {
  return (
    <>
      <div className={styles.summary}>
        <p>{plan.summary}</p>
        <CopyButton small copy={() => copyText(plan.markdown)}>
          {say.copyPlan}
        </CopyButton>
      </div>
      {plan.steps.length > 0 && (
        <p className={styles.quiet}>
          {say.planAbout} <code>{say.written}</code>
        </p>
      )}
      <ol className={styles.steps}>
        {plan.steps.map((step) => (
          <StepEntry key={`${step.phase} ${step.title}`} step={step} />
        ))}
      </ol>
      <Faults title={say.shorter} faults={plan.shorter} />
      <Faults title={say.unmet} faults={plan.unmet} />
    </>
  )
}

function StepEntry({ step }: { readonly step: Step }) {
  const { phase, title, machines, notes, commands, back } = step
  return (
    <li data-phase={phase}>
      <h3>{title}</h3>
      {machines.length > 1 && <p>{say.machines(machines)}</p>}
      {notes.map((note) => (
        <p key={note} className={styles.quiet}>
          {note}
        </p>
      ))}
      <Commands title={say.commands} lines={commands} />
      <Commands title={say.wayBack} lines={back} />
    </li>
  )
}

function Commands({ title, lines }: { readonly title: string; readonly lines: readonly string[] }) {
  if (lines.length === 0) return null
  return (
    <details>
      <summary>{title}</summary>
      <pre className={styles.commands}>{lines.join('\n')}</pre>
    </details>
  )
}

function Faults({ title, faults }: { readonly title: string; readonly faults: readonly FaultWords[] }) {
  if (faults.length === 0) return null
  return (
    <details>
      <summary>{title}</summary>
      <ul>
        {faults.map(({ sentence, packet }) => (
          <li key={`${sentence} ${packet}`}>
            {sentence} <code>{packet}</code>
          </li>
        ))}
      </ul>
    </details>
  )
}

function Refused({ plan }: { readonly plan: Extract<PlanWords, { readonly ok: false }> }) {
  return (
    <>
      <p>{say.planRefused}</p>
      <ul>
        {plan.problems.map(({ at, message, suggestion }) => (
          <li key={`${at} ${message}`}>
            {message} {suggestion}
          </li>
        ))}
      </ul>
    </>
  )
}
