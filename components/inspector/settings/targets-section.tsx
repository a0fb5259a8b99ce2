import { useState } from 'react'
import { useConsequence } from '@/components/state/consequence'
import { edit, useDesign } from '@/components/state/design-store'
import { Checkbox } from '@/components/ui/checkbox'
import type { Design } from '@/lib/design/design'
import { setTargetOptions, type TargetOptions, toggleTarget } from '@/lib/design/edits/records'
import { findTarget, targets } from '@/lib/targets/all'
import { suggestedOptions } from '@/lib/targets/suggested-options'
import type { Target } from '@/lib/targets/target'
import { Problems } from '../problems'
import { Entry, Fold } from './fold'
import styles from './fold.module.css'
import { TargetOptionField } from './target-option-field'
import { optionsOf } from './target-options'

/** Which files the bundle holds: every product at once, then what is pointed at, then the options of those chosen. */
export function TargetsSection() {
  const design = useDesign()
  const { text, preview } = useConsequence((now, { target, on }: { target: Target; on: boolean }) =>
    chooseTarget(now, target, on),
  )
  const [pointed, setPointed] = useState<Target>()
  const chosen = Object.keys(design.targets)
  const unknown = chosen.filter((id) => findTarget(id) === undefined)
  return (
    <Fold
      title="Files for"
      path="targets"
      note={chosen.map((id) => findTarget(id)?.meta.title ?? id).join(', ') || 'nothing'}
    >
      <div>
        {targets.map((target) => (
          <Checkbox
            key={target.id}
            field={`targets/${target.id}`}
            checked={Object.hasOwn(design.targets, target.id)}
            onPreview={(on) => {
              setPointed(on === undefined ? undefined : target)
              preview(on === undefined ? undefined : { target, on })
            }}
            onChange={(on) =>
              edit(`${on ? 'Add' : 'Remove'} files for ${target.meta.title}`, (now) => chooseTarget(now, target, on))
            }
          >
            {target.meta.title}
          </Checkbox>
        ))}
      </div>
      {unknown.map((id) => (
        <Entry key={id} label={id} onRemove={() => edit(`Remove ${id}`, (now) => toggleTarget(now, id, false))}>
          <p>
            {id} <span className={styles.about}>is not known to this version; it is kept as it is.</span>
          </p>
        </Entry>
      ))}
      <div className={styles.consequence} role="status">
        {pointed === undefined ? (
          <p className={styles.about}>Point at a product, or go to its box, to see what its files would do.</p>
        ) : (
          [`${pointed.meta.summary}.`, ...(text ?? '').split('\n')].map((line) => <p key={line}>{line}</p>)
        )}
      </div>
      {targets.map((target) => {
        const options = design.targets[target.id]
        return options !== undefined && <TargetOptionList key={target.id} target={target} options={options} />
      })}
    </Fold>
  )
}

/** What can be said to one chosen product, and what it has against what was said. */
function TargetOptionList({ target, options }: { target: Target; options: TargetOptions }) {
  const { id, meta } = target
  const known = optionsOf(target.options)
  return (
    <>
      <Problems path={`targets/${id}`} />
      {known.length > 0 && (
        <fieldset className={styles.options}>
          <legend>{meta.title}</legend>
          {known.map((option) => (
            <TargetOptionField
              key={option.key}
              option={option}
              field={`targets/${id}/${option.key}`}
              value={options[option.key]}
              validate={(value) => refusalOf(target, options, option.key, value)}
              onChange={(value) =>
                edit(`Change ${option.title.toLowerCase()} of ${meta.title}`, (now) =>
                  setTargetOptions(now, id, withOption(now.targets[id] ?? {}, option.key, value)),
                )
              }
            />
          ))}
        </fieldset>
      )}
    </>
  )
}

/** A product that does nothing without options begins with its own guess. */
function chooseTarget(design: Design, target: Target, on: boolean): Design {
  if (!on) return toggleTarget(design, target.id, false)
  return setTargetOptions(design, target.id, suggestedOptions(target, design))
}

/** Undefined takes the option out, so that the product's default holds. */
function withOption(options: TargetOptions, key: string, value: TargetOptions[string] | undefined): TargetOptions {
  const { [key]: _, ...rest } = options
  return value === undefined ? rest : { ...rest, [key]: value }
}

/** What the product's own schema says against a value, if anything. */
function refusalOf(
  target: Target,
  options: TargetOptions,
  key: string,
  value: TargetOptions[string] | undefined,
): string | undefined {
  const read = target.options.safeParse(withOption(options, key, value))
  return read.success ? undefined : read.error.issues.find((issue) => issue.path[0] === key)?.message
}
