/** Which interfaces of the box a point stands for. */
import type { Point } from '@/lib/site/point'
import type { Ruleset } from './stage'
import { tunnelTabs } from './stage'

/** An interface that no file names: only rules for all interfaces hold there. */
export const unnamedInterface = ''

export function interfacesAt(ruleset: Ruleset, { interfaces }: Point): readonly string[] {
  if (interfaces === undefined) return [unnamedInterface]
  if ('only' in interfaces) return interfaces.only
  const named = new Set<string>(ruleset.box?.interfaces.keys() ?? [])
  for (const stage of ruleset.stages) {
    for (const tab of stage.on ?? []) {
      if (ruleset.box === undefined || Object.hasOwn(tunnelTabs, tab)) named.add(tab)
    }
  }
  return [unnamedInterface, ...[...named].filter((key) => !interfaces.except.includes(key)).sort()]
}
