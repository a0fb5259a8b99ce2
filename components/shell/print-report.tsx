'use client'

import { findingMessages } from '@/components/findings/messages'
import { useFindings } from '@/components/findings/use-findings'
import { describeRules, groupLines } from '@/components/matrix/rule-lines'
import { ruleMessages } from '@/components/matrix/rule-messages'
import { useDesign } from '@/components/state/design-store'
import { useEngine } from '@/components/state/engine'
import type { SentAnalysis } from '@/components/state/sent-analysis'
import { Mark } from '@/components/ui/mark'
import { drawNetworks } from '@/lib/picture/draw-networks'
import { drawReach } from '@/lib/picture/draw-reach'
import { exposureOfInternet } from '@/lib/verify/exposure'
import { useFingerprint } from './fingerprint'
import { messages, printMessages as say, verdictWords } from './messages'
import styles from './print-report.module.css'

/** The design on paper: exposure and fingerprint first, then who reaches what, rules, findings with blanks, questions. */
export function PrintReport() {
  const design = useDesign()
  const analysis = useEngine((state) => state.analysis)
  const known = useFingerprint()
  if (analysis === undefined) return null
  const unread = analysis.targets.some(({ proof }) => proof.verdict === 'unread')
  return (
    <article className={styles.report}>
      <header className={styles.front}>
        <h1>{design.name}</h1>
        <p className={styles.exposure}>{findingMessages.exposed(exposureOfInternet(analysis.reach), unread)}</p>
        <ul>
          {analysis.targets.map(({ id, title, proof }) => (
            <li key={id}>
              <Mark shape={proof.verdict === 'none' ? 'unfiltered' : proof.verdict} /> {title}:{' '}
              {proof.verdict === 'equal' ? messages.proved(1, 1) : verdictWords[proof.verdict]},{' '}
              {say.enforced(proof.enforced, proof.rules)}
            </li>
          ))}
        </ul>
        <p>
          {say.fingerprint} <code>{known.design === design ? known.fingerprint : say.noFingerprint}</code>
        </p>
        <p className={styles.quiet}>{say.fingerprintNote}</p>
      </header>
      <Picture title={say.networks} svg={drawNetworks(design)} />
      <Picture title={say.reach} svg={drawReach(design.name, analysis.reach)} />
      <RuleTables analysis={analysis} />
      <FindingTable />
      {design.expectations.length > 0 && (
        <section>
          <h2>{say.expectations}</h2>
          <ul>
            {design.expectations.map(({ ask, want }) => (
              <li key={ask}>
                <code>{ask}</code>: {say.want(want)}
              </li>
            ))}
          </ul>
        </section>
      )}
    </article>
  )
}

function Picture({ title, svg }: { title: string; svg: string }) {
  const [, width = '1', height = '1'] = /width="(\d+)" height="([\d.]+)"/.exec(svg) ?? []
  return (
    <section>
      <svg
        className={styles.picture}
        width={width}
        viewBox={`0 0 ${width} ${height}`}
        preserveAspectRatio="xMinYMin"
        role="img"
        aria-label={title}
      >
        <image href={`data:image/svg+xml,${encodeURIComponent(svg)}`} width={width} height={height} />
      </svg>
    </section>
  )
}

function RuleTables({ analysis }: { analysis: SentAnalysis }) {
  const { policy, targets } = analysis
  return groupLines(describeRules(policy, targets), policy).map(({ key, direction, title, lines }) => (
    <section key={key}>
      <h2>{ruleMessages.group(title, direction)}</h2>
      <table className={styles.table}>
        <thead>
          <tr>
            {say.ruleHeads.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map(({ id, service, title: what, from, to, because, enforcers }) => (
            <tr key={id}>
              <td>{service}</td>
              <td>{what}</td>
              <td>{direction === 'ingress' ? from : to}</td>
              <td>{because}</td>
              <td>{enforcers.map((enforcer) => enforcer.title).join(', ') || say.nobody}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  ))
}

/** A worklist: who does it and until when is written in by hand. */
function FindingTable() {
  const findings = useFindings() ?? []
  if (findings.length === 0) return null
  return (
    <section>
      <h2>{say.findings}</h2>
      <table className={styles.table}>
        <thead>
          <tr>
            {say.findingHeads.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {findings.map(({ id, group, sentence, suggestion, advice }) => (
            <tr key={id}>
              <td>{findingMessages.groups[advice?.accepted === undefined ? group : 'accepted']}</td>
              <td>{sentence}</td>
              <td>{advice?.accepted ?? suggestion}</td>
              <td className={styles.blank} />
              <td className={styles.blank} />
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
