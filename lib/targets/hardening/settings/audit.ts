/**
 * What the API server writes down. The first rule that matches decides, so the narrow ones stand first; and a level above
 * Metadata copies bodies into the log, so nothing that may hold a secret gets one.
 * @see https://kubernetes.io/docs/tasks/debug/debug-cluster/audit/
 */
import { branch, type Frame, type Part, type Setting, type Tree } from './setting'

const base = { apiVersion: 'audit.k8s.io/v1', kind: 'Policy' }

const policy: Tree = {
  ...base,
  omitStages: ['RequestReceived'],
  rules: [
    { level: 'None', nonResourceURLs: ['/healthz*', '/livez*', '/readyz*', '/version'] },
    { level: 'None', resources: [{ group: 'coordination.k8s.io', resources: ['leases'] }] },
    { level: 'None', verbs: ['watch'], users: ['system:kube-proxy', 'system:apiserver'] },
    {
      level: 'Metadata',
      resources: [
        { group: '', resources: ['secrets', 'configmaps', 'serviceaccounts/token'] },
        { group: 'authentication.k8s.io', resources: ['tokenreviews', 'tokenrequests'] },
      ],
    },
    {
      level: 'RequestResponse',
      verbs: ['create', 'update', 'patch', 'delete', 'deletecollection'],
      resources: [
        { group: 'rbac.authorization.k8s.io' },
        { group: 'admissionregistration.k8s.io' },
        { group: 'networking.k8s.io' },
      ],
    },
    {
      level: 'Request',
      verbs: ['create', 'get'],
      resources: [{ group: '', resources: ['pods/exec', 'pods/attach', 'pods/portforward'] }],
    },
    {
      level: 'Request',
      verbs: ['patch', 'update'],
      resources: [{ group: '', resources: ['pods/ephemeralcontainers'] }],
    },
    { level: 'Metadata' },
  ],
}

/**
 * What Talos writes by itself.
 * @see https://github.com/siderolabs/talos/blob/v1.14.0/pkg/machinery/config/types/k8s/audit_policy.go
 */
const talosDefault: Tree = { ...base, rules: [{ level: 'Metadata' }] }

export function auditSetting({ layout }: Frame): Setting {
  const part = (value: Tree): Part =>
    layout === 'documents'
      ? { kind: 'KubeAuditPolicyConfig', tree: { configuration: value } }
      : { tree: branch(['cluster', 'apiServer', 'auditPolicy'], value) }
  return {
    id: 'audit',
    purpose: 'Audit log of the Kubernetes API: who did what, secrets by name, changes of rights in full.',
    on: 'controlplane',
    set: [part(policy)],
    clear: [],
    unset: [part(talosDefault)],
  }
}
