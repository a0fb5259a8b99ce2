/**
 * Falco and kube-bench as manifests that Talos takes: each in a namespace of its own whose label lets its pods in, since
 * Talos enforces the baseline standard everywhere else.
 * @see https://falco.org/docs/setup/container
 * @see https://github.com/aquasecurity/kube-bench/blob/main/docs/running.md
 * @see https://docs.siderolabs.com/talos/v1.13/security/talos-default-hardening-and-cis-compliance
 */
import { writeYaml } from '@/lib/text/write-yaml'

const labels = (name: string) => ({ 'app.kubernetes.io/name': name, 'app.kubernetes.io/managed-by': 'portcullis' })

function namespace(name: string) {
  const level = Object.fromEntries(
    ['enforce', 'audit', 'warn'].map((mode) => [`pod-security.kubernetes.io/${mode}`, 'privileged']),
  )
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels: { ...labels(name), ...level } } }
}

const everywhere = [{ operator: 'Exists', effect: 'NoSchedule' }]

/** Not privileged: the modern probe needs four capabilities, and neither the host's network nor its processes. */
export function writeFalco(image: string): string {
  const host = (name: string, path: string) => ({
    mount: { name, mountPath: `/host${path}`, readOnly: true },
    volume: { name, hostPath: { path } },
  })
  const tracing = {
    mount: { name: 'tracing', mountPath: '/sys/kernel/tracing', readOnly: true },
    volume: { name: 'tracing', hostPath: { path: '/sys/kernel/tracing' } },
  }
  const parts = [host('proc', '/proc'), host('etc', '/etc'), tracing]
  return documents('Watches what processes in containers do.', [
    namespace('falco'),
    {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name: 'falco', namespace: 'falco', labels: labels('falco') },
      automountServiceAccountToken: false,
    },
    {
      apiVersion: 'apps/v1',
      kind: 'DaemonSet',
      metadata: { name: 'falco', namespace: 'falco', labels: labels('falco') },
      spec: {
        selector: { matchLabels: { 'app.kubernetes.io/name': 'falco' } },
        template: {
          metadata: { labels: labels('falco') },
          spec: {
            serviceAccountName: 'falco',
            automountServiceAccountToken: false,
            tolerations: everywhere,
            containers: [
              {
                name: 'falco',
                image,
                args: ['/usr/bin/falco', '-o', 'engine.kind=modern_ebpf', '-o', 'json_output=true'],
                securityContext: {
                  allowPrivilegeEscalation: false,
                  capabilities: { drop: ['ALL'], add: ['BPF', 'PERFMON', 'SYS_PTRACE', 'SYS_RESOURCE'] },
                  seccompProfile: { type: 'Unconfined' },
                },
                resources: { requests: { cpu: '100m', memory: '512Mi' }, limits: { memory: '1Gi' } },
                volumeMounts: parts.map(({ mount }) => mount),
              },
            ],
            volumes: parts.map(({ volume }) => volume),
          },
        },
      },
    },
  ])
}

const checked = ['/etc/kubernetes', '/var/lib/kubelet', '/var/lib/etcd']

/** Once on a control plane and once on a worker; what it calls failed is read by a person. */
export function writeKubeBench(image: string): string {
  const job = (name: string, targets: string, selector: object) => ({
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name, namespace: 'kube-bench', labels: labels('kube-bench') },
    spec: {
      backoffLimit: 0,
      ttlSecondsAfterFinished: 86_400,
      template: {
        metadata: { labels: labels('kube-bench') },
        spec: {
          hostPID: true,
          restartPolicy: 'Never',
          automountServiceAccountToken: false,
          ...selector,
          tolerations: everywhere,
          containers: [
            {
              name: 'kube-bench',
              image,
              command: ['kube-bench', 'run', '--targets', targets],
              securityContext: {
                allowPrivilegeEscalation: false,
                capabilities: { drop: ['ALL'], add: ['DAC_READ_SEARCH'] },
              },
              volumeMounts: checked.map((path) => ({ name: nameOf(path), mountPath: path, readOnly: true })),
            },
          ],
          volumes: checked.map((path) => ({ name: nameOf(path), hostPath: { path } })),
        },
      },
    },
  })
  const role = 'node-role.kubernetes.io/control-plane'
  const worker = {
    affinity: {
      nodeAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: {
          nodeSelectorTerms: [{ matchExpressions: [{ key: role, operator: 'DoesNotExist' }] }],
        },
      },
    },
  }
  return documents('Compares a cluster with the CIS benchmark of Kubernetes.', [
    namespace('kube-bench'),
    job('kube-bench-controlplane', 'master,etcd,controlplane,policies', { nodeSelector: { [role]: '' } }),
    job('kube-bench-worker', 'node', worker),
  ])
}

function nameOf(path: string): string {
  return path.slice(1).replaceAll('/', '-')
}

function documents(purpose: string, objects: readonly object[]): string {
  return `# ${purpose}\n# Pinned to a release; pin it to a digest as well before production.\n${objects.map((object) => writeYaml(object)).join('---\n')}`
}
