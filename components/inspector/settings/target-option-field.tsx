import { useDesign } from '@/components/state/design-store'
import { Checkbox } from '@/components/ui/checkbox'
import type { FieldError } from '@/components/ui/field-error'
import { Select } from '@/components/ui/select'
import { TextField } from '@/components/ui/text-field'
import { TokenField } from '@/components/ui/token-field'
import type { TargetOptions } from '@/lib/design/edits/records'
import styles from './fold.module.css'
import type { TargetOption } from './target-options'

type Value = TargetOptions[string] | undefined

export interface TargetOptionFieldProps {
  readonly option: TargetOption
  readonly field: string
  readonly value: Value
  /** Why the product refuses a value. */
  readonly validate: (value: Value) => string | undefined
  readonly onChange: (value: Value) => void
}

const unset = 'as it is by default'

export function TargetOptionField({ option, field, value, validate, onChange }: TargetOptionFieldProps) {
  const design = useDesign()
  const { title, hint, byDefault } = option
  const refuse = (text: string, next: Value): FieldError | undefined => {
    const reason = validate(next)
    return reason === undefined ? undefined : { message: `${text} ${reason}` }
  }
  const texts = Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []
  switch (option.kind) {
    case 'text':
    case 'number': {
      const read = (text: string): Value => (text === '' ? undefined : option.kind === 'number' ? Number(text) : text)
      return (
        <TextField
          label={title}
          field={field}
          mono
          hint={hint}
          inputMode={option.kind === 'number' ? 'numeric' : 'text'}
          value={typeof value === 'string' || typeof value === 'number' ? `${value}` : ''}
          placeholder={byDefault ?? unset}
          validate={(text) =>
            option.kind === 'number' && !/^\d*$/.test(text)
              ? { message: `${text} is not a whole number` }
              : refuse(text, read(text))
          }
          onCommit={(text) => onChange(read(text))}
        />
      )
    }
    case 'flag':
      return (
        <Checkbox field={field} checked={(value ?? byDefault === 'true') === true} onChange={onChange}>
          {title} <span className={styles.about}>{hint}</span>
        </Checkbox>
      )
    case 'choice':
      return (
        <Select
          label={title}
          field={field}
          hint={hint}
          value={typeof value === 'string' ? value : (byDefault ?? '')}
          options={[
            ...(byDefault === undefined ? [{ id: '', label: unset }] : []),
            ...option.choices.map((id) => ({ id, label: id })),
          ]}
          onChoose={(id) => onChange(id === '' ? undefined : id)}
        />
      )
    case 'list':
      return (
        <TokenField
          label={title}
          field={field}
          hint={hint}
          tokens={texts}
          suggestions={option.key === 'subnets' ? design.subnets.map(({ name }) => name) : []}
          placeholder={byDefault ?? 'all'}
          validate={(text) => refuse(text, [...texts, text])}
          onChange={(list) => onChange(list.length === 0 ? undefined : [...list])}
        />
      )
    case 'table': {
      const rows = typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : []
      const read = (list: readonly string[]): Value =>
        Object.fromEntries(
          list.map((text) => {
            const [key = '', ...rest] = text.split('=')
            const right = rest.join('=')
            return [key, option.values === 'number' ? Number(right) : right]
          }),
        )
      const tokens = rows.map(([key, right]) => `${key}=${String(right)}`)
      return (
        <TokenField
          label={title}
          field={field}
          hint={hint}
          tokens={tokens}
          placeholder="name=value"
          validate={(text) =>
            /^[^=]+=.+$/.test(text)
              ? refuse(text, read([...tokens, text]))
              : { message: `${text} is no pair: write name=value` }
          }
          onChange={(list) => onChange(list.length === 0 ? undefined : read(list))}
        />
      )
    }
    case 'other':
      return (
        <p className={styles.about}>
          {title}: {hint ?? 'set in design.yaml.'}
        </p>
      )
  }
}
