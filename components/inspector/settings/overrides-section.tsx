import { Plus } from 'lucide-react'
import { edit, useDesign } from '@/components/state/design-store'
import { Button } from '@/components/ui/button'
import { Segments } from '@/components/ui/segments'
import { Select } from '@/components/ui/select'
import { catalog } from '@/lib/catalog/catalog'
import { places } from '@/lib/design/choices'
import type { Place } from '@/lib/design/design'
import { addOverride, changeOverride, type Override, removeOverride } from '@/lib/design/edits/listeners'
import { Entry, Fold } from './fold'
import styles from './fold.module.css'
import { PrincipalsField } from './principals-field'

const placeTitles: Readonly<Record<Place, string>> = {
  guest: 'Inside the machines',
  nic: 'At the interfaces',
  router: 'At the router',
}

/** Other sources for single listeners than the posture gives them. */
export function OverridesSection() {
  const { overrides, listeners } = useDesign()
  const known = [...new Map(catalog.map(({ id, title }) => [id, title]))].map(([id, title]) => ({
    id,
    label: title,
    detail: id,
  }))
  const options = [...known, ...listeners.map(({ name }) => ({ id: name, label: name, detail: 'of your own' }))]
  const first = options[0]?.id
  return (
    <Fold title="Overrides" path="overrides" note={overrides.map(({ listener }) => listener).join(', ') || 'none'}>
      <p className={styles.about}>Other sources for a listener than the posture gives it.</p>
      {overrides.map((override, index) => (
        <OverrideEntry key={placeKey(index)} override={override} index={index} options={options} />
      ))}
      {first !== undefined && (
        <div>
          <Button
            small
            icon={<Plus />}
            onClick={() => edit('Add an override', (now) => addOverride(now, { listener: first, add: [] }))}
          >
            Override
          </Button>
        </div>
      )}
    </Fold>
  )
}

function placeKey(index: number): string {
  return `override ${index}`
}

interface OverrideEntryProps {
  readonly override: Override
  readonly index: number
  readonly options: readonly { readonly id: string; readonly label: string; readonly detail: string }[]
}

function OverrideEntry({ override, index, options }: OverrideEntryProps) {
  const { listener, from, add, at } = override
  const title = options.find(({ id }) => id === listener)?.label ?? listener
  const change = (label: string, next: Override) => edit(label, (now) => changeOverride(now, index, next))
  const rest = { listener, ...(at === undefined ? {} : { at }) }
  return (
    <Entry
      label={`override of ${title}`}
      onRemove={() => edit(`Remove the override of ${title}`, (now) => removeOverride(now, index))}
    >
      <Select
        label="Listener"
        field={`overrides/${index}`}
        value={listener}
        options={options}
        onChoose={(id) => change(`Override ${id}`, { ...override, listener: id })}
      />
      <Segments
        label="Its sources"
        value={from === undefined ? 'add' : 'from'}
        options={[
          { id: 'add', label: 'also from' },
          { id: 'from', label: 'only from' },
        ]}
        onChoose={(kind) => {
          const list = [...(from ?? []), ...(add ?? [])]
          change(`Change the sources of ${title}`, { ...rest, [kind]: list })
        }}
      />
      {from !== undefined && (
        <PrincipalsField
          label="Only from"
          field={`overrides/${index}/from`}
          tokens={from}
          hint={from.length === 0 ? 'Nobody: this closes it.' : ''}
          onChange={(list) => change(`Change the sources of ${title}`, { ...override, from: list })}
        />
      )}
      {add !== undefined && (
        <PrincipalsField
          label="Also from"
          field={`overrides/${index}/add`}
          tokens={add}
          onChange={(list) => change(`Change the sources of ${title}`, { ...override, add: list })}
        />
      )}
      <Select<Place | 'all'>
        label="Where"
        field={`overrides/${index}/at`}
        value={at ?? 'all'}
        options={[{ id: 'all', label: 'Everywhere' }, ...places.map((id) => ({ id, label: placeTitles[id] }))]}
        onChoose={(place) => {
          const { at: _, ...other } = override
          change(`Change where ${title} is overridden`, place === 'all' ? other : { ...other, at: place })
        }}
      />
    </Entry>
  )
}
