/** Which interfaces of a box a point stands for. */
import type { Point } from '@/lib/site/point'

/** An interface that no file names: only rules for all interfaces hold there. */
export const unnamedInterface = ''

/** `named`: every interface that the box, or one of its rules, has a name for. */
export function interfacesAt({ interfaces }: Point, named: () => Iterable<string>): readonly string[] {
  if (interfaces === undefined) return [unnamedInterface]
  if ('only' in interfaces) return interfaces.only
  return [unnamedInterface, ...[...new Set(named())].filter((key) => !interfaces.except.includes(key)).sort()]
}
