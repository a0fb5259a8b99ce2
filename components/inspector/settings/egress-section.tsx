import { Plus } from 'lucide-react'
import { edit, useDesign } from '@/components/state/design-store'
import { Button } from '@/components/ui/button'
import { Segments } from '@/components/ui/segments'
import { Select } from '@/components/ui/select'
import { TextField } from '@/components/ui/text-field'
import { TokenField } from '@/components/ui/token-field'
import { listenerProtocols } from '@/lib/design/choices'
import type { Design } from '@/lib/design/design'
import { changeEgress, setEgressMode } from '@/lib/design/edits/egress'
import { address, addressOrCidr, freeText } from '@/lib/design/fields'
import { formatPath } from '@/lib/design/path'
import { checkBy } from '../check-field'
import { Problems } from '../problems'
import { Entry, Fold } from './fold'
import styles from './fold.module.css'
import { PortsField, PrincipalsField } from './principals-field'
import { portsFor } from './protocols'

type Lists = Exclude<Design['egress'], string>
type Also = Lists['also'][number]

const fresh: Also = { name: 'registry', to: ['cidr:192.0.2.0/24'], protocol: 'tcp', ports: ['443'] }

/** What the machines may reach. */
export function EgressSection() {
  const design = useDesign()
  const { egress } = design
  const { mode, dns, ntp, https, also } =
    typeof egress === 'string' ? { mode: egress, dns: [], ntp: [], https: [], also: [] } : egress
  const set = (label: string, change: Partial<Lists>) => edit(label, (now) => changeEgress(now, change))
  return (
    <Fold title="Egress" path="egress" note={mode}>
      <Problems path="egress" />
      <Segments
        label="What machines may reach"
        value={mode}
        options={[
          { id: 'open', label: 'Everything' },
          { id: 'restricted', label: 'What they need' },
        ]}
        onChoose={(id) => edit(id === 'open' ? 'Open egress' : 'Restrict egress', (now) => setEgressMode(now, id))}
      />
      <TokenField
        label="Name servers"
        field="egress/dns"
        tokens={dns}
        placeholder="any"
        validate={checkBy(address)}
        onChange={(list) => set('Change the name servers', { dns: [...list] })}
      />
      <TokenField
        label="Time servers"
        field="egress/ntp"
        tokens={ntp}
        placeholder="any"
        validate={checkBy(address)}
        onChange={(list) => set('Change the time servers', { ntp: [...list] })}
      />
      <TokenField
        label="Where HTTPS may go"
        field="egress/https"
        tokens={https}
        placeholder="anywhere"
        validate={checkBy(addressOrCidr)}
        onChange={(list) => set('Change where HTTPS may go', { https: [...list] })}
      />
      {also.map((entry, index) => (
        <AlsoEntry
          key={placeKey(index)}
          entry={entry}
          field={formatPath(design, ['egress', 'also', index])}
          onChange={(label, next) =>
            set(label, { also: also.flatMap((one, at) => (at !== index ? [one] : next === undefined ? [] : [next])) })
          }
        />
      ))}
      <div>
        <Button small icon={<Plus />} onClick={() => set('Add a destination', { also: [...also, fresh] })}>
          Destination
        </Button>
      </div>
    </Fold>
  )
}

function placeKey(index: number): string {
  return `also ${index}`
}

interface AlsoEntryProps {
  readonly entry: Also
  readonly field: string
  readonly onChange: (label: string, next: Also | undefined) => void
}

function AlsoEntry({ entry, field, onChange }: AlsoEntryProps) {
  const { name, protocol } = entry
  return (
    <Entry label={name} onRemove={() => onChange(`Remove ${name}`, undefined)}>
      <TextField
        label="Name"
        field={field}
        value={name}
        validate={checkBy(freeText)}
        onCommit={(to) => onChange(`Rename ${name} to ${to}`, { ...entry, name: to })}
      />
      <PrincipalsField
        label="Destinations"
        field={`${field}/to`}
        tokens={entry.to}
        keepsLast
        onChange={(to) => onChange(`Change where ${name} is`, { ...entry, to })}
      />
      <div className={styles.pair}>
        <Select
          label="Protocol"
          field={`${field}/protocol`}
          value={protocol}
          options={listenerProtocols.map((id) => ({ id, label: id }))}
          onChoose={(id) =>
            onChange(`Make ${name} ${id}`, { ...entry, protocol: id, ports: portsFor(id, entry.ports) })
          }
        />
        {entry.ports.length > 0 && (
          <PortsField
            label="Ports"
            field={`${field}/ports`}
            tokens={entry.ports}
            onChange={(ports) => onChange(`Change ports of ${name}`, { ...entry, ports })}
          />
        )}
      </div>
    </Entry>
  )
}
