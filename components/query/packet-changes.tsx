import { Mark } from '@/components/ui/mark'
import type { PacketClass } from '@/lib/diff/packet-class'
import type { PacketDiff } from '@/lib/diff/packet-diff'
import { decidedAt, serviceOfClass } from '@/lib/diff/packet-words'
import { packetMessages as say } from './answer-messages'
import styles from './packet-changes.module.css'

/** What gets through and did not, and the other way round; the internet has its double border. */
export function PacketChanges({
  packets,
  titles,
  most = 8,
}: {
  packets: PacketDiff
  titles: { readonly gained: string; readonly lost: string }
  most?: number
}) {
  const { gained, lost } = packets
  if (gained.length + lost.length === 0) return <p className={styles.none}>{say.noPacket}</p>
  return (
    <>
      <Changes title={titles.gained} isGain changes={gained} most={most} />
      <Changes title={titles.lost} isGain={false} changes={lost} most={most} />
    </>
  )
}

interface ChangesProps {
  readonly title: string
  readonly isGain: boolean
  readonly changes: readonly PacketClass[]
  readonly most: number
}

function Changes({ title, isGain, changes, most }: ChangesProps) {
  if (changes.length === 0) return null
  const rest = changes.length - most
  return (
    <section className={styles.section}>
      <h3 className={styles.title}>{title}</h3>
      <ul className={styles.list}>
        {changes.slice(0, most).map((change) => (
          <li key={keyOf(change)} className={styles.change}>
            <span className={styles.sign}>
              <Mark shape={isGain ? 'all' : 'none'} size={10} label={isGain ? say.plus : say.minus} />
            </span>
            <span>
              <span className={change.internet ? styles.internet : undefined}>{say.names(change.from)}</span> →{' '}
              {say.names(change.to)}{' '}
              <span className={styles.services}>
                {serviceOfClass(change)} · {decidedAt(change)}
              </span>
            </span>
          </li>
        ))}
      </ul>
      {rest > 0 && <p className={styles.none}>{say.more(rest)}</p>}
    </section>
  )
}

function keyOf(change: PacketClass): string {
  return `${change.sources} ${change.destinations} ${serviceOfClass(change)}`
}
