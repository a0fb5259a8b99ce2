/**
 * What differs between Talos versions, by the version that fixed or added it.
 * @see https://github.com/siderolabs/talos/releases
 */
import type { Site } from '@/lib/site/site'
import { type TalosFilter, talosFilterOf } from '@/lib/site/talos-filter'

export interface Behaviour extends TalosFilter {
  /** Of Talos 1. */
  readonly minor: number
  /** Patches append `ports` and `ingress` to what is there; later they replace (#8136, fixed in 1.6.2). */
  readonly listsAppend: boolean
  /** `TCP` and `BLOCK` are refused; later any case is read (measured with 1.6.0 and 1.7.0). */
  readonly exactCase: boolean
  /** `$patch: delete` is understood (1.8.0). */
  readonly deletes: boolean
  /** A document with nothing in it is skipped; before, the file is refused (#12656, 1.13.0). */
  readonly skipsEmptyDocuments: boolean
  /** A patch may name a document twice, and delete what is not there (#13818, 1.14.0). */
  readonly relaxedPatches: boolean
  /** Unquoted names that look like dates are refused (1.14.0). */
  readonly refusesDateNames: boolean
  /** Of two adjacent entries of one port list one is not loaded (#9009, fixed in 1.7.6 and 1.8.0). */
  readonly losesAdjacentPorts: boolean
}

const known = new Map<string, Behaviour>()

export function behaviourOf(version: Site['talosVersion']): Behaviour {
  const key = `${version.major}.${version.minor}.${version.patch}`
  const found = known.get(key)
  if (found !== undefined) return found
  const since = (minor: number, patch = 0): boolean =>
    version.major > 1 || version.minor > minor || (version.minor === minor && version.patch >= patch)
  const behaviour: Behaviour = {
    ...talosFilterOf({ talosVersion: version }),
    minor: version.major > 1 ? Number.POSITIVE_INFINITY : version.minor,
    listsAppend: !since(6, 2),
    exactCase: !since(7),
    deletes: since(8),
    skipsEmptyDocuments: since(13),
    relaxedPatches: since(14),
    refusesDateNames: since(14),
    losesAdjacentPorts: !since(7, 6),
  }
  known.set(key, behaviour)
  return behaviour
}

export function formatVersion(version: Site['talosVersion']): string {
  return `${version.major}.${version.minor}.${version.patch}`
}
