/** What nodes must be able to reach. */
import type { Design } from '../../design/design'
import { changeTalos } from '../../design/edits/cluster'
import { addonOf, runsTalos } from '../../design/features'
import { readAddress, readPrefix, singlePrefix } from '../../net/text-cache'
import { findTarget } from '../../targets/all'
import type { LintRule } from '../context'
import { isPrivate } from '../special'

/** Whether every destination of a list lies inside; an empty list means anywhere. */
function isInside(texts: readonly string[]): boolean {
  return (
    texts.length > 0 &&
    texts.every((text) => {
      const address = readAddress(text)
      const prefix = address === undefined ? readPrefix(text) : singlePrefix(address)
      return prefix !== undefined && isPrivate(prefix)
    })
  )
}

type Lists = Exclude<Design['egress'], string>

function restricted({ egress }: Design): Lists | undefined {
  if (typeof egress !== 'string') return egress.mode === 'restricted' ? egress : undefined
  return egress === 'restricted' ? { mode: egress, dns: [], ntp: [], https: [], also: [] } : undefined
}

function allows(lists: Lists, protocol: string): boolean {
  return lists.also.some((one) => one.protocol === protocol)
}

export const egressRules: readonly LintRule[] = [
  ({ design, analysis, filteredElsewhere }) => {
    const filters = analysis.targets.flatMap(({ id }) => findTarget(id) ?? [])
    const holds = filters.some(({ capabilities }) => capabilities.egress?.supported === true)
    if (restricted(design) === undefined || holds || filters.length === 0 || filteredElsewhere) return []
    const message = 'Egress is restricted, and no listed target filters what a node sends: everything leaves'
    const fix = { label: 'List a target before the nodes' }
    return [{ code: 'egress-unfiltered', severity: 'warning', message, at: 'egress', fix }]
  },
  ({ design }) => {
    const lists = restricted(design)
    if (lists === undefined || !runsTalos(design, '1.14') || !isInside(lists.ntp)) return []
    const message = 'Talos 1.14 asks its default time server by NTS, and only time servers inside are open'
    const fix = { label: 'Set useNTS to false and name the servers in Talos, or open tcp 4460 to the default ones' }
    return [{ code: 'egress-nts', severity: 'error', message, at: 'egress', fix }]
  },
  ({ design }) => {
    const lists = restricted(design)
    if (lists === undefined || !runsTalos(design, '1.14') || !isInside(lists.https) || allows(lists, 'tcp')) return []
    const message = 'Talos 1.14 upgrades from the image factory, and HTTPS leads to servers inside only'
    const fix = { label: 'Open factory.talos.dev, or name a mirror in Talos' }
    return [{ code: 'egress-factory', severity: 'warning', message, at: 'egress', fix }]
  },
  ({ design }) => {
    const lists = restricted(design)
    if (lists === undefined || !design.talos.discovery || !isInside(lists.https) || allows(lists, 'tcp')) return []
    const severity = addonOf(design, 'kubespan') === undefined ? 'warning' : 'error'
    const message = 'Nodes find each other through the discovery service, and HTTPS leads to servers inside only'
    const fix = { label: 'Turn discovery off', edit: (now: Design) => changeTalos(now, { discovery: false }) }
    return [{ code: 'egress-discovery', severity, message, at: 'egress', fix }]
  },
  ({ design }) => {
    const lists = restricted(design)
    if (lists === undefined || design.talos.management !== 'omni' || allows(lists, 'udp')) return []
    const message = 'Nodes reach Omni by WireGuard, and no udp port but DNS and time is open'
    const fix = { label: 'Open the WireGuard port of Omni, or use its gRPC tunnel' }
    return [{ code: 'egress-omni', severity: 'error', message, at: 'egress', fix }]
  },
]
