import type { Design } from '../../design/design'
import { transportOf } from '../../design/features'
import { type CatalogListener, onBoth, port } from '../listener'
import type { SourceKey } from '../source'

/** Overlay, encryption, CNI health, Typha and BGP: between nodes only, in every posture. */
export const overlayUsers: CatalogListener['users'] = {
  relaxed: () => onBoth('controlplane', 'worker'),
  standard: () => onBoth('nodes'),
  strict: () => onBoth('nodes'),
}

interface VxlanFacts {
  readonly plugin: Design['cni']['plugin']
  /** The plugin's own port on Talos; the design may name another. */
  readonly port: number
  readonly because: string
  readonly source: SourceKey
}

/** The VXLAN overlay of one plugin: the same listener everywhere but for its port and its source. */
export function vxlanListener(facts: VxlanFacts): CatalogListener {
  return {
    id: 'cni-vxlan',
    title: 'VXLAN overlay',
    protocol: 'udp',
    ports: (design) => port(design.cni.tunnelPort ?? facts.port),
    when: (design) => design.cni.plugin === facts.plugin && transportOf(design) === 'vxlan',
    users: overlayUsers,
    purpose: 'Pod traffic between nodes',
    because: () => facts.because,
    field: 'cni/transport',
    risk: 'high',
    need: 'required',
    source: facts.source,
  }
}
