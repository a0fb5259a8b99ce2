'use client'

import { Plus, X } from 'lucide-react'
import { perform } from '@/components/state/actions/registry'
import { edit, useDesign } from '@/components/state/design-store'
import { useAnalysis } from '@/components/state/engine'
import { select } from '@/components/state/selection'
import { Button, IconButton } from '@/components/ui/button'
import { Segments } from '@/components/ui/segments'
import { Select } from '@/components/ui/select'
import { TextField } from '@/components/ui/text-field'
import { TokenField } from '@/components/ui/token-field'
import type { Design, DesignNode, DesignPool, Role } from '@/lib/design/design'
import { changeNode, moveNode } from '@/lib/design/edits/machines'
import { changePool, movePool, resizePool } from '@/lib/design/edits/pools'
import { renameThing } from '@/lib/design/edits/rename'
import { address, addressRange, dnsName } from '@/lib/design/fields'
import { freeAddresses, takenNames } from '@/lib/design/room'
import { checkBy, checkName, checkWhole } from './check-field'
import styles from './inspector.module.css'
import { Fields, Panel } from './panel'
import { Problems } from './problems'
import { LinesSection, ReachSections, rulesOfMember } from './reach-sections'

const roleOptions: readonly { readonly id: Role; readonly label: string }[] = [
  { id: 'controlplane', label: 'Control plane' },
  { id: 'worker', label: 'Worker' },
]

const roleWords: Readonly<Record<Role, string>> = { controlplane: 'control plane', worker: 'worker' }

const subnetOptions = (design: Design) =>
  design.subnets.map((subnet) => ({ id: subnet.name, label: subnet.name, detail: subnet.cidrs.join('  ') }))

export function NodeForm({ node, onClose }: { node: DesignNode; onClose: () => void }) {
  const design = useDesign()
  const analysis = useAnalysis()
  const { name } = node
  const subnet = design.subnets.find((one) => one.name === node.subnet)
  return (
    <Panel
      title={name}
      kind={node.role === 'controlplane' ? 'Control-plane node' : 'Worker node'}
      onClose={onClose}
      actions={<MachineActions />}
    >
      <Problems path={`nodes/${name}`} />
      <Fields>
        <TextField
          label="Name"
          field={`nodes/${name}/name`}
          mono
          value={name}
          validate={checkName(dnsName, name, takenNames(design))}
          onCommit={(to) => {
            edit(`Rename ${name} to ${to}`, (now) => renameThing(now, 'node', name, to))
            select({ kind: 'node', name: to })
          }}
        />
        <Segments
          label="Role"
          value={node.role}
          options={roleOptions}
          onChoose={(role) => edit(`Make ${name} a ${roleWords[role]}`, (now) => changeNode(now, name, { role }))}
        />
        <Select
          label="Subnet"
          value={node.subnet}
          options={subnetOptions(design)}
          onChoose={(to) => edit(`Move ${name} to ${to}`, (now) => moveNode(now, name, to))}
        />
        <TokenField
          label="Addresses"
          field={`nodes/${name}/addresses`}
          tokens={node.addresses}
          validate={checkBy(address)}
          placeholder={subnet === undefined ? '' : (freeAddresses(design, subnet)[0] ?? '')}
          hint={node.addresses.length === 0 ? 'Without a fixed address the whole subnet stands for it.' : undefined}
          onChange={(addresses) =>
            edit(`Change addresses of ${name}`, (now) => changeNode(now, name, { addresses: [...addresses] }))
          }
        />
        {node.nics.map((nic, index) => {
          const change = (next: DesignNode['nics'][number] | undefined, label: string) =>
            edit(label, (now) =>
              changeNode(now, name, {
                nics: node.nics.flatMap((one, at) => (at !== index ? [one] : next === undefined ? [] : [next])),
              }),
            )
          return (
            <div key={keyOfNic(node, nic)} className={styles.nic}>
              <Select
                label="Further interface in"
                value={nic.subnet}
                options={subnetOptions(design)}
                onChoose={(to) => change({ subnet: to, addresses: [] }, `Move an interface of ${name} to ${to}`)}
              />
              <IconButton
                label="Remove this interface"
                onClick={() => change(undefined, `Remove an interface of ${name}`)}
              >
                <X />
              </IconButton>
              <div className={styles.wide}>
                <TokenField
                  label="Addresses there"
                  tokens={nic.addresses}
                  validate={checkBy(address)}
                  onChange={(addresses) => change({ ...nic, addresses: [...addresses] }, `Change addresses of ${name}`)}
                />
              </div>
            </div>
          )
        })}
        <div className={styles.row}>
          {design.subnets.length > 1 && (
            <Button
              small
              icon={<Plus />}
              onClick={() => {
                const other = design.subnets.find((one) => one.name !== node.subnet)
                if (other === undefined) return
                const nic = { subnet: other.name, addresses: freeAddresses(design, other) }
                edit(`Add an interface to ${name}`, (now) => changeNode(now, name, { nics: [...node.nics, nic] }))
              }}
            >
              Interface
            </Button>
          )}
        </div>
        <TokenField
          label="Public addresses, as others see the machine"
          tokens={node.publicAddresses}
          validate={checkBy(address)}
          onChange={(addresses) =>
            edit(`Change public addresses of ${name}`, (now) =>
              changeNode(now, name, { publicAddresses: [...addresses] }),
            )
          }
        />
      </Fields>
      <ReachSections zone={`node:${name}`} />
      <LinesSection rules={rulesOfMember(analysis, name)} />
    </Panel>
  )
}

export function PoolForm({ pool, onClose }: { pool: DesignPool; onClose: () => void }) {
  const design = useDesign()
  const analysis = useAnalysis()
  const { name } = pool
  const { min, max } = typeof pool.count === 'number' ? { min: pool.count, max: pool.count } : pool.count
  const resize = (count: DesignPool['count'], label: string) => edit(label, (now) => resizePool(now, name, count))
  return (
    <Panel
      title={name}
      kind={`Pool of ${min === max ? max : `${min} to ${max}`} ${pool.role === 'controlplane' ? 'control planes' : 'workers'}`}
      onClose={onClose}
      actions={<MachineActions />}
    >
      <Problems path={`pools/${name}`} />
      <Fields>
        <TextField
          label="Name"
          field={`pools/${name}/name`}
          mono
          value={name}
          validate={checkName(dnsName, name, takenNames(design))}
          onCommit={(to) => {
            edit(`Rename ${name} to ${to}`, (now) => renameThing(now, 'pool', name, to))
            select({ kind: 'pool', name: to })
          }}
        />
        <Segments
          label="Role"
          value={pool.role}
          options={roleOptions}
          onChoose={(role) => edit(`Make ${name} ${roleWords[role]}s`, (now) => changePool(now, name, { role }))}
        />
        <Select
          label="Subnet"
          value={pool.subnet}
          options={subnetOptions(design)}
          onChoose={(to) => edit(`Move ${name} to ${to}`, (now) => movePool(now, name, to))}
        />
        <div className={styles.pair}>
          <TextField
            label="At least"
            value={`${min}`}
            inputMode="numeric"
            validate={checkWhole(0, max)}
            onCommit={(text) =>
              resize(Number(text) === max ? max : { min: Number(text), max }, `Make ${name} at least ${text}`)
            }
          />
          <TextField
            label="At most"
            value={`${max}`}
            inputMode="numeric"
            validate={checkWhole(1, 100_000)}
            onCommit={(text) => {
              const most = Number(text)
              const least = min === max ? most : Math.min(min, most)
              resize(least === most ? most : { min: least, max: most }, `Make ${name} at most ${text}`)
            }}
          />
        </div>
        <div className={styles.row}>
          <Button
            small
            disabled={max <= 1}
            aria-label="One machine fewer"
            onClick={() => resize(step(pool, -1), `Make ${name} smaller`)}
          >
            − 1
          </Button>
          <Button small aria-label="One machine more" onClick={() => resize(step(pool, 1), `Make ${name} larger`)}>
            + 1
          </Button>
        </div>
        <TokenField
          label="Addresses or ranges"
          field={`pools/${name}/addresses`}
          tokens={pool.addresses}
          validate={checkBy(addressRange)}
          hint={pool.addresses.length === 0 ? 'Without addresses the whole subnet stands for the pool.' : undefined}
          onChange={(addresses) =>
            edit(`Change addresses of ${name}`, (now) => changePool(now, name, { addresses: [...addresses] }))
          }
        />
      </Fields>
      <ReachSections zone={`pool:${name}`} />
      <LinesSection rules={rulesOfMember(analysis, name)} />
    </Panel>
  )
}

/** Two interfaces may be in one subnet: which of them it is tells them apart, whatever their addresses become. */
function keyOfNic(node: DesignNode, nic: DesignNode['nics'][number]): string {
  const mates = node.nics.filter((one) => one.subnet === nic.subnet)
  return `${nic.subnet} ${mates.indexOf(nic)}`
}

function step(pool: DesignPool, by: 1 | -1): DesignPool['count'] {
  if (typeof pool.count === 'number') return Math.max(1, pool.count + by)
  const max = Math.max(1, pool.count.max + by)
  return { min: Math.min(pool.count.min, max), max }
}

function MachineActions() {
  return (
    <>
      <Button small onClick={() => perform('duplicate')}>
        Duplicate
      </Button>
      <Button small variant="deny" onClick={() => perform('remove')}>
        Remove
      </Button>
    </>
  )
}
