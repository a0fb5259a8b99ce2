/** Load balancers that a posture or an override shuts out. */
import type { Design, LoadBalancerUse } from '../../design/design'
import { addOverride } from '../../design/edits/listeners'
import { type AddressSet, setOfPrefixes } from '../../net/address-set'
import { subtractPackets } from '../../net/packet-set'
import { type PortRange, parsePortRange } from '../../net/port-range'
import { servicesOfPorts } from '../../net/service'
import type { LintContext, LintRule } from '../context'
import type { Raised } from '../finding'
import { packetsTo, samplePacket } from '../packets'

interface Behind {
  readonly listener: string
  readonly title: string
  readonly ports: readonly PortRange[]
}

const single = (port: number): PortRange[] => [{ from: port, to: port }]

/** What a balancer of this use asks of the machines behind it; one NodePort stands for all. */
function behind(use: LoadBalancerUse, design: Design): Behind | undefined {
  switch (use) {
    case 'kubernetes-api':
      return { listener: 'kubernetes-api', title: 'Kubernetes API', ports: single(design.kubernetes.apiPort) }
    case 'talos-api':
      return { listener: 'apid', title: 'Talos API', ports: single(50000) }
    case 'trustd':
      return { listener: 'trustd', title: 'trustd', ports: single(50001) }
    case 'nodeports': {
      const range = parsePortRange(design.nodePorts.range)
      if (!design.nodePorts.enabled || range === undefined || !design.nodePorts.protocols.includes('tcp')) return
      return { listener: 'nodeport-tcp', title: 'NodePorts', ports: single(range.from) }
    }
  }
}

/** The machines that a balancer hands packets to. */
function servedBy({ listener }: Behind, { policy }: LintContext): ReadonlySet<string> {
  const rules = [...policy.rules, ...policy.closed].filter(
    (rule) => rule.direction === 'ingress' && rule.listener === listener,
  )
  // Workers have a Talos API too, which only control planes use.
  return new Set(
    rules.filter(({ on }) => listener !== 'apid' || on === 'controlplane').flatMap(({ members }) => members),
  )
}

function shutOut(name: string, asked: Behind, sources: AddressSet, context: LintContext): Raised[] {
  const { listener, title, ports } = asked
  const served = servedBy(asked, context)
  for (const view of context.views.filter(({ member }) => served.has(member.name))) {
    const lack = subtractPackets(packetsTo(view, servicesOfPorts('tcp', ports), sources), view.admitted)
    const evidence = samplePacket(lack)
    if (evidence === undefined) continue
    const fix = {
      label: `Let load balancers use ${title}`,
      edit: (now: Design) => addOverride(now, { listener, add: ['lb'] }),
    }
    const message = `${title} on ${view.member.name} does not admit ${name}: it will find every node dead`
    return [{ code: 'lb-health-missing', severity: 'error', message, at: `loadBalancers/${name}`, fix, evidence }]
  }
  return []
}

export const balancerRules: readonly LintRule[] = [
  (context) =>
    context.design.loadBalancers.flatMap(({ name, for: uses }) => {
      const sources = setOfPrefixes(context.site.loadBalancers.find((one) => one.name === name)?.sources ?? [])
      return [...new Set(uses)].flatMap((use) => {
        const asked = behind(use, context.design)
        return asked === undefined ? [] : shutOut(name, asked, sources, context)
      })
    }),
]
