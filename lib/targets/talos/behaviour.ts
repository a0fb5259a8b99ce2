/**
 * What differs between Talos versions, by the version that fixed or added it.
 * @see https://github.com/siderolabs/talos/releases
 */
import type { Site } from '@/lib/site/site'

export interface Behaviour {
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
  /** A set that ends at the last port or address cannot be loaded, and nothing of the firewall is (#12890, fixed in 1.12.5). */
  readonly failsAtLastElement: boolean
  /** New packets to a node address pass a chain before destination NAT (#10437, 1.10.0). */
  readonly prerouting: boolean
  /** Block mode lets pods reach the host's name server (#9233, 1.8.0). */
  readonly hostDns: boolean
  /** The host's name server has an IPv6 address too (1.14.0). */
  readonly hostDnsV6: boolean
  /** Answers to what a machine began pass in accept mode too (#13926, 1.14.0). */
  readonly acceptTracks: boolean
  /** Block mode drops ICMP timestamp and address mask messages (1.11.0). */
  readonly dropsIcmpProbes: boolean
}

const known = new Map<string, Behaviour>()

export function behaviourOf(version: Site['talosVersion']): Behaviour {
  const key = `${version.major}.${version.minor}.${version.patch}`
  const found = known.get(key)
  if (found !== undefined) return found
  const since = (minor: number, patch = 0): boolean =>
    version.major > 1 || version.minor > minor || (version.minor === minor && version.patch >= patch)
  const behaviour: Behaviour = {
    minor: version.major > 1 ? Number.POSITIVE_INFINITY : version.minor,
    listsAppend: !since(6, 2),
    exactCase: !since(7),
    deletes: since(8),
    skipsEmptyDocuments: since(13),
    relaxedPatches: since(14),
    refusesDateNames: since(14),
    losesAdjacentPorts: !since(7, 6),
    failsAtLastElement: !since(12, 5),
    prerouting: since(10),
    hostDns: since(8),
    hostDnsV6: since(14),
    acceptTracks: since(14),
    dropsIcmpProbes: since(11),
  }
  known.set(key, behaviour)
  return behaviour
}

export function formatVersion(version: Site['talosVersion']): string {
  return `${version.major}.${version.minor}.${version.patch}`
}
