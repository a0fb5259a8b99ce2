import { useConsequence } from '@/components/state/consequence'
import { edit, useDesign } from '@/components/state/design-store'
import { Checkbox } from '@/components/ui/checkbox'
import { Select } from '@/components/ui/select'
import { TextField } from '@/components/ui/text-field'
import type { AddonFacts, AddonOption } from '@/lib/catalog/addon'
import { addonCatalog } from '@/lib/catalog/addons'
import { type AddonOptions, setAddonOptions, toggleAddon } from '@/lib/design/edits/addons'
import { addonOf } from '@/lib/design/features'
import { addonId } from '@/lib/design/references'
import { checkWhole } from '../check-field'
import { Problems } from '../problems'
import { Fold } from './fold'
import styles from './fold.module.css'
import { PrincipalsField } from './principals-field'

/** Add-ons of the catalogue: what each of them needs opens with it. */
export function AddonsSection() {
  const { addons } = useDesign()
  const titleOf = (id: string) => addonCatalog.find((addon) => addon.id === id)?.title ?? id
  return (
    <Fold title="Add-ons" path="addons" note={addons.map((addon) => titleOf(addonId(addon))).join(', ') || 'none'}>
      {groups.map((group) => (
        <AddonGroup key={group} group={group} />
      ))}
    </Fold>
  )
}

const groups = [...new Set(addonCatalog.map((addon) => addon.group))]

/** Those of another network plugin stay out of the way, unless they are on. */
function AddonGroup({ group }: Pick<AddonFacts, 'group'>) {
  const { addons, cni } = useDesign()
  const isOn = (id: string) => addons.some((addon) => addonId(addon) === id)
  const shown = addonCatalog.filter(
    ({ id, plugin, ...addon }) => addon.group === group && (plugin === undefined || plugin === cni.plugin || isOn(id)),
  )
  if (shown.length === 0) return null
  return (
    <section>
      <h4 className={styles.group}>{group}</h4>
      {shown.map((addon) => (
        <AddonEntry key={addon.id} addon={addon} />
      ))}
    </section>
  )
}

function AddonEntry({ addon }: { addon: AddonFacts }) {
  const { id, title, summary, options = [] } = addon
  const choice = addonOf(useDesign(), id)
  const isOn = choice !== undefined
  const consequence = useConsequence((design, on: boolean) => toggleAddon(design, id, on))
  return (
    <div>
      <Checkbox
        field={`addons/${id}`}
        checked={isOn}
        onPreview={consequence.preview}
        onChange={(on) => edit(`${on ? 'Add' : 'Remove'} ${title}`, (now) => toggleAddon(now, id, on))}
      >
        {title} <span className={styles.about}>{consequence.text ?? summary}</span>
      </Checkbox>
      {isOn && <Problems path={`addons/${id}`} />}
      {isOn && options.length > 0 && (
        <div className={styles.indented}>
          {options.map((option) => (
            <OptionField
              key={option.key}
              option={option}
              value={choice.options[option.key]}
              onChange={(value) =>
                edit(`Change ${title}`, (now) =>
                  setAddonOptions(now, id, withOption(choice.options, option.key, value)),
                )
              }
            />
          ))}
        </div>
      )}
    </div>
  )
}

/** Undefined takes the option out. */
function withOption(
  options: Readonly<Record<string, unknown>>,
  key: string,
  value: AddonOptions[string] | undefined,
): AddonOptions {
  const { [key]: _, ...rest } = options as AddonOptions
  return value === undefined ? rest : { ...rest, [key]: value }
}

interface OptionFieldProps {
  readonly option: AddonOption
  readonly value: unknown
  readonly onChange: (value: AddonOptions[string] | undefined) => void
}

function OptionField({ option, value, onChange }: OptionFieldProps) {
  switch (option.kind) {
    case 'choice':
      return (
        <Select
          label={option.title}
          value={option.choices.find(({ id }) => id === value)?.id ?? option.choices[0]?.id ?? ''}
          options={option.choices}
          onChoose={(id) => onChange(id)}
        />
      )
    case 'flag':
      return (
        <Checkbox checked={value === true} onChange={(on) => onChange(on ? true : undefined)}>
          {option.title}
        </Checkbox>
      )
    case 'port':
      return (
        <TextField
          label={option.title}
          value={typeof value === 'number' ? `${value}` : ''}
          placeholder={`${option.usual}`}
          inputMode="numeric"
          validate={(text) => (text === '' ? undefined : checkWhole(1, 65535)(text))}
          onCommit={(text) => onChange(text === '' ? undefined : Number(text))}
        />
      )
    case 'principals': {
      const list = Array.isArray(value) ? value.filter((text) => typeof text === 'string') : []
      return (
        <PrincipalsField
          label={option.title}
          tokens={list}
          onChange={(next) => onChange(next.length === 0 ? undefined : next)}
        />
      )
    }
  }
}
