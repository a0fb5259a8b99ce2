/**
 * The objects of one namespace. Policies only ever add up, so each stands for one need and the deny for none.
 * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/
 */
import { parsePortRange } from '@/lib/net/port-range'
import type { KubernetesOptions } from '../options'

/** A manifest with what it is for, said above it. */
export interface Manifest {
  readonly purpose: string
  readonly object: {
    readonly apiVersion: string
    readonly kind: string
    readonly metadata: { readonly name: string; readonly namespace?: string; readonly labels: Labels }
    readonly spec?: PolicySpec
  }
}
type Labels = Readonly<Record<string, string>>

interface PolicySpec {
  readonly podSelector: object
  readonly policyTypes: readonly ('Ingress' | 'Egress')[]
  readonly ingress?: readonly { readonly from: readonly Peer[]; readonly ports?: readonly Port[] | undefined }[]
  readonly egress?: readonly { readonly to: readonly Peer[]; readonly ports?: readonly Port[] | undefined }[]
}

/** Selectors side by side in one peer must both match. */
interface Peer {
  readonly namespaceSelector?: { readonly matchLabels: Labels }
  readonly podSelector?: { readonly matchLabels?: Labels }
}

interface Port {
  readonly protocol: 'TCP' | 'UDP'
  readonly port: number | string
  readonly endPort?: number
}

const managedBy: Labels = { 'app.kubernetes.io/managed-by': 'portcullis' }

/** Every namespace carries its own name as this label since Kubernetes 1.22. */
const nameLabel = 'kubernetes.io/metadata.name'

/** Allows first and the deny last, so that applying them in order cuts nothing for a moment. */
export function policiesOf(namespace: string, cluster: string, options: KubernetesOptions): Manifest[] {
  const { denyEgress, ingressNamespace, metricsNamespace } = options
  const policy = (name: string, purpose: string, spec: Omit<PolicySpec, 'podSelector'>): Manifest => ({
    purpose,
    object: {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: `${cluster}-${name}`, namespace, labels: managedBy },
      spec: { podSelector: {}, ...spec },
    },
  })
  const ownPods: readonly Peer[] = [{ podSelector: {} }]
  const both = denyEgress ? (['Ingress', 'Egress'] as const) : (['Ingress'] as const)
  const from = (name: string): readonly Peer[] => [{ namespaceSelector: { matchLabels: { [nameLabel]: name } } }]
  return [
    ...(denyEgress
      ? [
          policy('allow-dns', 'Pods ask the DNS of the cluster.', {
            policyTypes: ['Egress'],
            egress: [{ to: [clusterDns], ports: dnsPorts }],
          }),
        ]
      : []),
    policy('allow-same-namespace', 'Pods of the namespace reach each other.', {
      policyTypes: both,
      ingress: [{ from: ownPods }],
      ...(denyEgress ? { egress: [{ to: ownPods }] } : {}),
    }),
    ...(ingressNamespace === undefined
      ? []
      : [
          policy('allow-ingress-controller', `The ingress controller in ${ingressNamespace} passes requests on.`, {
            policyTypes: ['Ingress'],
            ingress: [{ from: from(ingressNamespace), ports: portsOf(options.ingressPorts) }],
          }),
        ]),
    ...(metricsNamespace === undefined
      ? []
      : [
          policy('allow-metrics', `Prometheus in ${metricsNamespace} scrapes the pods.`, {
            policyTypes: ['Ingress'],
            ingress: [{ from: from(metricsNamespace), ports: portsOf(options.metricsPorts) }],
          }),
        ]),
    policy('default-deny', `Nothing else${denyEgress ? ', in or out' : ' gets in'}.`, { policyTypes: both }),
  ]
}

/**
 * CoreDNS as Talos deploys it.
 * @see https://github.com/siderolabs/talos/blob/v1.13.9/internal/app/machined/pkg/controllers/k8s/internal/k8stemplates/coredns.go
 */
const clusterDns: Peer = {
  namespaceSelector: { matchLabels: { [nameLabel]: 'kube-system' } },
  podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
}
const dnsPorts: readonly Port[] = [
  { protocol: 'UDP', port: 53 },
  { protocol: 'TCP', port: 53 },
]

function portsOf(texts: readonly string[]): readonly Port[] | undefined {
  if (texts.length === 0) return undefined
  const ports = [...new Set(texts)].map((text): Port => {
    const range = parsePortRange(text)
    if (range === undefined) return { protocol: 'TCP', port: text }
    return { protocol: 'TCP', port: range.from, ...(range.to > range.from ? { endPort: range.to } : {}) }
  })
  return ports.sort((a, b) => compareKeys(keyOf(a), keyOf(b)))
}

/** Numbers before names. */
function keyOf({ port, endPort }: Port): string {
  return typeof port === 'number' ? `0 ${String(port).padStart(5, '0')} ${endPort ?? ''}` : `1 ${port}`
}

function compareKeys(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** Enforced, and told to whoever applies and to the audit log. @see https://kubernetes.io/docs/concepts/security/pod-security-admission/ */
export const podSecurityModes = ['enforce', 'audit', 'warn'] as const

export function podSecurityLabel(mode: (typeof podSecurityModes)[number]): string {
  return `pod-security.kubernetes.io/${mode}`
}

export function namespaceOf(name: string, level: string): Manifest {
  const labels = Object.fromEntries(podSecurityModes.map((mode) => [podSecurityLabel(mode), level]))
  return {
    purpose: `Pods of ${name} keep to the Pod Security Standard "${level}".`,
    object: { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } },
  }
}
