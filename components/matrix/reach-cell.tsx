import { memo } from 'react'
import { classNames } from '@/components/ui/class-names'
import { Mark, type Shape } from '@/components/ui/mark'
import { joinIcmp } from '@/lib/verify/join-icmp'
import type { ReachCell as Cell, ReachService, ReachUnruled } from '@/lib/verify/reach'
import { reachMessages as say } from './messages'
import type { CellChange } from './reach-changes'
import { leftOut } from './reach-filter'
import styles from './reach-grid.module.css'
import { orderServices, wordService } from './service-words'

/** Lines of a cell; with more services than fit, the last line counts the rest. */
const linesOfCell = 4

export function countLines(cell: Cell | undefined): number {
  const lists = [cell?.services ?? [], cell?.lost ?? [], cell?.unruled ?? []]
  const lines = lists.reduce((sum, list) => sum + joinIcmp<ReachService | ReachUnruled>(list).length, 0)
  return Math.max(1, Math.min(lines, linesOfCell))
}

/** What one zone reaches in another: a mark, a name and a port a line. */
export const CellContent = memo(function CellContent({
  cell,
  change,
  lit,
  twice,
}: {
  cell: Cell | undefined
  change: CellChange | undefined
  /** Rules whose services are pointed out. */
  lit: ReadonlySet<string>
  /** Wide enough for two services side by side. */
  twice: boolean
}) {
  const isLit = ({ rules }: ReachService) => lit.size > 0 && rules.some((rule) => lit.has(rule))
  const services = joinIcmp(orderServices(cell?.services ?? [], isLit))
  const lost = joinIcmp(cell?.lost ?? [])
  const unruled = joinIcmp(cell?.unruled ?? [])
  const all = services.length + lost.length + unruled.length
  const most = twice ? 2 * linesOfCell : linesOfCell
  // What nobody asked for comes first: it is never among those that are only counted.
  const room = (all > most ? most - 1 : most) - unruled.length
  const shownLost = lost.slice(0, Math.max(0, room - Math.min(services.length, room - Math.min(lost.length, 1))))
  const shown = services.slice(0, room - shownLost.length)
  const rest = all - unruled.length - shown.length - shownLost.length
  const exposed = cell?.internet === true && services.length + unruled.length > 0
  const surprising = services.some((service) => service.surprise)
  return (
    <div className={classNames(styles.box, exposed && styles.internet, surprising && styles.surprising)}>
      {change !== undefined && <ChangeNote change={change} />}
      {cell === leftOut ? (
        <span className="visually-hidden">{say.leftOut}</span>
      ) : all === 0 ? (
        <span className={styles.none}>
          <Mark shape="none" size={10} /> {say.none}
        </span>
      ) : (
        <ul className={classNames(styles.services, all > linesOfCell && twice && styles.twice)}>
          {unruled.map((one) => (
            <Line key={`unruled ${one.service}`} one={one} shape="unfiltered" word={say.unruled} />
          ))}
          {shown.map((service) => (
            <ServiceLine key={service.service} service={service} isLit={isLit(service)} />
          ))}
          {shownLost.map((service) => (
            <Line
              key={`lost ${service.service}`}
              one={service}
              shape="narrower"
              word={say.lost}
              look={styles.surprise}
              isStruck
            />
          ))}
          {rest > 0 && <li className={styles.more}>{say.more(rest)}</li>}
        </ul>
      )}
      {exposed && <span className="visually-hidden">, {say.internet}</span>}
    </div>
  )
})

interface LineProps {
  readonly one: Pick<ReachService, 'service' | 'title'>
  readonly shape: Shape
  /** Said, not shown. */
  readonly spoken?: string
  readonly word?: string | undefined
  readonly look?: string | false | undefined
  readonly isStruck?: boolean
}

function Line({ one, shape, spoken, word, look, isStruck }: LineProps) {
  const { name, port } = wordService(one)
  const Words = isStruck === true ? 's' : 'span'
  return (
    <li className={classNames(styles.service, look)}>
      <span className={styles.mark}>
        <Mark shape={shape} size={10} />
      </span>
      <span>
        <Words>
          {name} {port !== '' && <span className={styles.port}>{port}</span>}
        </Words>
        {spoken !== undefined && <span className="visually-hidden">{spoken}</span>}
        {word !== undefined && <span className={styles.word}> {word}</span>}
      </span>
    </li>
  )
}

function ServiceLine({ service, isLit }: { service: ReachService; isLit: boolean }) {
  const { surprise, extent } = service
  return (
    <Line
      one={service}
      shape={surprise ? 'wider' : extent}
      spoken={`, ${extent === 'all' ? say.all : say.some}${isLit ? `, ${say.lit}` : ''}`}
      word={surprise ? say.surprise : undefined}
      look={surprise ? styles.surprise : isLit && styles.lit}
    />
  )
}

function ChangeNote({ change }: { change: CellChange }) {
  const gained = change.gained.length
  const lost = change.lost.length
  const word = gained === 0 ? say.cellLost : lost === 0 ? say.cellGained : say.cellBoth
  return (
    <span className={styles.change}>
      <span aria-hidden="true">
        {gained > 0 && `+${gained}`}
        {gained > 0 && lost > 0 && ' '}
        {lost > 0 && `−${lost}`}
      </span>
      <span className="visually-hidden">{word}: </span>
    </span>
  )
}
