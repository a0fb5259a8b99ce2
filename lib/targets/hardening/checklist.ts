/**
 * What is asked before a cluster goes into production. What packets can answer is answered by the proof: each such step
 * names the findings that would speak against it. The rest a person ticks, and the design keeps it.
 */
import type { ChecklistItem } from '../target'

const talosSecurity = 'https://docs.siderolabs.com/talos/v1.13/security/talos-default-hardening-and-cis-compliance'
const recovery =
  'https://docs.siderolabs.com/talos/v1.13/build-and-extend-talos/cluster-operations-and-maintenance/disaster-recovery'
const firewall = 'https://docs.siderolabs.com/talos/v1.13/networking/ingress-firewall'

export const checklist: readonly ChecklistItem[] = [
  {
    id: 'talos-api-closed',
    group: 'Infrastructure',
    title: 'The Talos API answers admins and control planes, and no stranger',
    source: firewall,
    answeredBy: ['expose-apid', 'admin-world', 'apid-from-workers'],
  },
  {
    id: 'etcd-closed',
    group: 'Infrastructure',
    title: 'etcd answers control planes only',
    source: firewall,
    answeredBy: ['expose-etcd', 'etcd-from-workers', 'etcd-metrics-plain', 'etcd-http-114'],
  },
  {
    id: 'kubelet-closed',
    group: 'Infrastructure',
    title: 'No stranger reaches a kubelet',
    source: firewall,
    answeredBy: ['expose-kubelet'],
  },
  {
    id: 'trustd-closed',
    group: 'Infrastructure',
    title: 'No stranger may ask for a certificate',
    source: firewall,
    answeredBy: ['expose-trustd'],
  },
  {
    id: 'overlay-closed',
    group: 'Infrastructure',
    title: 'No stranger can inject packets into the pod network',
    source: firewall,
    answeredBy: ['expose-overlay', 'expose-bgp-typha'],
  },
  {
    id: 'kubernetes-api-narrow',
    group: 'Infrastructure',
    title: 'The Kubernetes API answers named networks only',
    source: firewall,
    answeredBy: ['expose-k8s-api'],
  },
  {
    id: 'nobody-locked-out',
    group: 'Infrastructure',
    title: 'Every machine can still be reached and repaired, in more than one way',
    source: firewall,
    answeredBy: ['lock-out', 'one-way-in', 'admin-missing', 'apid-rule-missing', 'apid-cp-to-worker'],
  },
  {
    id: 'disks-encrypted',
    group: 'Infrastructure',
    title: 'Disks of machines that can be carried away are encrypted',
    source: talosSecurity,
  },
  {
    id: 'secrets-bundle-encrypted',
    group: 'Certificates',
    title: 'The bundle of secrets is encrypted, in two places, and in no repository',
    source: talosSecurity,
  },
  {
    id: 'ca-rotation-rehearsed',
    group: 'Certificates',
    title: 'Rotating the authorities was rehearsed, at least without changing anything',
    source: 'https://docs.siderolabs.com/talos/v1.13/security/ca-rotation',
  },
  {
    id: 'key-expiry-watched',
    group: 'Certificates',
    title: 'Somebody is told before a talosconfig or kubeconfig expires',
    source: talosSecurity,
  },
  {
    id: 'roles-by-team',
    group: 'Access control',
    title: 'Each team has a key with its own role, and none is an admin for daily work',
    source: 'https://docs.siderolabs.com/talos/v1.13/security/rbac',
  },
  {
    id: 'admin-kubeconfig-locked-away',
    group: 'Access control',
    title: 'People reach the Kubernetes API as themselves, not with the admin’s file',
    source: talosSecurity,
  },
  {
    id: 'pod-security-reviewed',
    group: 'Kubernetes',
    title: 'Every namespace that is allowed more than baseline is known, with the reason',
    source: 'https://kubernetes.io/docs/concepts/security/pod-security-standards/',
  },
  {
    id: 'network-policies-tested',
    group: 'Kubernetes',
    title: 'A default deny was seen to deny, from a pod that it should keep out',
    source: 'https://kubernetes.io/docs/concepts/services-networking/network-policies/',
  },
  {
    id: 'audit-log-shipped',
    group: 'Monitoring',
    title: 'The audit log leaves the control planes',
    source: 'https://kubernetes.io/docs/tasks/debug/debug-cluster/audit/',
  },
  {
    id: 'logs-arrive',
    group: 'Monitoring',
    title: 'Logs of Talos and of the kernel arrive, and somebody is told when they stop',
    source: 'https://docs.siderolabs.com/talos/v1.13/configure-your-talos-cluster/logging-and-telemetry/logging',
  },
  {
    id: 'alerts-reach-somebody',
    group: 'Monitoring',
    title: 'An alert of the runtime detection reached a person, in a test',
    source: 'https://falco.org/docs/setup/container',
  },
  {
    id: 'etcd-backup-scheduled',
    group: 'Backup',
    title: 'Snapshots of etcd are taken every day, encrypted, and kept elsewhere',
    source: recovery,
  },
  {
    id: 'etcd-backup-tested',
    group: 'Backup',
    title: 'A cluster was restored from a snapshot, in a test network',
    source: recovery,
  },
  {
    id: 'benchmark-reviewed',
    group: 'Compliance',
    title: 'What kube-bench calls failed was read, and each is mended or explained',
    source: talosSecurity,
  },
  {
    id: 'runbooks-printed',
    group: 'Compliance',
    title: 'COMPROMISE.md and BREAK-GLASS.md are printed, and people know where',
    source: talosSecurity,
  },
]
