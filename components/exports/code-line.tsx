import { memo } from 'react'
import { classNames } from '@/components/ui/class-names'
import type { Token } from './code/token'
import tokenStyles from './code/token.module.css'
import styles from './code-editor.module.css'
import type { LineFault } from './file-state'
import { exportMessages as say } from './messages'

export interface CodeLineProps {
  readonly number: number
  readonly tokens: readonly Token[]
  readonly fault: LineFault | undefined
  /** What the design renders here, where the text differs; empty for an added line. */
  readonly was: string | undefined
  readonly rule: string | undefined
  readonly title: string
  /** First of the lines that stand for the same rule. */
  readonly first: boolean
  readonly lit: boolean
  readonly onRule: (id: string) => void
}

const faultMarks: Readonly<Record<LineFault['kind'], string>> = { extra: '▲', missing: '▼', unread: '?' }

/** One line: its number, its coloured text, and the rule it stands for. */
export const CodeLine = memo(function CodeLine(props: CodeLineProps) {
  const { number, tokens, fault, was, rule, title, first, lit, onRule } = props
  return (
    <div
      data-line={number}
      data-lit={lit}
      data-fault={fault?.kind}
      className={classNames(
        styles.line,
        lit && styles.lit,
        was !== undefined && styles.changed,
        fault !== undefined && styles.fault,
      )}
    >
      <span
        className={styles.number}
        title={was === undefined ? undefined : was === '' ? say.added : say.changedWas(was)}
      >
        {fault !== undefined && <span className={styles.faultMark}>{faultMarks[fault.kind]}</span>}
        {number}
      </span>
      <code className={styles.code}>
        {withOffsets(tokens).map(([at, token]) => (
          <span key={at} className={tokenStyles[token.kind]}>
            {token.text}
          </span>
        ))}
        {'\n'}
      </code>
      {rule === undefined ? (
        <span className={styles.rule} />
      ) : (
        <button
          type="button"
          tabIndex={-1}
          className={classNames(styles.rule, first && styles.ruleFirst)}
          title={say.ruleOfLine(title, rule)}
          onClick={() => onRule(rule)}
        >
          {first && title}
        </button>
      )}
    </div>
  )
}, isSame)

/** Tokens are made anew at each key, so they are compared by what they say. */
function isSame(before: CodeLineProps, after: CodeLineProps): boolean {
  const { tokens, ...rest } = after
  return (
    Object.entries(rest).every(([name, value]) => name === 'onRule' || before[name as keyof CodeLineProps] === value) &&
    tokens.length === before.tokens.length &&
    tokens.every(({ kind, text }, index) => before.tokens[index]?.kind === kind && before.tokens[index]?.text === text)
  )
}

function withOffsets(tokens: readonly Token[]): (readonly [number, Token])[] {
  let at = 0
  return tokens.map((token) => {
    const start = at
    at += token.text.length
    return [start, token] as const
  })
}
