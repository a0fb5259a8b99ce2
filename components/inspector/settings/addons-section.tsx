import { useConsequence } from '@/components/state/consequence'
import { edit, useDesign } from '@/components/state/design-store'
import { Checkbox } from '@/components/ui/checkbox'
import { Select } from '@/components/ui/select'
import { type AddonFacts, type AddonOption, addonCatalog } from '@/lib/catalog/catalog'
import { type AddonOptions, setAddonOptions, toggleAddon } from '@/lib/design/edits/addons'
import { addonOf } from '@/lib/design/features'
import { addonId } from '@/lib/design/references'
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
      {addonCatalog.map((addon) => (
        <AddonEntry key={addon.id} addon={addon} />
      ))}
    </Fold>
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
    case 'sources': {
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
