/** The interfaces that a point stands for, by the names that the box and its rules know. */
import type { Point } from '@/lib/site/point'
import { interfacesAt } from '../../router/evaluate/interfaces'
import type { Ruleset } from './ruleset'

export function keysAt({ box, stages }: Ruleset, at: Point): readonly string[] {
  return interfacesAt(at, () => {
    // A tunnel that is no interface of its own is known by its group alone.
    if (box !== undefined) return [...box.interfaces.keys(), ...box.groups.keys()]
    return stages.flatMap(({ on }) => [...(on?.tabs ?? [])])
  })
}
