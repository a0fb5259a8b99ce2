/**
 * What must hold on a machine by the options, written a second time by hand: from facts/talos.md 10 and the pages named
 * here, and from nothing of the target.
 */
import { isAtLeast, type TalosVersion } from '@/lib/design/talos-version'
import type { HardeningInput } from '@/lib/testing/arbitrary-hardening'
import type { ApiRequest } from '../kubernetes/process'
import type { Role } from './protocol'

export interface HardeningNeeds {
  /** Kernel parameters, whoever sets them. */
  readonly sysctls: Readonly<Record<string, string>>
  readonly logs: readonly string[]
  readonly kernelLogs: readonly string[]
  readonly mirrors: Readonly<Record<string, { readonly endpoints: readonly string[]; readonly skipFallback: boolean }>>
  /** Whether the API server keeps the narrow audit policy, or that of Talos. */
  readonly audit: boolean
  readonly podSecurity: 'baseline' | 'restricted'
  readonly tls13: boolean
}

/**
 * Redirects and source routes are for routers, and a machine of a cluster trusts no sender to choose its way.
 * @see https://docs.kernel.org/networking/ip-sysctl.html
 * @see https://docs.kernel.org/admin-guide/sysctl/fs.html
 * @see https://kspp.github.io/Recommended_Settings
 */
const neededParameters: Readonly<Record<string, string>> = {
  'net.ipv4.conf.all.accept_redirects': '0',
  'net.ipv4.conf.default.accept_redirects': '0',
  'net.ipv4.conf.all.secure_redirects': '0',
  'net.ipv4.conf.default.secure_redirects': '0',
  'net.ipv4.conf.all.send_redirects': '0',
  'net.ipv4.conf.default.send_redirects': '0',
  'net.ipv4.conf.all.accept_source_route': '0',
  'net.ipv4.conf.default.accept_source_route': '0',
  'net.ipv6.conf.all.accept_redirects': '0',
  'net.ipv6.conf.default.accept_redirects': '0',
  'dev.tty.ldisc_autoload': '0',
  'fs.protected_fifos': '2',
  'fs.protected_hardlinks': '1',
  'fs.protected_regular': '2',
  'fs.protected_symlinks': '1',
  'kernel.kptr_restrict': '2',
  'kernel.yama.ptrace_scope': '2',
}

/** What Linux has where nobody says anything, of those outside of a network namespace. */
export const linuxDefaults: Readonly<Record<string, string>> = {
  'dev.tty.ldisc_autoload': '1',
  'fs.protected_fifos': '0',
  'fs.protected_hardlinks': '0',
  'fs.protected_regular': '0',
  'fs.protected_symlinks': '0',
}

export function hardeningNeeds(
  options: HardeningInput,
  version: TalosVersion,
  posture: string,
  role: Role,
): HardeningNeeds {
  const { logs, kernelLogs, mirrors, podSecurity, audit = true, tls13 = true, sysctls = true, airGapped } = options
  const isServer = role === 'controlplane'
  const named = Object.entries((mirrors ?? {}) as Record<string, string>)
  const skipFallback = airGapped === true && isAtLeast(version, '1.9.0')
  const level = podSecurity ?? (posture === 'strict' ? 'restricted' : 'baseline')
  return {
    sysctls: sysctls === true ? neededParameters : {},
    logs: listOf(logs),
    kernelLogs: listOf(kernelLogs),
    mirrors: Object.fromEntries(named.map(([name, url]) => [name, { endpoints: [url], skipFallback }])),
    audit: isServer && audit === true,
    podSecurity: isServer && level === 'restricted' ? 'restricted' : 'baseline',
    // From 1.14 on it is the default, and whoever names it gets no API server.
    tls13: isServer && tls13 === true && !isAtLeast(version, '1.14.0'),
  }
}

function listOf(value: unknown): readonly string[] {
  return [...new Set(Array.isArray(value) ? value.map(String) : [])].sort()
}

type Level = 'None' | 'Metadata' | 'Request' | 'RequestResponse'

const request = (verb: string, resource: string, more: Partial<ApiRequest> = {}): ApiRequest => {
  const [group = '', plural = '', subresource = ''] = resource.split('/')
  return { user: 'someone@example.net', verb, namespace: 'apps', group, resource: plural, subresource, ...more }
}
const path = (where: string): ApiRequest => ({ user: 'system:anonymous', verb: 'get', path: where })

/**
 * Nothing that may be a secret is copied into the log; changes of rights are kept whole; what people do inside of pods is
 * kept with what they asked; probes and heartbeats are left out; all else is noted.
 * @see https://kubernetes.io/docs/tasks/debug/debug-cluster/audit/
 * @see https://kubernetes.io/docs/reference/kubernetes-api/
 */
export const auditNeeds: readonly (readonly [ApiRequest, Level])[] = [
  ...['/healthz', '/healthz/etcd', '/livez', '/livez/ping', '/readyz', '/readyz/poststarthook', '/version'].map(
    (where) => [path(where), 'None'] as const,
  ),
  ...['/metrics', '/apis', '/api/v1', '/openapi/v2', '/logs'].map((where) => [path(where), 'Metadata'] as const),
  [request('update', 'coordination.k8s.io/leases'), 'None'],
  [request('get', 'coordination.k8s.io/leases'), 'None'],
  [request('get', 'coordination.k8s.io/leasecandidates'), 'Metadata'],
  [request('get', '/leases'), 'Metadata'],
  ...['system:kube-proxy', 'system:apiserver'].flatMap((user) => [
    [request('watch', 'discovery.k8s.io/endpointslices', { user }), 'None'] as const,
    [request('list', 'discovery.k8s.io/endpointslices', { user }), 'Metadata'] as const,
  ]),
  [request('watch', '/services'), 'Metadata'],
  [request('watch', '/secrets'), 'Metadata'],
  ...['get', 'list', 'create', 'update', 'patch', 'delete', 'deletecollection'].flatMap((verb) => [
    [request(verb, '/secrets'), 'Metadata'] as const,
    [request(verb, '/configmaps'), 'Metadata'] as const,
    [request(verb, '/pods'), 'Metadata'] as const,
    [request(verb, 'apps/deployments'), 'Metadata'] as const,
  ]),
  [request('create', '/serviceaccounts/token'), 'Metadata'],
  [request('create', 'authentication.k8s.io/tokenreviews'), 'Metadata'],
  [request('create', 'authentication.k8s.io/tokenrequests'), 'Metadata'],
  ...[
    'rbac.authorization.k8s.io/clusterrolebindings',
    'rbac.authorization.k8s.io/roles',
    'admissionregistration.k8s.io/validatingwebhookconfigurations',
    'networking.k8s.io/networkpolicies',
  ].flatMap((resource) => [
    ...['create', 'update', 'patch', 'delete', 'deletecollection'].map(
      (verb) => [request(verb, resource), 'RequestResponse'] as const,
    ),
    ...['get', 'list', 'watch'].map((verb) => [request(verb, resource), 'Metadata'] as const),
  ]),
  // As a program of old asks, and as one does over a websocket.
  ...['exec', 'attach', 'portforward'].flatMap((part) =>
    ['create', 'get'].map((verb) => [request(verb, `/pods/${part}`), 'Request'] as const),
  ),
  // A container put into a running pod, as `kubectl debug` does it: this part of a pod is patched, never made.
  ...['patch', 'update'].map((verb) => [request(verb, '/pods/ephemeralcontainers'), 'Request'] as const),
  [request('get', '/pods/log'), 'Metadata'],
  [request('get', '/nodes', { namespace: '' }), 'Metadata'],
]

/** What is left out of every entry: that a request came, which says nothing that its end does not. */
export const auditOmits: readonly string[] = ['RequestReceived']

const container = '{ name: a, image: "registry.example.net/a:1"'

/** Pods of every standard, and whether a namespace takes them that no label says anything of. */
export const podNeeds = `
apiVersion: v1
kind: Pod
metadata: { name: privileged }
spec: { containers: [${container}, securityContext: { privileged: true } }] }
---
apiVersion: v1
kind: Pod
metadata: { name: host }
spec: { hostNetwork: true, containers: [${container} }] }
---
apiVersion: v1
kind: Pod
metadata: { name: baseline }
spec: { containers: [${container} }] }
---
apiVersion: v1
kind: Pod
metadata: { name: restricted }
spec:
  securityContext: { runAsNonRoot: true, seccompProfile: { type: RuntimeDefault } }
  containers:
    - ${container}, securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: [ALL] } } }
`

export const takenPods = {
  baseline: ['baseline', 'restricted'],
  restricted: ['restricted'],
  privileged: ['privileged', 'host', 'baseline', 'restricted'],
} as const
