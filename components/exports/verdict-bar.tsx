import { Button } from '@/components/ui/button'
import { Mark } from '@/components/ui/mark'
import type { OutputFile } from '@/lib/targets/target'
import type { TargetAnalysis } from '@/lib/verify/analysis'
import { nameOf, placeOf } from './file-state'
import { exportMessages as say } from './messages'
import { VerdictButton } from './verdict-badge'
import styles from './verdict-bar.module.css'

export interface VerdictBarProps {
  readonly target: TargetAnalysis
  readonly file: OutputFile
  readonly edited: boolean
  /** The rendered text came back over an edit that can still be brought back. */
  readonly restored: boolean
  readonly working: boolean
  readonly onLine: (line: number) => void
  readonly onProof: () => void
  readonly onRestore: () => void
  readonly onBringBack: () => void
}

/** One sentence about the text below: what it admits that it should not, and the way back. */
export function VerdictBar(props: VerdictBarProps) {
  const { target, file, edited, restored, working } = props
  const { verdict, witnesses, problems } = target.proof
  const { sentence, line, cure } = describeVerdict(target, file, edited)
  const isProved = file.use === 'apply'
  const bad =
    isProved &&
    !working &&
    (verdict === 'wider' || verdict === 'narrower' || verdict === 'different' || verdict === 'unread')
  const more = verdict === 'unread' ? problems.length - 1 : witnesses.length - 1
  return (
    <div className={styles.bar} data-bad={bad} data-proved={isProved}>
      <div className={styles.first}>
        {isProved ? (
          <VerdictButton target={target} working={working} onOpen={props.onProof} />
        ) : (
          <span className={styles.kind}>
            <Mark shape="unfiltered" /> {say.kind[file.use]}
          </span>
        )}
        <p className={styles.sentence} role="status">
          {working && isProved ? say.statusWorking : sentence}
        </p>
      </div>
      <div className={styles.second}>
        {isProved && !edited && !restored && !bad && <p className={styles.quiet}>{say.editorHintShort}</p>}
        {!working && cure !== undefined && <p className={styles.quiet}>{cure}</p>}
        {!working && line !== undefined && (
          <Button small onClick={() => props.onLine(line)}>
            {say.line(line)}
          </Button>
        )}
        {edited && (
          <Button small onClick={props.onRestore} keys="Esc">
            {say.restore}
          </Button>
        )}
        {restored && !edited && (
          <Button small onClick={props.onBringBack}>
            {say.bringBack}
          </Button>
        )}
        {bad && more > 0 && (
          <button type="button" className={styles.more} onClick={props.onProof}>
            {say.moreDifferences(more)}
          </button>
        )}
      </div>
    </div>
  )
}

interface Described {
  readonly sentence: string
  /** The line of this file that decides, if it is one of this file. */
  readonly line?: number | undefined
  readonly cure?: string | undefined
}

function describeVerdict(target: TargetAnalysis, file: OutputFile, edited: boolean): Described {
  const { proof } = target
  if (file.use === 'read') return { sentence: say.statusGuide }
  if (file.use === 'optional') {
    return { sentence: say.statusOptional(target.files.filter(({ use }) => use === 'apply').map(nameOf)) }
  }
  if (proof.verdict === 'none') return { sentence: say.statusNone }
  if (proof.verdict === 'unread') {
    const problem = proof.problems.find((one) => placeOf(one.at).file === file.path) ?? proof.problems[0]
    const place = problem === undefined ? undefined : placeOf(problem.at, problem.line)
    const here = place?.file === file.path ? place.line : undefined
    return { sentence: say.statusUnread(here, problem?.message ?? ''), line: here, cure: problem?.suggestion }
  }
  if (proof.verdict === 'equal') {
    return { sentence: edited ? say.statusEditedEqual : say.statusEqual(proof) }
  }
  const here = proof.witnesses.find((one) => one.statements.some((statement) => statement.file === file.path))
  const witness = here ?? proof.witnesses[0]
  const line = witness?.statements.find((statement) => statement.file === file.path)?.line
  return { sentence: witness === undefined ? '' : `${witness.sentence}.`, line }
}
