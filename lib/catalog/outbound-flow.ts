/** A need of nodes to reach something outside. */
import type { PortRange } from '../net/port-range'
import type { Protocol } from '../net/protocol'
import type { SourceKey } from './source'

export interface OutboundFlow {
  readonly id: string
  readonly title: string
  readonly protocol: Protocol
  readonly ports: readonly PortRange[]
  readonly to: string
  readonly condition: string
  readonly need: 'required' | 'optional'
  readonly ifBlocked: string
  /** What lets it out where egress is restricted: a name of ours, or a line of the design. */
  readonly openedBy: string
  readonly source: SourceKey
}

export function outbound(
  id: string,
  title: string,
  protocol: Protocol,
  ports: readonly PortRange[],
  to: string,
  condition: string,
  ifBlocked: string,
  more: Pick<OutboundFlow, 'openedBy' | 'source'> & Partial<Pick<OutboundFlow, 'need'>>,
): OutboundFlow {
  return { id, title, protocol, ports, to, condition, ifBlocked, need: 'required', ...more }
}
