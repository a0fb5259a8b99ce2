/** Rules of a person's own on the interfaces of the cluster's networks: ours stand before them and leave them little to decide. */

import type { FileSet } from '../../target'
import type { RuleText } from '../model'
import { readFiles } from '../read'

export interface Overruled {
  /** Keys of its interfaces, `floating` before them where it floats. */
  readonly tab: string
  readonly description: string
}

/** `keys`: the interfaces of the cluster's networks; `marker`: how the descriptions of ours begin. */
export function findOverruled(backup: FileSet, keys: readonly string[], marker: string): readonly Overruled[] {
  const read = readFiles(backup, [])
  if (!read.ok) return []
  return (read.value.filter?.rules ?? []).flatMap((rule, index): Overruled[] => {
    const description = rule.fields.get('descr') ?? ''
    const type = rule.fields.get('type') ?? 'pass'
    if (description.startsWith(marker) || rule.fields.has('disabled') || type === 'match') return []
    const tab = tabOf(rule, keys)
    return tab === undefined ? [] : [{ tab, description: description === '' ? `rule ${index + 1}` : description }]
  })
}

function tabOf({ fields }: RuleText, keys: readonly string[]): string | undefined {
  const named = (fields.get('interface') ?? '').split(',').filter((name) => name !== '')
  const isFloating = fields.get('floating') === 'yes'
  const here = named.filter((name) => keys.includes(name))
  const isEverywhere = isFloating && (named.length === 0 || named.includes('any'))
  if (here.length === 0 && !isEverywhere) return undefined
  return [...(isFloating ? ['floating'] : []), ...here].join(' ')
}
