'use client'

import type { Lane } from './lane-model'
import styles from './networks.module.css'
import { ProblemNote } from './problem-note'
import { gridCell, row } from './tree-roles'

/** What is wrong with a network, where it stands. */
export function LaneProblems({ lane }: { lane: Lane }) {
  return (
    <tr {...row} className={styles.problems}>
      <td {...gridCell}>
        <ul className={styles.problemList}>
          {lane.problems.map((problem) => (
            <li key={`${problem.at} ${problem.message}`}>
              <ProblemNote problem={problem} />
            </li>
          ))}
        </ul>
      </td>
    </tr>
  )
}
