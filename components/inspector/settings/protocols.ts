import type { listenerProtocols } from '@/lib/design/choices'

type ListenerProtocol = (typeof listenerProtocols)[number]

/** The ports that go with a protocol: none where it has none, and at least one where it has. */
export function portsFor(protocol: ListenerProtocol, ports: readonly string[]): string[] {
  if (protocol !== 'tcp' && protocol !== 'udp' && protocol !== 'sctp') return []
  return ports.length === 0 ? ['8080'] : [...ports]
}
