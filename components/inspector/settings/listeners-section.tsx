import { Plus } from 'lucide-react'
import { edit, useDesign } from '@/components/state/design-store'
import { focusField } from '@/components/state/focus'
import { Button } from '@/components/ui/button'
import { Select } from '@/components/ui/select'
import { TextField } from '@/components/ui/text-field'
import { reservedListenerIds } from '@/lib/catalog/catalog'
import { listenerProtocols } from '@/lib/design/choices'
import { addListener, changeListener, type OwnListener, removeListener } from '@/lib/design/edits/listeners'
import { renameListener } from '@/lib/design/edits/rename'
import { date, freeText } from '@/lib/design/fields'
import { formatPath } from '@/lib/design/path'
import { checkBy } from '../check-field'
import { Problems } from '../problems'
import { Entry, Fold } from './fold'
import styles from './fold.module.css'
import { MembersField, PortsField, PrincipalsField } from './principals-field'
import { portsFor } from './protocols'

const fresh: OwnListener = {
  name: 'listener',
  on: ['worker'],
  protocol: 'tcp',
  ports: ['8080'],
  from: ['cluster'],
}

/** What listens on the machines beyond what the catalogue knows. */
export function ListenersSection() {
  const { listeners } = useDesign()
  return (
    <Fold title="Listeners of your own" path="listeners" note={listeners.map(({ name }) => name).join(', ') || 'none'}>
      <p className={styles.about}>What listens on the machines beyond Talos, Kubernetes and the add-ons.</p>
      {listeners.map((listener, index) => (
        // By place: a new name must not take focus from its field.
        <ListenerEntry key={placeKey(index)} listener={listener} index={index} />
      ))}
      <div>
        <Button
          small
          icon={<Plus />}
          onClick={() => {
            edit('Add a listener', (now) => addListener(now, fresh))
            focusField(`listener/${listeners.length}`)
          }}
        >
          Listener
        </Button>
      </div>
    </Fold>
  )
}

function placeKey(index: number): string {
  return `listener ${index}`
}

function ListenerEntry({ listener, index }: { listener: OwnListener; index: number }) {
  const design = useDesign()
  const { listeners } = design
  const { name } = listener
  const path = formatPath(design, ['listeners', index])
  function change(label: string, next: Partial<OwnListener>) {
    edit(label, (now) => changeListener(now, index, { ...listener, ...next }))
  }
  function checkName(text: string) {
    if (text !== name && listeners.some((other) => other.name === text))
      return { message: `${text} is taken by another listener.` }
    if (reservedListenerIds.includes(text)) return { message: `${text} is a listener of the catalogue already.` }
    return checkBy(freeText)(text)
  }
  return (
    <Entry label={name} onRemove={() => edit(`Remove ${name}`, (now) => removeListener(now, index))}>
      <TextField
        label="Name"
        field={`listener/${index}`}
        value={name}
        validate={checkName}
        onCommit={(to) => edit(`Rename ${name} to ${to}`, (now) => renameListener(now, name, to))}
      />
      <Problems path={path} />
      <MembersField
        label="Listens on"
        field={`${path}/on`}
        tokens={listener.on}
        onChange={(on) => change(`Change where ${name} listens`, { on })}
      />
      <Select
        label="Protocol"
        field={`${path}/protocol`}
        value={listener.protocol}
        options={listenerProtocols.map((id) => ({ id, label: id }))}
        onChoose={(protocol) =>
          change(`Make ${name} ${protocol}`, { protocol, ports: portsFor(protocol, listener.ports) })
        }
      />
      {listener.ports.length > 0 && (
        <PortsField
          label="Ports"
          field={`${path}/ports`}
          tokens={listener.ports}
          onChange={(ports) => change(`Change ports of ${name}`, { ports })}
        />
      )}
      <PrincipalsField
        label="Who may connect"
        field={`${path}/from`}
        tokens={listener.from}
        hint={listener.from.length === 0 ? 'Nobody may.' : ''}
        onChange={(from) => change(`Change who reaches ${name}`, { from })}
      />
      <TextField
        label="Owner"
        field={`${path}/owner`}
        value={listener.owner ?? ''}
        placeholder="nobody named"
        validate={(text) => (text === '' ? undefined : checkBy(freeText)(text))}
        onCommit={(text) =>
          edit(`Change the owner of ${name}`, (now) => changeListener(now, index, withText(listener, 'owner', text)))
        }
      />
      <TextField
        label="Until"
        field={`${path}/until`}
        mono
        value={listener.until ?? ''}
        placeholder="2027-06-30"
        validate={(text) => (text === '' ? undefined : checkBy(date)(text))}
        onCommit={(text) =>
          edit(`Change the end of ${name}`, (now) => changeListener(now, index, withText(listener, 'until', text)))
        }
      />
    </Entry>
  )
}

/** An empty text takes the key out. */
function withText(listener: OwnListener, key: 'owner' | 'until', text: string): OwnListener {
  const { [key]: _, ...rest } = listener
  return text === '' ? rest : { ...rest, [key]: text }
}
