import { ChevronDown, ChevronRight } from 'lucide-react'
import { Fragment, type ReactNode } from 'react'
import type { ReachZone } from '@/lib/verify/reach'
import { reachMessages as say } from './messages'
import styles from './reach-heading.module.css'
import type { ZoneLine } from './zone-tree'

const machineKinds: readonly ReachZone['kind'][] = ['controlplane', 'worker', 'subnet', 'pool']

/** Where it must be broken, between its parts: half a length or half a number says something else. */
function breakable(prefix: string): ReactNode {
  return prefix.split(/(?=\/)|(?<=:)/).map((part, at) => (
    <Fragment key={part + at.toString()}>
      {at > 0 && <wbr />}
      {part}
    </Fragment>
  ))
}

/** A zone's name, how many machines it stands for, and its first prefix. */
export function ZoneHeading({ line, parentTitle }: { line: ZoneLine; parentTitle: string | undefined }) {
  const { zone } = line
  const word = Object.hasOwn(say.kinds, zone.kind) ? say.kinds[zone.kind as keyof typeof say.kinds] : undefined
  const [first] = zone.prefixes
  const more = zone.prefixes.length - 1 + (zone.unlisted ?? 0)
  const counted = zone.members > 1 && machineKinds.includes(zone.kind)
  return (
    <span className={styles.heading}>
      {parentTitle !== undefined && <span className={styles.parent}>{parentTitle} ›</span>}
      <span className={styles.title}>
        {line.expandable && (
          <span className={styles.fold} aria-hidden="true">
            {line.expanded ? <ChevronDown size={14} /> : <ChevronRight size={14} />}
          </span>
        )}
        <span className={styles.name}>{zone.title}</span>
        {word !== undefined && <span className={styles.kind}>{word}</span>}
        {counted && (
          <span className={styles.members} title={say.machines(zone.members)}>
            {zone.members.toLocaleString('en-GB')}
            <span className="visually-hidden"> {say.machinesWord(zone.members)}</span>
          </span>
        )}
      </span>
      {first !== undefined && (
        <span className={styles.prefixes} title={zone.prefixes.join('\n')}>
          <span className={styles.first}>{breakable(first)}</span>
          {more > 0 && (
            <span className={styles.more}>
              +{more.toLocaleString('en-GB')}
              <span className="visually-hidden"> {say.moreWord}</span>
            </span>
          )}
        </span>
      )}
    </span>
  )
}
