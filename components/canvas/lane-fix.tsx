'use client'

import { edit, useDesign } from '@/components/state/design-store'
import { setSubnetCidrs } from '@/lib/design/edits/subnets'
import type { Problem } from '@/lib/design/problem'
import { freePrefix } from '@/lib/design/room'
import { parsePrefix } from '@/lib/net/prefix'
import type { Lane } from './lane-model'
import styles from './networks.module.css'

/** The one-click cure for a prefix that meets another: the next free one of its length. */
export function LaneFix({ lane, problem }: { lane: Lane; problem: Problem }) {
  const design = useDesign()
  const index = Number(/\/cidrs\/(\d+)$/.exec(problem.at)?.[1])
  const cidr = lane.prefixes[index]
  const prefix = cidr === undefined ? undefined : parsePrefix(cidr)
  const free = prefix === undefined ? undefined : freePrefix(design, prefix)
  if (free === undefined) return null
  return (
    <button
      type="button"
      className={styles.fix}
      onClick={() =>
        edit(`Use ${free} for ${lane.title}`, (now) =>
          setSubnetCidrs(
            now,
            new Map([[lane.title, lane.prefixes.map((one, at) => (at === index ? free : one))]]),
            true,
          ),
        )
      }
    >
      Next free: {free}. Use it
    </button>
  )
}
