import type { Design } from '../design/design'
import { addonOf } from '../design/features'
import { type CatalogListener, inEveryPosture, onBoth, port } from './listener'

function memberlist(id: string, protocol: 'tcp' | 'udp'): CatalogListener {
  return {
    id,
    title: 'MetalLB memberlist',
    protocol,
    ports: () => port(7946),
    when: (design: Design) => {
      const metallb = addonOf(design, 'metallb')
      return metallb !== undefined && metallb.options.mode !== 'bgp'
    },
    users: inEveryPosture(() => onBoth('nodes')),
    purpose: 'Speakers agree on who announces an address',
    because: () => 'MetalLB announces on layer 2.',
    field: 'addons/metallb',
    risk: 'medium',
    need: 'required',
    source: 'metallb-ports',
  }
}

export const metallbListeners: readonly CatalogListener[] = [
  memberlist('metallb-memberlist', 'tcp'),
  memberlist('metallb-memberlist-udp', 'udp'),
]
