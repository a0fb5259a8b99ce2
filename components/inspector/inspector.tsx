'use client'

import { type FocusEvent, type KeyboardEvent, lazy, Suspense, useMemo, useRef } from 'react'
import { useDesign } from '@/components/state/design-store'
import { useAnalysis } from '@/components/state/engine'
import { focusThing } from '@/components/state/focus'
import { selectionOfPath } from '@/components/state/place-of-path'
import { type Selection, useSelection } from '@/components/state/selection'
import type { Design } from '@/lib/design/design'
import { exposureOfInternet, perhapsMore, wordNothing } from '@/lib/verify/exposure'
import styles from './inspector.module.css'
import { Gone } from './panel'

// Forms bring the schema's own checks with them, so they come with the first selection.
const ClusterForm = lazy(() => import('./cluster-form').then((module) => ({ default: module.ClusterForm })))
const NodeForm = lazy(() => import('./machine-forms').then((module) => ({ default: module.NodeForm })))
const PoolForm = lazy(() => import('./machine-forms').then((module) => ({ default: module.PoolForm })))
const SubnetForm = lazy(() => import('./network-forms').then((module) => ({ default: module.SubnetForm })))
const CellPanel = lazy(() => import('./cell-panel').then((module) => ({ default: module.CellPanel })))
const LinePanel = lazy(() => import('./result-panels').then((module) => ({ default: module.LinePanel })))
const RulePanel = lazy(() => import('./result-panels').then((module) => ({ default: module.RulePanel })))
const ZonePanel = lazy(() => import('./result-panels').then((module) => ({ default: module.ZonePanel })))
const BalancerForm = lazy(() => import('./service-forms').then((module) => ({ default: module.BalancerForm })))
const AnnouncedForm = lazy(() => import('./service-forms').then((module) => ({ default: module.AnnouncedForm })))
const AdminForm = lazy(() => import('./network-forms').then((module) => ({ default: module.AdminForm })))

/** One panel for whatever is selected, wherever it was selected. Escape gives focus back to where it came from. */
export function Inspector({ onClose }: { onClose: () => void }) {
  const selection = useSelection((state) => state.selection)
  const design = useDesign()

  const cameFrom = useRef<HTMLElement>(undefined)

  function onFocus({ relatedTarget, currentTarget }: FocusEvent) {
    if (relatedTarget instanceof HTMLElement && !currentTarget.contains(relatedTarget)) cameFrom.current = relatedTarget
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== 'Escape' || event.defaultPrevented) return
    const id = thingOf(selection)
    if (id !== undefined) return focusThing(id)
    onClose()
    if (cameFrom.current?.isConnected === true) cameFrom.current.focus()
  }

  return (
    <section aria-label="Inspector" onKeyDown={onKeyDown} onFocus={onFocus}>
      <Suspense fallback={null}>
        <Content selection={selection} design={design} onClose={onClose} />
      </Suspense>
    </section>
  )
}

function thingOf(selection: Selection): string | undefined {
  switch (selection.kind) {
    case 'node':
    case 'pool':
    case 'subnet':
    case 'load-balancer':
    case 'announced':
      return `${selection.kind}:${selection.name}`
    case 'admin':
      return `admin:${selection.index}`
    case 'internet':
      return 'internet'
    default:
      return undefined
  }
}

/** Forms are told apart by their place in the design, so that a new name does not take focus from its field. */
function Content({ selection, design, onClose }: { selection: Selection; design: Design; onClose: () => void }) {
  switch (selection.kind) {
    case 'none':
      return <Nothing />
    case 'cluster':
      return <ClusterForm onClose={onClose} />
    case 'internet':
      return <ZonePanel id="internet" onClose={onClose} />
    case 'zone':
      return <ZonePanel id={selection.id} onClose={onClose} />
    case 'node': {
      const node = design.nodes.find((one) => one.name === selection.name)
      if (node === undefined) return <Gone what={selection.name} onClose={onClose} />
      return <NodeForm key={design.nodes.indexOf(node)} node={node} onClose={onClose} />
    }
    case 'pool': {
      const pool = design.pools.find((one) => one.name === selection.name)
      if (pool === undefined) return <Gone what={selection.name} onClose={onClose} />
      return <PoolForm key={design.pools.indexOf(pool)} pool={pool} onClose={onClose} />
    }
    case 'subnet': {
      const subnet = design.subnets.find((one) => one.name === selection.name)
      if (subnet === undefined) return <Gone what={selection.name} onClose={onClose} />
      return <SubnetForm key={design.subnets.indexOf(subnet)} subnet={subnet} onClose={onClose} />
    }
    case 'admin': {
      const entry = design.admin[selection.index]
      if (entry === undefined) return <Gone what="This admin network" onClose={onClose} />
      return <AdminForm key={selection.index} entry={entry} index={selection.index} onClose={onClose} />
    }
    case 'load-balancer': {
      const index = design.loadBalancers.findIndex((one) => one.name === selection.name)
      const balancer = design.loadBalancers[index]
      if (balancer === undefined) return <Gone what={selection.name} onClose={onClose} />
      return <BalancerForm key={index} balancer={balancer} index={index} onClose={onClose} />
    }
    case 'announced': {
      const index = design.loadBalancerIPs.findIndex((one) => one.name === selection.name)
      const entry = design.loadBalancerIPs[index]
      if (entry === undefined) return <Gone what={selection.name} onClose={onClose} />
      return <AnnouncedForm key={index} entry={entry} index={index} onClose={onClose} />
    }
    case 'rule':
      return <RulePanel id={selection.id} onClose={onClose} />
    case 'cell':
      return <CellPanel from={selection.from} to={selection.to} onClose={onClose} />
    case 'line':
      return <LinePanel file={selection.file} line={selection.line} onClose={onClose} />
    case 'problem':
      return <Content selection={selectionOfPath(selection.at, design.admin)} design={design} onClose={onClose} />
  }
}

/** Before anything is selected: what the Internet sees of the design, which is the first thing to know. */
function Nothing() {
  const analysis = useAnalysis()
  const exposure = useMemo(() => analysis && exposureOfInternet(analysis.reach), [analysis])
  const unread = analysis?.targets.some(({ proof }) => proof.verdict === 'unread') === true
  return (
    <div className={styles.empty}>
      {exposure !== undefined && (
        <div className={styles.exposure}>
          <strong>{unread ? 'By the design, from the internet:' : 'From the internet:'}</strong>
          {exposure.reaches.length === 0 ? (
            ` ${wordNothing(exposure)}.`
          ) : (
            <ul>
              {exposure.reaches.map(({ to, services }) => (
                <li key={to}>
                  {services.join(', ')} on {to}
                </li>
              ))}
            </ul>
          )}
          {exposure.isSampled === true && <p>{perhapsMore}</p>}
        </div>
      )}
      <p>Select a network, a machine, a cell, a rule or a line to see what it is and what it means.</p>
    </div>
  )
}
