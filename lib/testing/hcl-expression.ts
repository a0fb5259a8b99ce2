import { parseHcl } from '@/lib/text/hcl/parse'
import type { HclExpression } from '@/lib/text/hcl/syntax'
import type { HclValue } from '@/lib/text/hcl/value'

/** The value of `x` in `x = …`. */
export function expressionOf(text: string): HclExpression {
  const parsed = parseHcl(`x = ${text}\n`)
  if (!parsed.ok) throw new Error(`line ${parsed.fault.line}: ${parsed.fault.message}`)
  const [attribute] = parsed.body.attributes
  if (attribute === undefined) throw new Error('no attribute')
  return attribute.value
}

/** Plain data, sets as `{ set: [...] }`, what is pending as `<path>`. */
export function plain(value: HclValue | undefined): unknown {
  if (value === undefined || value === null || typeof value !== 'object') return value
  switch (value.kind) {
    case 'list':
      return value.items.map(plain)
    case 'set':
      return { set: value.items.map(plain) }
    case 'object':
      return Object.fromEntries([...value.fields].map(([key, item]) => [key, plain(item)]))
    case 'pending':
      return `<${value.path}>`
  }
}
