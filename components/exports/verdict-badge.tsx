import { classNames } from '@/components/ui/class-names'
import { Mark } from '@/components/ui/mark'
import type { TargetAnalysis } from '@/lib/verify/analysis'
import { verdictShapes } from './file-state'
import { exportMessages as say } from './messages'
import styles from './verdict-badge.module.css'

export interface VerdictBadgeProps {
  readonly target: TargetAnalysis
  readonly working: boolean
}

/** A target's verdict: shape and word. */
export function VerdictBadge({ target, working }: VerdictBadgeProps) {
  const { verdict } = target.proof
  return (
    <span className={classNames(styles.badge, !working && styles[verdict])}>
      <Mark shape={working ? 'working' : verdictShapes[verdict]} />
      <span>{working ? say.working : say.verdict(verdict)}</span>
    </span>
  )
}

export interface VerdictButtonProps extends VerdictBadgeProps {
  readonly onOpen: () => void
}

/** The badge as the way to its proof. */
export function VerdictButton({ target, working, onOpen }: VerdictButtonProps) {
  const word = working ? say.working : say.verdict(target.proof.verdict)
  return (
    <button type="button" className={styles.button} aria-label={say.badgeLabel(target.title, word)} onClick={onOpen}>
      <VerdictBadge target={target} working={working} />
    </button>
  )
}
