import type { Design } from '../../design/design'
import { transportOf } from '../../design/features'
import { type CatalogListener, onBoth, port, type User } from '../listener'
import type { SourceKey } from '../source'

/** Overlay, encryption, CNI health, Typha and BGP: between nodes only, in every posture. */
export const overlayUsers: CatalogListener['users'] = overlayUsersAnd()

/** The same with further users: peers outside the cluster. */
export function overlayUsersAnd(...more: readonly User[]): CatalogListener['users'] {
  return {
    relaxed: () => onBoth('controlplane', 'worker', ...more),
    standard: () => onBoth('nodes', ...more),
    strict: () => onBoth('nodes', ...more),
  }
}

interface VxlanFacts {
  readonly plugin: Design['cni']['plugin']
  readonly title: string
  /** The plugin's own port on Talos; the design may name another. */
  readonly port: number
  readonly because: string
  readonly source: SourceKey
  readonly users?: CatalogListener['users']
}

/** The VXLAN overlay of one plugin: the same listener everywhere but for its port and its source. */
export function vxlanListener(facts: VxlanFacts): CatalogListener {
  return {
    id: 'cni-vxlan',
    title: 'VXLAN overlay',
    protocol: 'udp',
    ports: (design) => port(design.cni.tunnelPort ?? facts.port),
    when: (design) => design.cni.plugin === facts.plugin && transportOf(design) === 'vxlan',
    condition: `${facts.title} with VXLAN`,
    users: facts.users ?? overlayUsers,
    purpose: 'Pod traffic between nodes',
    because: () => facts.because,
    field: 'cni/transport',
    risk: 'high',
    need: 'required',
    source: facts.source,
  }
}
