/**
 * What Talos' own packet filter does on a machine, by its version: facts about the machines, for every target that
 * writes this filter, reads it or evaluates it. @see https://github.com/siderolabs/talos/releases
 */
import { formatTalosVersion, isAtLeast } from '../design/talos-version'
import { type Prefix, parsePrefix } from '../net/prefix'
import type { Site } from './site'

export interface TalosFilter {
  /** Where the chain at input stands: after mangle since 1.9.4, with all other filters before. */
  readonly inputPriority: 'mangle + 10' | 'filter'
  /** New packets to a node address pass a chain before destination NAT (#10437, 1.10.0). */
  readonly prerouting: boolean
  /** Block mode lets pods reach the host's name server (#9233, 1.8.0). */
  readonly hostDns: boolean
  /** Block mode drops ICMP timestamp and address mask messages (1.11.0). */
  readonly dropsIcmpProbes: boolean
  /** Answers to what a machine began pass in accept mode too (#13926, 1.14.0). */
  readonly acceptTracks: boolean
  /** A set that ends at the last address cannot be loaded, and nothing of the firewall is (#12890, fixed in 1.12.5). */
  readonly failsAtLastAddress: boolean
}

const known = new Map<string, TalosFilter>()

export function talosFilterOf({ talosVersion }: Pick<Site, 'talosVersion'>): TalosFilter {
  const key = formatTalosVersion(talosVersion)
  const found = known.get(key)
  if (found !== undefined) return found
  const since = (release: string): boolean => isAtLeast(talosVersion, release)
  const filter: TalosFilter = {
    inputPriority: since('1.9.4') ? 'mangle + 10' : 'filter',
    prerouting: since('1.10.0'),
    hostDns: since('1.8.0'),
    dropsIcmpProbes: since('1.11.0'),
    acceptTracks: since('1.14.0'),
    failsAtLastAddress: !since('1.12.5'),
  }
  known.set(key, filter)
  return filter
}

/** ICMP types for time and address mask, asked and answered: those that `dropsIcmpProbes` is about. */
export const icmpProbeTypes: readonly number[] = [13, 14, 17, 18]

/** The host's name server that pods use. @see siderolabs/talos pkg/machinery/constants/constants.go */
export const nameServerTexts = { 4: '169.254.116.108/32', 6: 'fd54:616c:6f73:0:204f:5320:444e:531/128' } as const

/** Its addresses on a machine of the site: the IPv6 one since 1.14.0, where pods have that family. */
export function nameServersOf({ talosVersion, podPrefixes }: Pick<Site, 'talosVersion' | 'podPrefixes'>): Prefix[] {
  const hasV6 = isAtLeast(talosVersion, '1.14.0') && podPrefixes.some(({ family }) => family === 6)
  const texts = hasV6 ? [nameServerTexts[4], nameServerTexts[6]] : [nameServerTexts[4]]
  return texts.flatMap((text) => parsePrefix(text) ?? [])
}
