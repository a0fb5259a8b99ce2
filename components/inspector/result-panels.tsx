'use client'

import { wordPlace } from '@/components/findings/place-words'
import { describeEnds, wordService } from '@/components/matrix/rule-lines'
import { useDesign } from '@/components/state/design-store'
import { useAnalysis } from '@/components/state/engine'
import { focusField } from '@/components/state/focus'
import { goToPath } from '@/components/state/go-to-path'
import { select } from '@/components/state/selection'
import { showTab } from '@/components/state/view'
import { Button } from '@/components/ui/button'
import { SourceLink } from '@/components/ui/source-link'
import type { Rule } from '@/lib/policy/rule'
import styles from './inspector.module.css'
import { Gone, Panel, Section } from './panel'
import { LinesSection, ReachSections } from './reach-sections'

/** A rule, why it is there and where it stands. */
export function RulePanel({ id, onClose }: { id: string; onClose: () => void }) {
  const analysis = useAnalysis()
  const rule = analysis?.policy.rules.find((one) => one.id === id)
  if (rule === undefined) return <Gone what="This rule" onClose={onClose} />
  return (
    <Panel title={rule.title} kind={`Rule ${rule.id}`} onClose={onClose}>
      <RuleFacts rule={rule} />
      <LinesSection rules={new Set([rule.id])} />
    </Panel>
  )
}

/** More prefixes than this are a list for machines. */
const mostPrefixes = 12

function wordPrefixes(prefixes: readonly string[], unlisted = 0): string {
  const rest = Math.max(0, prefixes.length - mostPrefixes) + unlisted
  return `${prefixes.slice(0, mostPrefixes).join(' ')}${rest > 0 ? ` and ${rest.toLocaleString('en-GB')} more` : ''}`
}

export function RuleFacts({ rule }: { rule: Rule }) {
  const design = useDesign()
  const analysis = useAnalysis()
  const { from, to, prefixes } = describeEnds(rule)
  const field = analysis && wordPlace({ kind: 'design', path: rule.field }, { design, analysis })
  return (
    <dl className={styles.facts}>
      <dt>Allows</dt>
      <dd>{wordService(rule)}</dd>
      <dt>From</dt>
      <dd>{from}</dd>
      <dt>To</dt>
      <dd>{to}</dd>
      <dt>Prefixes</dt>
      <dd className={styles.mono}>{wordPrefixes(prefixes) || 'none'}</dd>
      <dt>Because</dt>
      <dd>{rule.because}</dd>
      {field !== undefined && field !== '' && (
        <>
          <dt>Set by</dt>
          <dd>
            <button type="button" className={styles.link} onClick={() => goToPath(rule.field)}>
              {field}
            </button>
          </dd>
        </>
      )}
      {rule.owner !== undefined && (
        <>
          <dt>Owner</dt>
          <dd>{rule.owner}</dd>
        </>
      )}
      {rule.until !== undefined && (
        <>
          <dt>Until</dt>
          <dd className={styles.mono}>{rule.until}</dd>
        </>
      )}
      <dt>Source</dt>
      <dd>
        <SourceLink source={rule.source} about={rule.title} />
      </dd>
    </dl>
  )
}

/** One line of a file: the rules it stands for. */
export function LinePanel({ file, line, onClose }: { file: string; line: number; onClose: () => void }) {
  const analysis = useAnalysis()
  const found = analysis?.targets.flatMap((target) => target.files).find((one) => one.path === file)
  if (analysis === undefined || found === undefined) return <Gone what="This file" onClose={onClose} />
  const ids = found.lineRules[line - 1] ?? []
  const rules = analysis.policy.rules.filter((rule) => ids.includes(rule.id))
  return (
    <Panel title={`Line ${line}`} kind={file} onClose={onClose}>
      {rules.length === 0 && <p className={styles.muted}>This line stands for no rule.</p>}
      {rules.map((rule) => (
        <Section key={rule.id} title={rule.title}>
          <RuleFacts rule={rule} />
          <div className={styles.row}>
            <Button
              small
              onClick={() => {
                select({ kind: 'rule', id: rule.id })
                showTab('rules')
              }}
            >
              Show the rule
            </Button>
          </div>
        </Section>
      ))}
    </Panel>
  )
}

/** A zone that is no single thing of the design: the Internet, a role, pods. */
export function ZonePanel({ id, onClose }: { id: string; onClose: () => void }) {
  const analysis = useAnalysis()
  const design = useDesign()
  const zones = [...(analysis?.reach.rows ?? []), ...(analysis?.reach.columns ?? [])]
  const zone = zones.find((one) => one.id === id)
  if (id === 'admin') {
    return (
      <Panel
        title="Admin"
        kind={design.admin.length === 1 ? '1 admin network' : `${design.admin.length} admin networks`}
        onClose={onClose}
      >
        <p className={styles.muted}>Who may use the APIs from outside the cluster.</p>
        <div className={styles.row}>
          <Button small onClick={() => focusField('admin')}>
            Change the list
          </Button>
        </div>
        <ReachSections zone="admin" />
      </Panel>
    )
  }
  if (zone === undefined) return <Gone what="This zone" onClose={onClose} />
  return (
    <Panel title={zone.title} kind={zone.kind === 'internet' ? 'Everywhere else' : 'Zone'} onClose={onClose}>
      <p className={styles.mono}>{wordPrefixes(zone.prefixes, zone.unlisted)}</p>
      <ReachSections zone={id} />
    </Panel>
  )
}
