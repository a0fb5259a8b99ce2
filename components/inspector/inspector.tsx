'use client'

import type { KeyboardEvent } from 'react'
import { useDesign } from '@/components/state/design-store'
import { useAnalysis } from '@/components/state/engine'
import { focusThing } from '@/components/state/focus'
import { type Selection, useSelection } from '@/components/state/selection'
import type { Design } from '@/lib/design/design'
import { cellKey } from '@/lib/verify/reach'
import { ClusterForm } from './cluster-form'
import styles from './inspector.module.css'
import { NodeForm, PoolForm } from './machine-forms'
import { AdminForm, SubnetForm } from './network-forms'
import { CellPanel, Gone, LinePanel, RulePanel, ZonePanel } from './result-panels'

/** One panel for whatever is selected, wherever it was selected. Escape gives focus back to the networks. */
export function Inspector({ onClose }: { onClose: () => void }) {
  const selection = useSelection((state) => state.selection)
  const design = useDesign()

  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== 'Escape' || event.defaultPrevented) return
    const id = thingOf(selection)
    if (id !== undefined) focusThing(id)
    else onClose()
  }

  return (
    <section aria-label="Inspector" onKeyDown={onKeyDown}>
      <Content selection={selection} design={design} onClose={onClose} />
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
    case 'load-balancer':
    case 'announced':
      return <ZonePanel id={selection.kind === 'announced' ? `announced:${selection.name}` : 'lb'} onClose={onClose} />
    case 'rule':
      return <RulePanel id={selection.id} onClose={onClose} />
    case 'cell':
      return <CellPanel from={selection.from} to={selection.to} onClose={onClose} />
    case 'line':
      return <LinePanel file={selection.file} line={selection.line} onClose={onClose} />
    case 'problem':
      return <Nothing />
  }
}

/** Before anything is selected: what the Internet sees of the design, which is the first thing to know. */
function Nothing() {
  const analysis = useAnalysis()
  const exposed =
    analysis === undefined
      ? undefined
      : analysis.reach.columns
          .filter((column) => column.parent === undefined)
          .flatMap((column) => {
            const services = analysis.reach.cells.get(cellKey('internet', column.id))?.services ?? []
            return services.map(({ title, service }) => `${title} ${service} on ${column.title}`)
          })
  return (
    <div className={styles.empty}>
      {exposed !== undefined && (
        <p className={styles.exposure}>
          <strong>From the Internet:</strong>{' '}
          {exposed.length === 0 ? 'nothing.' : `${exposed.join(', ')}. Nothing else.`}
        </p>
      )}
      <p>Select a network, a machine, a cell, a rule or a line to see what it is and what it means.</p>
    </div>
  )
}
