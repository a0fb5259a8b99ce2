'use client'

import { Mark } from '@/components/ui/mark'
import { LaneFix } from './lane-fix'
import type { Lane } from './lane-model'
import styles from './networks.module.css'
import { gridCell, row } from './tree-roles'

/** What is wrong with a network, where it stands, with the cure. */
export function LaneProblems({ lane }: { lane: Lane }) {
  return (
    <tr {...row} className={styles.problems}>
      <td {...gridCell}>
        <ul className={styles.problemList}>
          {lane.problems.map((problem) => (
            <li key={`${problem.at} ${problem.message}`} className={styles.problem}>
              <Mark shape="problem" />
              <span>
                {problem.message} {problem.suggestion}
              </span>
              <LaneFix lane={lane} problem={problem} />
            </li>
          ))}
        </ul>
      </td>
    </tr>
  )
}
