/** Listeners of one's own on ports that the internet must never reach, whether or not the catalogue opens them here. */
import { listenersOf } from '../catalog/catalog'
import type { Design } from '../design/design'
import { formatPath } from '../design/path'
import { intersectPackets, isEmptyPacketSet } from '../net/packet-set'
import { type PortRange, parsePortRange } from '../net/port-range'
import { servicesOfPorts } from '../net/service'
import type { LintContext } from './context'
import type { Raised, Severity } from './finding'
import { packetsTo, samplePacket } from './packets'
import { rails } from './rails'

interface PortRail {
  readonly code: string
  readonly severity: Severity
  readonly protocol: 'tcp' | 'udp'
  readonly ports: readonly PortRange[]
  readonly danger: string
}

function rail(
  code: string,
  severity: Severity,
  protocol: 'tcp' | 'udp',
  danger: string,
  ...ports: readonly (number | readonly [number, number])[]
): PortRail {
  const ranges = ports.map((one) => (typeof one === 'number' ? { from: one, to: one } : { from: one[0], to: one[1] }))
  return { code, severity, protocol, ports: ranges, danger }
}

/** facts/flows.md 9: rules 18 and 21 to 25. */
const portRails: readonly PortRail[] = [
  rail('expose-etcd', 'error', 'tcp', 'an etcd port', [2379, 2381], 2383),
  rail('expose-overlay', 'error', 'udp', 'a tunnel port', 4789, 6081, 8472),
  rail('expose-bgp-typha', 'error', 'tcp', 'a port of routes and policy', 179, 5473),
  rail('expose-host-metrics', 'warning', 'tcp', 'a metrics port', 2112, 7472, 9091, 9100, 9120, [9962, 9965]),
  rail('expose-hubble', 'error', 'tcp', 'the port of Hubble', 4244),
  rail('expose-storage', 'error', 'tcp', 'a storage port', 3300, 6789, 4421, 8420, 10124, 50053, [3366, 3367], 3370),
  rail('expose-storage', 'error', 'tcp', 'storage ports', [6800, 7568], [7000, 7999]),
]

export function findOwnExposures(context: LintContext): Raised[] {
  const { design } = context
  const seen = new Set<string>()
  return design.listeners.flatMap((listener, index) =>
    portRails.flatMap((one): Raised[] => {
      const key = `${index} ${one.code}`
      const ports = dangerous(listener, one, design)
      if (ports.length === 0 || seen.has(key)) return []
      const evidence = witnessOf(listener.name, one.protocol, ports, context)
      if (evidence === undefined) return []
      seen.add(key)
      return [
        {
          code: one.code,
          severity: one.severity,
          message: `${listener.name} opens ${one.danger} to anybody on the internet`,
          at: formatPath(design, ['listeners', index]),
          evidence,
          fix: { label: 'Name narrower sources' },
        },
      ]
    }),
  )
}

/** The ports that both hold, without those whose own listener is guarded already; of a long range one port is a chance. */
function dangerous(listener: Design['listeners'][number], one: PortRail, design: Design): PortRange[] {
  if (listener.protocol !== one.protocol) return []
  const guarded = listenersOf(design)
    .filter(({ id, protocol }) => protocol === one.protocol && Object.hasOwn(rails, id))
    .flatMap((known) => known.ports(design))
  const drawn = listener.ports.flatMap((text) => parsePortRange(text) ?? [])
  return one.ports.flatMap((range) =>
    drawn.flatMap(({ from, to }) => {
      const shared = { from: Math.max(range.from, from), to: Math.min(range.to, to) }
      if (shared.from > shared.to || (range.to - range.from > fewPorts && shared.from === shared.to)) return []
      return guarded.some((known) => known.from <= shared.from && shared.to <= known.to) ? [] : [shared]
    }),
  )
}

const fewPorts = 10

function witnessOf(name: string, protocol: 'tcp' | 'udp', ports: readonly PortRange[], context: LintContext) {
  const { policy, strangers, views } = context
  const rules = policy.rules.filter((rule) => rule.direction === 'ingress' && rule.listener === name)
  for (const view of views) {
    if (!rules.some((rule) => rule.members.includes(view.member.name))) continue
    const hit = intersectPackets(view.admitted, packetsTo(view, servicesOfPorts(protocol, ports), strangers))
    if (!isEmptyPacketSet(hit)) return samplePacket(hit)
  }
  return undefined
}
