'use client'

import { lazy, Suspense } from 'react'
import { edit, useDesign } from '@/components/state/design-store'
import { TextField } from '@/components/ui/text-field'
import { designName } from '@/lib/design/fields'
import { checkBy } from './check-field'
import { Fields, Panel } from './panel'
import { AddonsSection } from './settings/addons-section'
import { EgressSection } from './settings/egress-section'
import { KubernetesSection } from './settings/kubernetes-section'
import { ListenersSection } from './settings/listeners-section'
import { NetworkSection } from './settings/network-section'
import { NodePortsSection } from './settings/node-ports-section'
import { OverridesSection } from './settings/overrides-section'
import { ServicesSection } from './settings/services-section'
import { TalosSection } from './settings/talos-section'

// Every product with its own options: loaded beside the rest of the settings, not before them.
const TargetsSection = lazy(() =>
  import('./settings/targets-section').then((module) => ({ default: module.TargetsSection })),
)

/** Settings of the cluster as a whole. */
export function ClusterForm({ onClose }: { onClose: () => void }) {
  const design = useDesign()
  return (
    <Panel title={design.name} kind="Cluster settings" onClose={onClose}>
      <Fields>
        <TextField
          label="Name"
          field="name"
          mono
          value={design.name}
          validate={checkBy(designName)}
          onCommit={(name) => edit(`Rename the design to ${name}`, (now) => ({ ...now, name }))}
        />
      </Fields>
      <div>
        <TalosSection />
        <KubernetesSection />
        <NetworkSection />
        <Suspense fallback={null}>
          <TargetsSection />
        </Suspense>
        <AddonsSection />
        <ListenersSection />
        <OverridesSection />
        <ServicesSection />
        <NodePortsSection />
        <EgressSection />
      </div>
    </Panel>
  )
}
