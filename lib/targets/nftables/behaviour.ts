/** What Talos programs differently from version to version. @see https://github.com/siderolabs/talos/releases */
import type { Site } from '@/lib/site/site'

export interface Behaviour {
  /** Where the chain at input stands: after mangle since 1.9.4, with all other filters before. */
  readonly inputPriority: 'mangle + 10' | 'filter'
  /** New packets to a node address pass a chain before destination NAT (#10437, 1.10.0). */
  readonly prerouting: boolean
  /** Where the default is to block, pods reach the host's name server (#9233, 1.8.0). */
  readonly hostDns: boolean
  /** The host's name server has an IPv6 address too (1.14.0). */
  readonly hostDnsV6: boolean
  /** Where the default is to block, ICMP timestamps and address masks are dropped (1.11.0). */
  readonly dropsIcmpProbes: boolean
  /** Answers pass where the default is to accept, too (#13926, 1.14.0). */
  readonly acceptTracks: boolean
  /** Talos can load a set that ends at the last port or address (#12890, 1.12.5). */
  readonly endsAllowed: boolean
}

const known = new Map<string, Behaviour>()

export function behaviourOf(version: Site['talosVersion']): Behaviour {
  const { major, minor, patch } = version
  const key = `${major}.${minor}.${patch}`
  const found = known.get(key)
  if (found !== undefined) return found
  const since = (floor: number, floorPatch = 0): boolean =>
    major > 1 || minor > floor || (minor === floor && patch >= floorPatch)
  const behaviour: Behaviour = {
    inputPriority: since(9, 4) ? 'mangle + 10' : 'filter',
    prerouting: since(10),
    hostDns: since(8),
    hostDnsV6: since(14),
    dropsIcmpProbes: since(11),
    acceptTracks: since(14),
    endsAllowed: since(12, 5),
  }
  known.set(key, behaviour)
  return behaviour
}
