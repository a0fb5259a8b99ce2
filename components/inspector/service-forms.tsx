'use client'

import { perform } from '@/components/state/actions/registry'
import { edit, useDesign } from '@/components/state/design-store'
import { select } from '@/components/state/selection'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { Segments } from '@/components/ui/segments'
import { TextField } from '@/components/ui/text-field'
import { TokenField } from '@/components/ui/token-field'
import { loadBalancerUses, portProtocols } from '@/lib/design/choices'
import type { LoadBalancerUse } from '@/lib/design/design'
import { renameThing } from '@/lib/design/edits/rename'
import {
  type AnnouncedAddress,
  changeAnnounced,
  changeLoadBalancer,
  type LoadBalancer,
} from '@/lib/design/edits/services'
import { address, cidr, dnsName } from '@/lib/design/fields'
import { takenNames } from '@/lib/design/room'
import { checkBy, checkName } from './check-field'
import { Fields, Panel } from './panel'
import { Problems } from './problems'
import { ReachSections } from './reach-sections'
import { PortsField, PrincipalsField } from './settings/principals-field'

const useTitles: Readonly<Record<LoadBalancerUse, string>> = {
  'kubernetes-api': 'The Kubernetes API',
  'talos-api': 'The Talos API',
  trustd: 'trustd, where nodes join',
  nodeports: 'NodePorts',
}

interface BalancerFormProps {
  readonly balancer: LoadBalancer
  readonly index: number
  readonly onClose: () => void
}

/** A load balancer before the cluster. */
export function BalancerForm({ balancer, index, onClose }: BalancerFormProps) {
  const design = useDesign()
  const { name } = balancer
  const path = `loadBalancers/${name}`
  const change = (label: string, next: Partial<LoadBalancer>) =>
    edit(label, (now) => changeLoadBalancer(now, index, { ...balancer, ...next }))
  return (
    <Panel
      title={name}
      kind="Load balancer"
      onClose={onClose}
      actions={
        <Button small variant="deny" onClick={() => perform('remove')}>
          Remove
        </Button>
      }
    >
      <Problems path={path} />
      <Fields>
        <TextField
          label="Name"
          field={`${path}/name`}
          mono
          value={name}
          validate={checkName(dnsName, name, takenNames(design))}
          onCommit={(to) => {
            edit(`Rename ${name} to ${to}`, (now) => renameThing(now, 'loadBalancer', name, to))
            select({ kind: 'load-balancer', name: to })
          }}
        />
        <TokenField
          label="Addresses"
          field={`${path}/addresses`}
          tokens={balancer.addresses}
          placeholder="10.0.0.5"
          validate={checkBy(address)}
          onChange={(list) => change(`Change addresses of ${name}`, { addresses: [...list] })}
        />
        <fieldset>
          <legend>Balances</legend>
          {loadBalancerUses.map((use) => (
            <Checkbox
              key={use}
              checked={balancer.for.includes(use)}
              onChange={(on) => {
                const uses = loadBalancerUses.filter((one) => (one === use ? on : balancer.for.includes(one)))
                // The last one stays: a load balancer balances something.
                if (uses.length > 0) change(`Change what ${name} balances`, { for: uses })
              }}
            >
              {useTitles[use]}
            </Checkbox>
          ))}
        </fieldset>
        <TokenField
          label="Health checks come from"
          field={`${path}/healthFrom`}
          tokens={balancer.healthFrom}
          placeholder="its own addresses"
          validate={checkBy(cidr)}
          onChange={(list) => change(`Change the health checks of ${name}`, { healthFrom: [...list] })}
        />
        <Checkbox
          field={`${path}/preservesSource`}
          checked={balancer.preservesSource}
          onChange={(preservesSource) => change(`Change the sources behind ${name}`, { preservesSource })}
        >
          Machines see the address of the client
        </Checkbox>
      </Fields>
      <ReachSections zone={`lb:${name}`} />
    </Panel>
  )
}

interface AnnouncedFormProps {
  readonly entry: AnnouncedAddress
  readonly index: number
  readonly onClose: () => void
}

/** A service address that the cluster announces. */
export function AnnouncedForm({ entry, index, onClose }: AnnouncedFormProps) {
  const design = useDesign()
  const { name } = entry
  const path = `loadBalancerIPs/${name}`
  const change = (label: string, next: Partial<AnnouncedAddress>) =>
    edit(label, (now) => changeAnnounced(now, index, { ...entry, ...next }))
  return (
    <Panel
      title={name}
      kind="Announced service address"
      onClose={onClose}
      actions={
        <Button small variant="deny" onClick={() => perform('remove')}>
          Remove
        </Button>
      }
    >
      <Problems path={path} />
      <Fields>
        <TextField
          label="Name"
          field={`${path}/name`}
          mono
          value={name}
          validate={(text) =>
            text !== name && design.loadBalancerIPs.some((other) => other.name === text)
              ? { message: `${text} is taken by another announced address.` }
              : checkBy(dnsName)(text)
          }
          onCommit={(to) => {
            change(`Rename ${name} to ${to}`, { name: to })
            select({ kind: 'announced', name: to })
          }}
        />
        <TokenField
          label="Addresses"
          field={`${path}/addresses`}
          tokens={entry.addresses}
          validate={checkBy(address)}
          keepsLast
          onChange={(list) => change(`Change addresses of ${name}`, { addresses: [...list] })}
        />
        <Segments
          label="Protocol"
          value={entry.protocol}
          options={portProtocols.map((id) => ({ id, label: id }))}
          onChoose={(protocol) => change(`Make ${name} ${protocol}`, { protocol })}
        />
        <PortsField
          label="Ports"
          field={`${path}/ports`}
          tokens={entry.ports}
          onChange={(ports) => change(`Change ports of ${name}`, { ports })}
        />
        <PrincipalsField
          label="Who may connect"
          field={`${path}/from`}
          tokens={entry.from}
          hint={entry.from.length === 0 ? 'Nobody may.' : ''}
          onChange={(from) => change(`Change who reaches ${name}`, { from })}
        />
      </Fields>
      <ReachSections zone={`announced:${name}`} />
    </Panel>
  )
}
