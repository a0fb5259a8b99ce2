/** Rows of the reference, as words: made once, when the page is built. */
import { catalog } from '@/lib/catalog/catalog'
import { type CatalogFlow, flowsOf, wordUser } from '@/lib/catalog/flows'
import type { CatalogListener } from '@/lib/catalog/listener'
import { sampleDesignWith } from '@/lib/catalog/sample-design'
import { sources } from '@/lib/catalog/source'
import type { Design } from '@/lib/design/design'
import { formatPortRange, type PortRange } from '@/lib/net/port-range'
import { formatProtocol, type Protocol } from '@/lib/net/protocol'

export interface ListenerRow {
  readonly id: string
  readonly title: string
  readonly service: string
  readonly condition: string
  readonly purpose: string
  /** `Control planes: from nodes, admins`. */
  readonly flows: readonly string[]
  readonly bind: string
  readonly need: string
  readonly risk: string
  readonly source: string
}

/** One row for each listener; several with one id differ by their product. */
export function listenerRows(): ListenerRow[] {
  return catalog.map((listener) => ({
    id: listener.id,
    title: listener.title,
    service: wordListenerService(listener),
    condition: listener.condition,
    purpose: listener.purpose,
    flows: wordFlows(flowsOf(listener)),
    bind: listener.bind ?? 'all addresses',
    need: listener.need,
    risk: listener.risk,
    source: sources[listener.source],
  }))
}

function wordListenerService(listener: CatalogListener): string {
  const design = sampleDesignWith(listener) ?? sampleDesignWith(listener, 'relaxed')
  const { protocol, icmpTypes = [] } = listener
  if (icmpTypes.length > 0) return `${formatProtocol(protocol)} type ${icmpTypes.join(', ')}`
  return wordService(protocol, design === undefined ? [] : listener.ports(design))
}

export function wordService(protocol: Protocol, ports: readonly PortRange[]): string {
  const name = protocol === 'any' ? '' : formatProtocol(protocol)
  return [name, ports.map(formatPortRange).join(', ')].filter((part) => part !== '').join(' ') || '–'
}

const roleWords = { controlplane: 'Control planes', worker: 'Workers' } as const
const everyPosture: readonly Design['posture'][] = ['relaxed', 'standard', 'strict']

/** Both roles on one line where they have the same users. */
function wordFlows(flows: readonly CatalogFlow[]): string[] {
  const lines = new Map<string, string[]>()
  for (const role of ['controlplane', 'worker'] as const) {
    const here = flows.filter((flow) => flow.on === role)
    if (here.length === 0) continue
    const words = here.map(wordFlow).join('; ')
    lines.set(words, [...(lines.get(words) ?? []), roleWords[role]])
  }
  return [...lines].map(([words, roles]) => `${roles.join(' and ')}: ${words}`)
}

function wordFlow({ user, postures }: CatalogFlow): string {
  const isEverywhere = everyPosture.every((posture) => postures.includes(posture))
  return isEverywhere ? wordUser(user) : `${wordUser(user)} (${postures.join(', ')})`
}
