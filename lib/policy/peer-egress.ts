/** Peers outside the cluster with which nodes speak in both directions: other clusters of a mesh, tunnel endpoints. */
import { listenersOf } from '../catalog/catalog'
import { isCilium } from '../catalog/cni/cilium'
import { apiPortsOfMesh } from '../catalog/cni/cilium-options'
import type { Design } from '../design/design'
import type { Principal } from '../design/principal'
import type { EgressDraft } from './egress-draft'
import { principalsOfOption } from './posture'

/** Nodes and pods of the other clusters. */
export function meshPeers(design: Design): readonly Principal[] {
  return isCilium(design) ? principalsOfOption(design, 'clustermesh', 'from') : []
}

/** What these peers may send to a node between agents and tunnels, a node sends to them. */
export function peerDrafts(design: Design): EgressDraft[] {
  const peers = [
    { addon: 'clustermesh', to: meshPeers(design) },
    { addon: 'cilium-vtep', to: isCilium(design) ? principalsOfOption(design, 'cilium-vtep', 'from') : [] },
  ]
  return peers
    .filter(({ to }) => to.length > 0)
    .flatMap(({ addon, to }) => [
      ...dataDrafts(addon, to, design),
      ...(addon === 'clustermesh' ? [apiDraft(to, design)] : []),
    ])
}

function dataDrafts(addon: string, to: readonly Principal[], design: Design): EgressDraft[] {
  return listenersOf(design)
    .filter(({ id, users }) => {
      const own = users[design.posture](design)
      return (
        id !== 'clustermesh-api' && [own.controlplane, own.worker].some((list) => list?.includes(`from of ${addon}`))
      )
    })
    .map(({ id, title, protocol, ports, icmpTypes, source }) => ({
      name: `${addon}-${id}`,
      title,
      to,
      protocol,
      ports: ports(design),
      ...(icmpTypes === undefined ? {} : { icmpTypes }),
      because: 'Both sides open it.',
      field: `addons/${addon}`,
      source,
    }))
}

function apiDraft(to: readonly Principal[], design: Design): EgressDraft {
  return {
    name: 'clustermesh-api',
    title: 'Cluster Mesh API',
    to,
    protocol: 'tcp',
    ports: apiPortsOfMesh(design),
    because: 'Agents read what runs in the other clusters.',
    field: 'addons/clustermesh',
    source: 'cilium-clustermesh',
  }
}
