/** etcd and the number of control planes. */
import { listenersOf } from '../../catalog/catalog'
import type { Design } from '../../design/design'
import { changeTalos } from '../../design/edits/cluster'
import { runsTalos } from '../../design/features'
import { isEmptyPacketSet } from '../../net/packet-set'
import type { LintRule } from '../context'
import type { Raised } from '../finding'
import { ownListenersOn } from '../own-listeners'
import { admittedFrom, samplePacket, workersAlone } from '../packets'

const mostMembers = 7

function countControlPlanes(design: Design): number {
  const nodes = design.nodes.filter(({ role }) => role === 'controlplane').length
  const pools = design.pools.filter(({ role }) => role === 'controlplane')
  return pools.reduce((sum, { count }) => sum + (typeof count === 'number' ? count : count.max), nodes)
}

export const controlPlaneRules: readonly LintRule[] = [
  ({ design }) => {
    const count = countControlPlanes(design)
    const say = (code: string, severity: Raised['severity'], message: string, label: string): Raised[] => [
      { code, severity, message, at: 'nodes', fix: { label } },
    ]
    if (count === 1) return say('cp-one', 'info', 'One control plane: nothing takes over when it fails', 'Add two more')
    if (count === 2)
      return say(
        'cp-two',
        'error',
        'Two control planes: losing either stops etcd, and upgrades are refused',
        'Add a third',
      )
    if (count > mostMembers)
      return say('cp-many', 'warning', `${count} control planes make every write of etcd slow`, 'Keep three or five')
    if (count > 0 && count % 2 === 0)
      return say('cp-even', 'warning', `${count} control planes bear no more failures than ${count - 1}`, 'Make it odd')
    return []
  },
  ({ views, site }) => {
    for (const view of views) {
      if (view.member.role !== 'controlplane') continue
      const hit = admittedFrom(view, workersAlone(view, site), 'tcp', [{ from: 2379, to: 2380 }])
      if (isEmptyPacketSet(hit)) continue
      const evidence = samplePacket(hit)
      const message = `Workers reach etcd on ${view.member.name}, and nothing on them needs it`
      const at = 'rules/etcd/controlplane'
      return [
        {
          code: 'etcd-from-workers',
          severity: 'warning',
          message,
          at,
          ...(evidence === undefined ? {} : { evidence }),
        },
      ]
    }
    return []
  },
  ({ design }) => {
    const plain = listenersOf(design).filter(({ id }) => id === 'etcd-metrics')
    const opened = [
      ...plain.map(({ field }) => ({ name: 'The add-on etcd-metrics', at: field })),
      ...ownListenersOn(design, 'tcp', [2381]),
    ]
    return opened.map(({ name, at }) => ({
      code: 'etcd-metrics-plain',
      severity: 'warning',
      message: `${name} opens 2381: the metrics of etcd in clear text, without authentication`,
      at,
      fix: { label: runsTalos(design, '1.14') ? 'Use 2383 instead' : 'Admit monitoring alone' },
    }))
  },
  ({ design }) => {
    const several = design.nodes.filter(({ role, nics }) => role === 'controlplane' && nics.length > 0)
    const [first] = several
    if (first === undefined) return []
    const message = `${first.name} is on several networks: without advertisedSubnets etcd may choose the public one`
    const fix = { label: 'Set cluster.etcd.advertisedSubnets' }
    return [{ code: 'etcd-nic-unset', severity: 'warning', message, at: `nodes/${first.name}/nics`, fix }]
  },
  ({ design, site }) => {
    if (site.members.every(({ role }) => role !== 'worker') || design.talos.discovery) return []
    const api = design.loadBalancers.find((one) => one.for.includes('kubernetes-api'))
    if (api === undefined || design.loadBalancers.some((one) => one.for.includes('trustd'))) return []
    const message = `Discovery is off, so workers know ${api.name} alone, and it does not forward trustd: they get no certificate`
    const fix = { label: 'Turn discovery on', edit: (now: Design) => changeTalos(now, { discovery: true }) }
    return [{ code: 'trustd-lb', severity: 'warning', message, at: `loadBalancers/${api.name}`, fix }]
  },
]
