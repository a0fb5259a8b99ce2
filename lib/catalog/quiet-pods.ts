/** What listens inside the pod network. */
import { eachPort, port } from './listener'
import type { QuietFacts, QuietListener } from './quiet-listener'

const inPods = (facts: QuietFacts): QuietListener => ({
  protocol: 'tcp',
  bind: 'pod network',
  because: 'Reached at pod addresses: inside the tunnel, or by the rule of the pod network where pods are routed.',
  ...facts,
})

export const podListeners: readonly QuietListener[] = [
  inPods({
    id: 'coredns',
    title: 'Cluster DNS',
    ports: eachPort(53, 9153),
    condition: 'always',
    source: 'pod-sources',
  }),
  inPods({
    id: 'webhooks',
    title: 'Webhooks and aggregated APIs',
    ports: [],
    condition: 'metrics-server, cert-manager and others',
    because: 'The API server calls pods: inside the tunnel, or by the rule of the pod network where pods are routed.',
    source: 'metrics-server',
  }),
  inPods({
    id: 'hubble-relay',
    title: 'Hubble Relay',
    ports: port(4245),
    condition: 'hubble.relay.enabled',
    source: 'cilium-ports',
  }),
  inPods({
    id: 'cilium-ztunnel',
    title: 'Cilium ztunnel',
    ports: eachPort(15008, 15021),
    condition: 'encryption.type ztunnel',
    source: 'cilium-values',
  }),
  inPods({
    id: 'calico-kube-controllers',
    title: 'Calico controllers',
    ports: port(9094),
    condition: 'Calico',
    source: 'calico-metrics',
  }),
  inPods({
    id: 'metallb-webhook',
    title: 'MetalLB webhook',
    ports: port(9443),
    condition: 'MetalLB',
    source: 'metallb-manifests',
  }),
  inPods({
    id: 'ceph-pods',
    title: 'Ceph in pods',
    ports: [],
    condition: 'Rook with its default network',
    source: 'rook-network',
  }),
  inPods({
    id: 'longhorn',
    title: 'Longhorn',
    ports: [
      { from: 3260, to: 3260 },
      { from: 8000, to: 8000 },
      { from: 8500, to: 8501 },
      { from: 9500, to: 9503 },
      { from: 10000, to: 30000 },
    ],
    condition: 'Longhorn',
    source: 'longhorn',
  }),
  inPods({
    id: 'longhorn-rwx',
    title: 'Longhorn shared volumes',
    ports: port(2049),
    condition: 'Longhorn with ReadWriteMany volumes',
    source: 'longhorn',
  }),
  inPods({
    id: 'openebs-local',
    title: 'OpenEBS LocalPV',
    ports: [],
    bind: 'nothing',
    condition: 'LocalPV',
    because: 'It never leaves its node.',
    source: 'mayastor',
  }),
]
