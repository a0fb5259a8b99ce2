'use client'

import { perform } from '@/components/state/actions/registry'
import { edit, useDesign } from '@/components/state/design-store'
import { select } from '@/components/state/selection'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { TextField } from '@/components/ui/text-field'
import { TokenField } from '@/components/ui/token-field'
import { adminUses } from '@/lib/design/choices'
import type { Design, DesignSubnet } from '@/lib/design/design'
import { changeAdmin } from '@/lib/design/edits/admin'
import { renameAdmin, renameThing } from '@/lib/design/edits/rename'
import { setSubnetCidrs, setVlan } from '@/lib/design/edits/subnets'
import { cidr, date, dnsName, freeText } from '@/lib/design/fields'
import { takenNames } from '@/lib/design/room'
import { checkBy, checkName, checkWhole } from './check-field'
import styles from './inspector.module.css'
import { Fields, Panel } from './panel'
import { Problems } from './problems'
import { ReachSections } from './reach-sections'

export function SubnetForm({ subnet, onClose }: { subnet: DesignSubnet; onClose: () => void }) {
  const design = useDesign()
  const { name } = subnet
  return (
    <Panel
      title={name}
      kind="Subnet"
      onClose={onClose}
      actions={
        design.subnets.length === 1 ? (
          <p className={styles.muted}>The only subnet: a design needs one.</p>
        ) : (
          <Button small variant="deny" onClick={() => perform('remove')}>
            Remove
          </Button>
        )
      }
    >
      <Problems path={`subnets/${name}`} />
      <Fields>
        <TextField
          label="Name"
          field={`subnets/${name}/name`}
          mono
          value={name}
          validate={checkName(dnsName, name, takenNames(design))}
          onCommit={(to) => {
            edit(`Rename ${name} to ${to}`, (now) => renameThing(now, 'subnet', name, to))
            select({ kind: 'subnet', name: to })
          }}
        />
        <TokenField
          label="Prefixes"
          field={`subnets/${name}/cidrs`}
          tokens={subnet.cidrs}
          validate={checkBy(cidr)}
          placeholder="10.0.0.0/24"
          keepsLast
          // Machines keep their host parts, so that a new network costs one change and not one for each of them.
          onChange={(cidrs) =>
            edit(`Change prefixes of ${name}`, (now) => setSubnetCidrs(now, new Map([[name, cidrs]]), true))
          }
          hint="Machines move along and keep their host parts."
        />
        <TextField
          label="VLAN"
          value={subnet.vlan === undefined ? '' : `${subnet.vlan}`}
          inputMode="numeric"
          placeholder="none"
          validate={(text) => (text === '' ? undefined : checkWhole(1, 4094)(text))}
          onCommit={(text) =>
            edit(`Change the VLAN of ${name}`, (now) => setVlan(now, name, text === '' ? undefined : Number(text)))
          }
        />
      </Fields>
      <ReachSections zone={`subnet:${name}`} />
    </Panel>
  )
}

type AdminEntry = Design['admin'][number]
const useTitles: Readonly<Record<(typeof adminUses)[number], string>> = {
  kubernetes: 'May use the Kubernetes API',
  talos: 'May use the Talos API',
}

export function AdminForm({ entry, index, onClose }: { entry: AdminEntry; index: number; onClose: () => void }) {
  const design = useDesign()
  const { name } = entry
  const change = (label: string, next: Parameters<typeof changeAdmin>[2]) =>
    edit(label, (now) => changeAdmin(now, index, next))
  return (
    <Panel
      title={name}
      kind="Admin network"
      onClose={onClose}
      actions={
        <Button small variant="deny" onClick={() => perform('remove')}>
          Remove
        </Button>
      }
    >
      <Problems path={`admin/${name}`} />
      <Fields>
        <TextField
          label="Name"
          field={`admin/${name}/name`}
          value={name}
          validate={(text) =>
            text !== name && design.admin.some((other) => other.name === text)
              ? { message: `${text} is taken by another admin network.` }
              : checkBy(freeText)(text)
          }
          onCommit={(to) => edit(`Rename ${name} to ${to}`, (now) => renameAdmin(now, name, to))}
        />
        <TextField
          label="Prefix"
          field={`admin/${name}/cidr`}
          mono
          value={entry.cidr}
          validate={checkBy(cidr)}
          onCommit={(text) => change(`Change the prefix of ${name}`, { cidr: text })}
        />
        <fieldset>
          <legend className="visually-hidden">What it may use</legend>
          {adminUses.map((use) => (
            <Checkbox
              key={use}
              checked={entry.may.includes(use)}
              onChange={(checked) =>
                change(`Change what ${name} may use`, {
                  may: adminUses.filter((one) => (one === use ? checked : entry.may.includes(one))),
                })
              }
            >
              {useTitles[use]}
            </Checkbox>
          ))}
        </fieldset>
        <TextField
          label="Owner"
          value={entry.owner ?? ''}
          placeholder="nobody named"
          validate={(text) => (text === '' ? undefined : checkBy(freeText)(text))}
          onCommit={(text) => change(`Change the owner of ${name}`, { owner: text === '' ? undefined : text })}
        />
        <TextField
          label="Until"
          mono
          value={entry.until ?? ''}
          placeholder="2027-06-30"
          validate={(text) => (text === '' ? undefined : checkBy(date)(text))}
          onCommit={(text) => change(`Change the end of ${name}`, { until: text === '' ? undefined : text })}
        />
      </Fields>
      <ReachSections zone={`admin:${name}`} />
    </Panel>
  )
}
