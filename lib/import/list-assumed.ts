/** What is assumed of a design, for people: parts by their names, those assumed for one reason together. */
import { formatPath } from '../design/path'
import type { Imported } from './note'

export interface AssumedParts {
  /** `nodes/cp-1, nodes/cp-2`; empty for the whole design. */
  readonly at: string
  readonly text: string
}

/** Beyond this a list is skimmed. */
const mostNames = 6

export function listAssumed({ design, assumed }: Pick<Imported, 'design' | 'assumed'>): readonly AssumedParts[] {
  const parts = new Map<string, string[]>()
  for (const { path, text } of assumed) parts.set(text, [...(parts.get(text) ?? []), formatPath(design, path)])
  return [...parts].map(([text, names]) => {
    const rest = names.length - mostNames
    return { at: [...names.slice(0, mostNames), ...(rest > 0 ? [`${rest} more`] : [])].join(', '), text }
  })
}

/** Machines and pools that a file describes, and those that were made up from addresses in rules or for want of any. */
export function countMachines({ design, assumed }: Pick<Imported, 'design' | 'assumed'>): {
  readonly found: number
  readonly assumed: number
} {
  const whole = assumed.filter(({ path: [list], path }) => path.length === 2 && (list === 'nodes' || list === 'pools'))
  const count = new Set(whole.map(({ path }) => path.join('/'))).size
  return { found: design.nodes.length + design.pools.length - count, assumed: count }
}
