import type { KeyboardEvent, RefCallback } from 'react'
import { classNames } from '@/components/ui/class-names'
import { Mark, type Shape } from '@/components/ui/mark'
import { SourceLink } from '@/components/ui/source-link'
import type { Enforcer, EnforcerState, RuleGroup, RuleLine } from './rule-lines'
import styles from './rule-list.module.css'
import { ruleMessages as say } from './rule-messages'

/** Prefixes named in a row; the rest are counted. */
const prefixesShown = 2

export interface RuleRowProps {
  readonly line: RuleLine
  readonly rowIndex: number
  readonly index: number
  readonly selected: boolean
  /** The row that the tab key reaches. */
  readonly stop: boolean
  readonly showTo: boolean
  readonly onSelect: (id: string) => void
  readonly onPoint: (element: Element, line: RuleLine) => void
  readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => void
  readonly measure: RefCallback<Element> | undefined
}

export function RuleRow(props: RuleRowProps) {
  const { line, rowIndex, index, selected, stop, showTo, onSelect, onPoint, onKeyDown, measure } = props
  const tab = stop ? 0 : -1
  return (
    <tr
      ref={measure}
      data-index={index}
      aria-rowindex={rowIndex}
      data-points
      className={classNames(styles.row, selected && styles.selected)}
      onFocus={(event) => onPoint(event.currentTarget, line)}
    >
      <td className={styles.service}>
        <Mark shape="all" size={10} /> <span className={styles.verdict}>{say.allow}</span>{' '}
        <span className={styles.ports}>{line.service}</span>
      </td>
      <Ends line={line} showTo={showTo} />
      <td className={styles.listener}>
        <button
          type="button"
          className={styles.name}
          data-rule={line.id}
          data-points-here
          aria-pressed={selected}
          tabIndex={tab}
          onClick={() => onSelect(line.id)}
          onKeyDown={onKeyDown}
        >
          {line.title}
        </button>
        <span className={styles.quiet}>{line.purpose}</span>
      </td>
      <td className={styles.because}>
        {line.because} <SourceLink source={line.source} about={line.title} tabIndex={tab} />
      </td>
      <td className={styles.enforced}>
        {line.enforcers.length === 0 ? (
          <span className={styles.quiet}>{say.nowhere}</span>
        ) : (
          line.enforcers.map((enforcer) => <EnforcerMark key={enforcer.target} enforcer={enforcer} />)
        )}
      </td>
    </tr>
  )
}

/** Who calls whom; where the group names the machines, the far side alone. */
function Ends({ line: { direction, from, to, prefixes }, showTo }: Pick<RuleRowProps, 'line' | 'showTo'>) {
  const egress = direction === 'egress'
  return (
    <>
      <td className={styles.from}>
        <span>{!egress || showTo ? from : say.toward(to)}</span>
        {(!egress || !showTo) && <Prefixes prefixes={prefixes} />}
      </td>
      {showTo && (
        <td className={styles.to}>
          <span>{to}</span>
          {egress && <Prefixes prefixes={prefixes} />}
        </td>
      )}
    </>
  )
}

function Prefixes({ prefixes }: { prefixes: readonly string[] }) {
  if (prefixes.length === 0) return null
  const rest = prefixes.length - prefixesShown
  const shown = rest === 1 ? prefixes : prefixes.slice(0, prefixesShown)
  return (
    <span className={styles.prefixes} title={prefixes.join('\n')}>
      {shown.map((prefix) => (
        <span key={prefix}>{prefix}</span>
      ))}
      {prefixes.length > shown.length && <span>{say.morePrefixes(rest)}</span>}
    </span>
  )
}

const shapes: Readonly<Record<EnforcerState, Shape>> = {
  lines: 'equal',
  gap: 'gaps',
  missing: 'narrower',
  wider: 'wider',
  different: 'different',
  elsewhere: 'unfiltered',
  unread: 'unread',
}

function EnforcerMark({ enforcer }: { enforcer: Enforcer }) {
  return (
    <span className={styles.enforcer} title={`${enforcer.title} ${say.enforcers[enforcer.state]}`}>
      <Mark shape={shapes[enforcer.state]} size={10} />
      {/* As its folder among the files is called: a dozen products must fit beside a rule. */}
      <span className={styles.target} aria-hidden="true">
        {enforcer.target}
      </span>
      <span className="visually-hidden">
        {enforcer.title} {say.enforcers[enforcer.state]}
      </span>
    </span>
  )
}

export function GroupRow({
  group,
  rowIndex,
  index,
  columns,
  measure,
}: {
  group: RuleGroup
  rowIndex: number
  index: number
  columns: number
  measure: RefCallback<Element> | undefined
}) {
  return (
    <tr ref={measure} data-index={index} aria-rowindex={rowIndex} className={styles.group}>
      <th scope="colgroup" colSpan={columns} className={styles.groupTitle}>
        {say.group(group.title, group.direction)}
        <span className={styles.quiet}> {say.groupCount(group.lines.length)}</span>
      </th>
    </tr>
  )
}

/** What happens to everything that no rule of the group names: always its last row. */
export function DefaultRow({
  group,
  defaultAction,
  rowIndex,
  index,
  showTo,
  measure,
}: {
  group: RuleGroup
  defaultAction: 'block' | 'accept'
  rowIndex: number
  index: number
  showTo: boolean
  measure: RefCallback<Element> | undefined
}) {
  const egress = group.direction === 'egress'
  const denies = egress || defaultAction === 'block'
  return (
    <tr ref={measure} data-index={index} aria-rowindex={rowIndex} className={classNames(styles.row, styles.rest)}>
      <td className={styles.service}>
        <Mark shape={denies ? 'none' : 'all'} size={10} />{' '}
        <span className={styles.verdict}>{denies ? say.deny : say.allow}</span>
      </td>
      <td className={styles.from}>
        {!egress ? say.anywhere : showTo ? group.title.toLowerCase() : say.toward(say.anywhere)}
      </td>
      {showTo && <td className={styles.to}>{egress ? say.anywhere : group.title.toLowerCase()}</td>}
      <td className={styles.listener}>{say.everythingElse}</td>
      <td className={styles.because} colSpan={2}>
        {egress ? say.openEgress : denies ? say.defaultDeny : say.defaultAllow}
      </td>
    </tr>
  )
}
