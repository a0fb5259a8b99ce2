'use client'

import { edit, useDesign } from '@/components/state/design-store'
import { Mark } from '@/components/ui/mark'
import type { Problem } from '@/lib/design/problem'
import { fixOf } from './fix-of'
import styles from './problem-note.module.css'

/** What is wrong, what to do, and a button that does it where one press is enough. */
export function ProblemNote({ problem }: { problem: Problem }) {
  const design = useDesign()
  const fix = fixOf(problem, design)
  return (
    <div className={styles.note}>
      <Mark shape="problem" />
      <div>
        <p>{tellProblem(problem)}</p>
        {fix !== undefined && (
          <button type="button" className={styles.fix} onClick={() => edit(fix.undoLabel, fix.apply)}>
            {fix.label}
          </button>
        )}
      </div>
    </div>
  )
}

/** A sentence of its own: `10.9.0.12 is outside subnet control (10.0.0.0/24): 10.0.0.12 is free there.` */
function tellProblem({ message, suggestion }: Problem): string {
  const told = suggestion === undefined ? message : `${message.replace(/\.$/, '')}: ${suggestion}`
  return `${told.charAt(0).toUpperCase()}${told.slice(1)}${told.endsWith('.') ? '' : '.'}`
}
