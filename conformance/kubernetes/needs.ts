/**
 * What pods must and must not reach, and which pods a namespace must take, by the options: written by hand from the pages
 * below and the README of the target, and from nothing of its code.
 * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/
 * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/
 */
import type { Endpoint, Try } from './process'
import type { PolicyOptions } from './samples'

const inside = (namespace: string, ip: string, labels: Endpoint['labels'] = { app: 'a' }): Endpoint => ({
  namespace,
  labels,
  ip,
})

/** CoreDNS as Talos runs it: see `coredns.go` of Talos. */
const dns = inside('kube-system', '10.244.0.53', { 'k8s-app': 'kube-dns' })
const bystanders: readonly Endpoint[] = [
  inside('kube-system', '10.244.0.54', { 'k8s-app': 'metrics-server' }),
  inside('elsewhere', '10.244.0.55'),
  // Says that it is the DNS, and stands in another namespace.
  inside('elsewhere', '10.244.0.56', { 'k8s-app': 'kube-dns' }),
  { namespace: '', labels: {}, ip: '203.0.113.7' },
  { namespace: '', labels: {}, ip: '2001:db8::7' },
  // The node of somebody else, and the API server.
  { namespace: '', labels: {}, ip: '10.5.0.2' },
]

export interface Wish extends Try {
  readonly wanted: boolean
}

export function wishesOf(options: PolicyOptions): Wish[] {
  const { namespaces = [], ingressNamespace, metricsNamespace } = options
  const named = [...new Set([...namespaces, ingressNamespace, metricsNamespace])].filter((name) => name !== undefined)
  const pods = named.flatMap((name, index) => [
    inside(name, `10.244.${index + 1}.1`),
    inside(name, `10.244.${index + 1}.2`, { app: 'b', 'k8s-app': 'kube-dns' }),
  ])
  const ends = [...pods, dns, ...bystanders]
  const ports = portsOf(options)
  return ends.flatMap((from) =>
    ends.flatMap((to) =>
      from.namespace === '' && to.namespace === ''
        ? []
        : ports.map((port) => ({
            from,
            to,
            ...port,
            wanted: mayLeave(options, from, to, port) && mayEnter(options, from, to, port),
          })),
    ),
  )
}

type Port = Pick<Try, 'protocol' | 'port' | 'portName'>

/** At every bound of the options, and where somebody always listens. */
function portsOf({ ingressPorts = [], metricsPorts = [] }: PolicyOptions): Port[] {
  const bounds = [...ingressPorts, ...metricsPorts].flatMap((text) => {
    const [from = 0, to = from] = text.split('-').map(Number)
    return Number.isNaN(from + to) ? [] : [from - 1, from, from + 1, to - 1, to, to + 1]
  })
  const numbers = [...new Set([...bounds, 1, 52, 53, 54, 443, 8080, 65_535])].filter(
    (port) => port > 0 && port < 65_536,
  )
  const names = [...ingressPorts, ...metricsPorts].filter((text) => /^(?=.*[a-z])/.test(text))
  return (['TCP', 'UDP', 'SCTP'] as const).flatMap((protocol) => [
    ...numbers.map((port) => ({ protocol, port, portName: '' })),
    ...names.map((portName) => ({ protocol, port: 30_123, portName })),
  ])
}

function isClosed({ namespaces = [] }: PolicyOptions, { namespace }: Endpoint): boolean {
  return namespaces.includes(namespace)
}

/** Pods of a closed namespace ask the DNS and reach each other, and nobody else where egress is denied. */
function mayLeave(options: PolicyOptions, from: Endpoint, to: Endpoint, { protocol, port }: Port): boolean {
  if (!isClosed(options, from) || options.denyEgress === false || from.namespace === to.namespace) return true
  return to === dns && port === 53 && protocol !== 'SCTP'
}

/** They are reached by each other, by who passes requests in, and by who scrapes. */
function mayEnter(options: PolicyOptions, from: Endpoint, to: Endpoint, port: Port): boolean {
  if (!isClosed(options, to) || from.namespace === to.namespace) return true
  const { ingressNamespace, ingressPorts, metricsNamespace, metricsPorts } = options
  const isAt = (name: string | undefined, ports: readonly string[] = []): boolean =>
    name !== undefined && from.namespace === name && (ports.length === 0 || ports.some((text) => isAmong(text, port)))
  return isAt(ingressNamespace, ingressPorts) || isAt(metricsNamespace, metricsPorts)
}

/** Ports that are named are of TCP. */
function isAmong(text: string, { protocol, port, portName }: Port): boolean {
  if (protocol !== 'TCP') return false
  const [from = 0, to = from] = text.split('-').map(Number)
  return Number.isNaN(from + to) ? portName === text : port >= from && port <= to && portName === ''
}

/** What Talos enforces in every namespace but that of the cluster, where no label says otherwise. */
export const talosPodSecurity = `
apiVersion: pod-security.admission.config.k8s.io/v1
kind: PodSecurityConfiguration
defaults: { enforce: baseline, audit: restricted, warn: restricted }
exemptions: { namespaces: [kube-system] }
`
