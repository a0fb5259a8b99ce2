/** Who gets in, and whether there is a second way. */
import type { Design } from '../../design/design'
import { removeAdmin } from '../../design/edits/admin'
import { formatPath } from '../../design/path'
import { allAddresses, setOfPrefixes, setsMeet, subtractSets } from '../../net/address-set'
import { isEmptyPacketSet } from '../../net/packet-set'
import type { PortRange } from '../../net/port-range'
import { type Prefix, prefixContains } from '../../net/prefix'
import { readPrefix } from '../../net/text-cache'
import { isWorldwide, type LintContext, type LintRule } from '../context'
import type { Raised } from '../finding'
import { admittedFrom, samplePacket, workersAlone } from '../packets'
import { isPrivate } from '../special'

const apid = [{ from: 50000, to: 50000 }]

interface Entry {
  readonly entry: Design['admin'][number]
  readonly index: number
  readonly prefix: Prefix
  readonly at: string
}

function entriesOf(design: Design): Entry[] {
  return design.admin.flatMap((entry, index) => {
    const prefix = readPrefix(entry.cidr)
    return prefix === undefined ? [] : [{ entry, index, prefix, at: formatPath(design, ['admin', index]) }]
  })
}

/** Whether some control plane admits these ports from beyond the cluster's own networks, whoever named those sources. */
function isOpenOutside({ site, views }: LintContext, ports: readonly PortRange[]): boolean {
  const inside = setOfPrefixes([
    ...site.clusterPrefixes,
    ...site.podPrefixes,
    ...site.servicePrefixes,
    ...site.members.flatMap((member) => member.sources),
  ])
  const outside = subtractSets(allAddresses, inside)
  return views.some(
    (view) => view.member.role === 'controlplane' && !isEmptyPacketSet(admittedFrom(view, outside, 'tcp', ports)),
  )
}

export const adminRules: readonly LintRule[] = [
  (context) => {
    const { design } = context
    const isManaged = design.talos.management === 'omni'
    const hasBalancer = design.loadBalancers.some((one) => one.for.includes('talos-api') && one.preservesSource)
    if (isManaged || hasBalancer || design.admin.some((entry) => entry.may.includes('talos'))) return []
    if (isOpenOutside(context, apid)) return []
    const message = 'No admin network may use the Talos API: you lock yourself out'
    return [{ code: 'admin-missing', severity: 'error', message, at: 'admin', fix: { label: 'Add an admin network' } }]
  },
  (context) => {
    const { design } = context
    if (design.admin.some((entry) => entry.may.includes('kubernetes'))) return []
    const { apiPort } = design.kubernetes
    if (isOpenOutside(context, [{ from: apiPort, to: apiPort }])) return []
    const message = 'No admin network may use the Kubernetes API: kubectl works on nodes only'
    const fix = { label: 'Add an admin network for Kubernetes' }
    return [{ code: 'admin-k8s-missing', severity: 'warning', message, at: 'admin', fix }]
  },
  ({ design }) =>
    entriesOf(design)
      // The Kubernetes API alone, open to everybody, is what expose-k8s-api is about.
      .filter(({ entry, prefix }) => isWorldwide(prefix) && entry.may.includes('talos'))
      .map(({ entry, at, index }): Raised => {
        const message = `${entry.name} (${entry.cidr}) is the whole internet, and admins use the Talos API`
        const isLast = design.admin.length === 1
        const edit = isLast ? {} : { edit: (now: Design) => removeAdmin(now, index) }
        const label = isLast ? 'Name an office, a VPN or a bastion' : `Remove ${entry.name}`
        return { code: 'admin-world', severity: 'error', message, at, fix: { label, ...edit } }
      }),
  ({ design }) =>
    entriesOf(design)
      .filter(({ prefix }) => !isWorldwide(prefix) && !isPrivate(prefix))
      .filter(({ prefix }) => prefix.length < (prefix.family === 4 ? 24 : 48))
      .map(({ entry, at }): Raised => {
        const message = `${entry.name} (${entry.cidr}) is a very wide public network`
        return { code: 'admin-wide', severity: 'warning', message, at, fix: { label: 'Narrow it' } }
      }),
  ({ design }) => {
    const entries = entriesOf(design)
    const [only] = entries
    if (only === undefined || entries.length > 1 || isPrivate(only.prefix)) return []
    if (design.talos.management === 'omni') return []
    if (only.prefix.length < (only.prefix.family === 4 ? 32 : 128)) return []
    const message = `The only way in is ${only.entry.cidr}: when that address changes, nobody gets in`
    const fix = { label: 'Add a second admin network' }
    return [{ code: 'admin-single-dynamic', severity: 'warning', message, at: only.at, fix }]
  },
  ({ design, site }) => {
    const inside = setOfPrefixes([
      ...site.podPrefixes,
      ...site.servicePrefixes,
      ...site.members.flatMap((member) => member.sources),
    ])
    return entriesOf(design)
      .filter(({ prefix }) => !isWorldwide(prefix) && setsMeet(setOfPrefixes([prefix]), inside))
      .map(({ entry, at }): Raised => {
        const message = `${entry.name} (${entry.cidr}) holds addresses of nodes, pods or services, which then count as admins`
        return { code: 'admin-overlap-nodes', severity: 'warning', message, at, fix: { label: 'Split it' } }
      })
  },
  ({ design, views }) => {
    if (design.talos.management === 'omni') return []
    const closed = views.filter(({ at }) => !at.rules.some((rule) => rule.listener === 'apid'))
    const [first] = closed
    if (first === undefined) return []
    const message = `Nobody may use the Talos API of ${first.member.name}: it cannot be managed or repaired`
    const at = `rules/apid/${first.member.role}`
    return [
      { code: 'apid-rule-missing', severity: 'error', message, at, fix: { label: 'Remove the override of apid' } },
    ]
  },
  ({ views, site }) => {
    for (const view of views) {
      const hit = admittedFrom(view, workersAlone(view, site), 'tcp', apid)
      if (isEmptyPacketSet(hit)) continue
      const message = `Workers may use the Talos API of ${view.member.name}, and never do`
      const evidence = samplePacket(hit)
      const at = `rules/apid/${view.member.role}`
      return [
        { code: 'apid-from-workers', severity: 'info', message, at, ...(evidence === undefined ? {} : { evidence }) },
      ]
    }
    return []
  },
  ({ design, site, views }) => {
    const named = entriesOf(design).filter(({ entry, prefix }) => entry.may.includes('talos') && !isWorldwide(prefix))
    // Control planes relay to workers whether or not their network is an admin's too.
    const nodes = setOfPrefixes(site.members.flatMap((member) => member.sources))
    const admins = subtractSets(setOfPrefixes(named.map(({ prefix }) => prefix)), nodes)
    const open = views.find(
      (view) => view.member.role === 'worker' && !isEmptyPacketSet(admittedFrom(view, admins, 'tcp', apid)),
    )
    if (open === undefined) return []
    const message = 'Admins may use the Talos API of workers directly, which only maintenance mode needs'
    return [{ code: 'apid-admin-worker', severity: 'info', message, at: 'rules/apid/worker' }]
  },
  ({ design }) => {
    const balancer = design.loadBalancers.find((one) => one.for.includes('talos-api'))
    if (balancer === undefined) return []
    const message =
      'talosctl through a load balancer is lost when the balancer is: list control planes as endpoints too'
    return [{ code: 'talosconfig-vip', severity: 'warning', message, at: `loadBalancers/${balancer.name}` }]
  },
  ({ design }) => {
    const entries = entriesOf(design)
    return entries.flatMap(({ entry, prefix, index, at }): Raised[] => {
      const wider = entries.find(
        (other) =>
          other.index !== index &&
          prefixContains(other.prefix, prefix) &&
          (other.prefix.length < prefix.length || other.index < index) &&
          entry.may.every((use) => other.entry.may.includes(use)) &&
          other.entry.until === undefined,
      )
      if (wider === undefined) return []
      const message = `${entry.name} (${entry.cidr}) lies in ${wider.entry.name} (${wider.entry.cidr}) and changes nothing`
      const fix = { label: `Remove ${entry.name}`, edit: (now: Design) => removeAdmin(now, index) }
      return [{ code: 'redundant-rule', severity: 'info', message, at, fix }]
    })
  },
]
