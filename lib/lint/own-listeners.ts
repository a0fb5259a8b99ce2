/** The listeners that a person drew, by port. */
import type { Design } from '../design/design'
import { formatPath } from '../design/path'
import { parsePortRange } from '../net/port-range'

export interface OwnListener {
  readonly name: string
  readonly at: string
  readonly index: number
}

/** Those of a protocol that hold one of the ports. */
export function ownListenersOn(design: Design, protocol: 'tcp' | 'udp', ports: readonly number[]): OwnListener[] {
  return design.listeners.flatMap((listener, index) => {
    if (listener.protocol !== protocol) return []
    const ranges = listener.ports.flatMap((text) => parsePortRange(text) ?? [])
    if (!ports.some((port) => ranges.some(({ from, to }) => port >= from && port <= to))) return []
    return [{ name: listener.name, at: formatPath(design, ['listeners', index]), index }]
  })
}
