import type { ReactNode } from 'react'
import { PageHead } from '@/components/ui/page-head'
import { SourceLink } from '@/components/ui/source-link'
import { addonCatalog } from '@/lib/catalog/addons'
import { contradictions, seedDocuments } from '@/lib/catalog/contradictions'
import { outboundFlows } from '@/lib/catalog/outbound'
import { quietListeners } from '@/lib/catalog/quiet'
import { sources } from '@/lib/catalog/source'
import { codeSources } from '@/lib/lint/codes'
import { notRepresentable } from '@/lib/lint/not-representable'
import { targets } from '@/lib/targets/all'
import { Filter } from './filter'
import { listenerRows, wordService } from './listener-rows'
import { referenceMessages as say } from './messages'
import styles from './reference.module.css'
import { Cells, Part, Row } from './table'
import { targetPlace } from './target-page'

/** Every port with its users and source, every add-on, every finding, every target with its limits. */
export function Reference() {
  return (
    <main className={styles.page}>
      <PageHead back={say.back} title={say.title} about={say.about}>
        <Filter />
        <nav className={styles.parts} aria-label={say.title}>
          {Object.entries(say.parts).map(([id, title]) => (
            <a key={id} className={styles.anchor} href={`#${id}`}>
              {title}
            </a>
          ))}
        </nav>
      </PageHead>
      <Listeners />
      <Quiet />
      <Outbound />
      <Addons />
      <Findings />
      <Targets />
      <Contradictions />
    </main>
  )
}

function Listeners() {
  return (
    <Part
      id="listeners"
      about={say.listenersAbout}
      columns={['Listener', 'Service', 'Who connects', 'When', 'Need', 'Risk', 'Source']}
    >
      {listenerRows().map(({ id, title, service, condition, purpose, flows, bind, need, risk, source }) => (
        <Row key={`${id} ${condition}`} words={[id, title, service, condition, purpose, ...flows, need, risk, source]}>
          <Cells>
            <span>
              <b>{title}</b> <code>{id}</code>
              <small>{purpose}</small>
            </span>
            <span>
              <code>{service}</code>
              <small>{bind}</small>
            </span>
            <Lines lines={flows.length === 0 ? ['nobody until the design says so'] : flows} />
            {condition}
            {need}
            {risk}
            <SourceLink source={source} about={title} />
          </Cells>
        </Row>
      ))}
    </Part>
  )
}

function Lines({ lines }: { lines: readonly string[] }): ReactNode {
  return lines.map((line) => <div key={line}>{line}</div>)
}

function Quiet() {
  return (
    <Part id="quiet" about={say.quietAbout} columns={['What', 'Service', 'Bound to', 'When', 'Why no rule', 'Source']}>
      {quietListeners.map(({ id, title, protocol, ports, bind, condition, because, source }) => (
        <Row key={id} words={[id, title, wordService(protocol, ports), bind, condition, because, sources[source]]}>
          <Cells>
            <b>{title}</b>
            <code>{wordService(protocol, ports)}</code>
            {bind}
            {condition}
            {because}
            <SourceLink source={sources[source]} about={title} />
          </Cells>
        </Row>
      ))}
    </Part>
  )
}

function Outbound() {
  return (
    <Part
      id="outbound"
      about={say.outboundAbout}
      columns={['What', 'Service', 'Where to', 'When', 'If it is blocked', 'Opened by', 'Source']}
    >
      {outboundFlows.map(({ id, title, protocol, ports, to, condition, ifBlocked, openedBy, source }) => (
        <Row
          key={id}
          words={[title, wordService(protocol, ports), to, condition, ifBlocked, openedBy, sources[source]]}
        >
          <Cells>
            <b>{title}</b>
            <code>{wordService(protocol, ports)}</code>
            {to}
            {condition}
            {ifBlocked}
            {openedBy}
            <SourceLink source={sources[source]} about={title} />
          </Cells>
        </Row>
      ))}
    </Part>
  )
}

function Addons() {
  return (
    <Part id="addons" columns={['Add-on', 'What it is', 'Options']}>
      {addonCatalog.map(({ id, title, summary, group, options = [] }) => {
        const words = options.map((option) =>
          option.kind === 'choice'
            ? `${option.key}: ${option.choices.map((choice) => choice.id).join(', ')}`
            : `${option.key}: ${option.title.toLowerCase()}`,
        )
        return (
          <Row key={id} words={[id, title, summary, group, ...words]}>
            <Cells>
              <span>
                <b>{title}</b> <code>{id}</code>
              </span>
              {summary}
              <Lines lines={words} />
            </Cells>
          </Row>
        )
      })}
    </Part>
  )
}

function Findings() {
  const raised = Object.entries(codeSources).map(([code, source]) => ({ code, source, why: '' }))
  const known = Object.entries(notRepresentable).map(([code, why]) => ({
    code,
    source: '',
    why: `Not raised: ${why}.`,
  }))
  return (
    <Part id="findings" about={say.findingsAbout} columns={['Finding', 'Where from']}>
      {[...raised, ...known].map(({ code, source, why }) => (
        <Row key={code} words={[code, source, why]}>
          <Cells>
            <code>{code}</code>
            {why === '' ? <SourceLink source={source} about={code} /> : why}
          </Cells>
        </Row>
      ))}
    </Part>
  )
}

function Targets() {
  return (
    <Part id="targets" about={say.targetsAbout} columns={['Target', 'Capability', 'What it means', 'Source']}>
      {targets.flatMap(({ id, meta, capabilities }) =>
        Object.entries(capabilities).map(([key, { supported, note, source }]) => (
          <Row key={`${id} ${key}`} words={[id, meta.title, meta.versions, key, note, source]}>
            <Cells>
              <span>
                <a href={targetPlace(id)}>{meta.title}</a>
                <small>{meta.versions}</small>
              </span>
              <span>
                {supported ? '■' : '☐'} {key} <span className="visually-hidden">{supported ? 'yes' : 'no'}</span>
              </span>
              {note}
              <SourceLink source={source} about={`${meta.title} ${key}`} />
            </Cells>
          </Row>
        )),
      )}
    </Part>
  )
}

function Contradictions() {
  return (
    <Part id="contradictions" columns={['Topic', ...seedDocuments, 'What is true', 'Source']}>
      {contradictions.map(({ topic, says, verdict, source }) => (
        <Row key={topic} words={[topic, ...says, verdict, sources[source]]}>
          <Cells>
            <b>{topic}</b>
            {says[0]}
            {says[1]}
            {says[2]}
            {verdict}
            <SourceLink source={sources[source]} about={topic} />
          </Cells>
        </Row>
      ))}
    </Part>
  )
}
