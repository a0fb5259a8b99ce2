'use client'

import { SlidersHorizontal } from 'lucide-react'
import { useConsequence } from '@/components/state/consequence'
import { edit, useDesign } from '@/components/state/design-store'
import { focusInspector } from '@/components/state/focus'
import { select } from '@/components/state/selection'
import { IconButton } from '@/components/ui/button'
import { Segments } from '@/components/ui/segments'
import { Select } from '@/components/ui/select'
import { TokenField } from '@/components/ui/token-field'
import { postures } from '@/lib/design/choices'
import { cniPlugins, transportOf, transportsOfPlugin } from '@/lib/design/cni'
import type { Design } from '@/lib/design/design'
import { setAdminCidrs } from '@/lib/design/edits/admin'
import { setCni, setPosture, setTransport } from '@/lib/design/edits/cluster'
import { explainCidr, isCidr } from '@/lib/design/explain-address'
import styles from './cluster-controls.module.css'
import { cniNames, transportNames } from './cni-names'

type Posture = Design['posture']
const postureDetails: Readonly<Record<Posture, string>> = {
  relaxed: 'Trusts the cluster network',
  standard: 'Each listener from those who use it',
  strict: 'The narrowest that still runs',
}
const postureTitles: Readonly<Record<Posture, string>> = { relaxed: 'Relaxed', standard: 'Standard', strict: 'Strict' }

const families = [
  { id: 'ipv4', label: 'IPv4' },
  { id: 'dual', label: 'IPv4 + IPv6' },
] as const
/** Where no subnet has IPv4 there is nothing to choose. */
const onlyV6 = [{ id: 'dual', label: 'IPv6' }] as const

type Families = (typeof families)[number]['id']

// Chosen once for a cluster, so it comes when it is first asked for.
const loadFamilies = () => import('@/lib/design/edits/families')

async function withFamilies(design: Design, id: Families): Promise<Design> {
  const { setFamilies } = await loadFamilies()
  return setFamilies(design, id)
}

async function chooseFamilies(id: Families): Promise<void> {
  const { setFamilies } = await loadFamilies()
  edit(id === 'dual' ? 'Add IPv6' : 'Remove IPv6', (now) => setFamilies(now, id))
}

/** The few choices that shape every file. */
export function ClusterControls() {
  const design = useDesign()
  const plugin = useConsequence(setCni)
  const transport = useConsequence(setTransport)
  const posture = useConsequence(setPosture)
  const bothFamilies = useConsequence(withFamilies)
  const inUse = transportOf(design.cni)
  const prefixes = design.subnets.flatMap(({ cidrs }) => cidrs)
  const withV6 = prefixes.filter((cidr) => cidr.includes(':')).length
  const isOnlyV6 = withV6 > 0 && withV6 === prefixes.length

  return (
    <section className={styles.controls} aria-label="Cluster">
      <div className={styles.titleRow}>
        <h2>Cluster</h2>
        <IconButton
          label="All settings of the cluster"
          onClick={() => {
            select({ kind: 'cluster' })
            focusInspector()
          }}
        >
          <SlidersHorizontal />
        </IconButton>
      </div>
      <div className={styles.fields}>
        <Select
          label="Network plugin"
          field="cni/plugin"
          value={design.cni.plugin}
          options={cniPlugins.map((id) => ({ id, label: cniNames[id] }))}
          onChoose={(id) => edit(`Use ${cniNames[id]}`, (now) => setCni(now, id))}
          onPreview={plugin.preview}
          preview={plugin.text}
        />
        {inUse !== undefined && (
          <Select
            label="Transport"
            field="cni/transport"
            value={inUse}
            options={transportsOfPlugin[design.cni.plugin].map((id) => ({ id, label: transportNames[id] }))}
            onChoose={(id) => edit(`Use ${transportNames[id]}`, (now) => setTransport(now, id))}
            onPreview={transport.preview}
            preview={transport.text}
          />
        )}
        <Select
          label="Posture"
          field="posture"
          value={design.posture}
          options={postures.map((id) => ({ id, label: postureTitles[id], detail: postureDetails[id] }))}
          onChoose={(id) => edit(`Use the ${id} posture`, (now) => setPosture(now, id))}
          onPreview={posture.preview}
          preview={posture.text}
        />
        <Segments
          label="Families"
          value={withV6 > 0 ? 'dual' : 'ipv4'}
          options={isOnlyV6 ? onlyV6 : families}
          onChoose={(id) => void chooseFamilies(id)}
          onPreview={bothFamilies.preview}
          preview={bothFamilies.text}
        />
      </div>
      <TokenField
        label="Admin networks, who may use the APIs from outside"
        field="admin"
        tokens={design.admin.map((entry) => entry.cidr)}
        placeholder="203.0.113.0/24"
        validate={(text) => (isCidr(text) ? undefined : { message: `${text} ${explainCidr(text)}` })}
        onChange={(cidrs) => edit(adminLabel(design, cidrs), (now) => setAdminCidrs(now, cidrs))}
      />
    </section>
  )
}

function adminLabel(design: Design, cidrs: readonly string[]): string {
  const before = design.admin.map((entry) => entry.cidr)
  const added = cidrs.filter((cidr) => !before.includes(cidr))
  const removed = before.filter((cidr) => !cidrs.includes(cidr))
  const [first] = added.length > 0 ? added : removed
  return `${added.length > 0 ? 'Add' : 'Remove'} admin network ${first ?? ''}`.trim()
}
