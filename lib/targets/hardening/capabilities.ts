import type { Capabilities } from '../target'

export const capabilities = {
  serviceLogDocument: {
    supported: false,
    note: 'Destinations of service logs are a list to which every patch adds; it is emptied first, others with it.',
    source: 'https://github.com/siderolabs/talos/blob/v1.13.9/pkg/machinery/config/merge/merge.go',
  },
  auditLogShipping: {
    supported: false,
    note: 'Talos ships the logs of its services. The audit log of Kubernetes is a file that a pod has to send.',
    source: 'https://docs.siderolabs.com/talos/v1.13/configure-your-talos-cluster/logging-and-telemetry/logging',
  },
  revocation: {
    supported: false,
    note: 'There is no revocation list: what was signed is valid until it expires or the CA is rotated.',
    source: 'https://docs.siderolabs.com/talos/v1.13/security/ca-rotation',
  },
  deleteByPatch: {
    supported: false,
    note: 'Before 1.8 a patch takes nothing away; up to 1.13 it fails where the thing is not there.',
    source: 'https://docs.siderolabs.com/talos/v1.8/configure-your-talos-cluster/system-configuration/patching',
  },
  rotateByCommand: {
    supported: false,
    note: 'Before 1.7 there is no command that rotates a CA.',
    source: 'https://www.talos.dev/v1.7/advanced/ca-rotation/',
  },
  rotateEverything: {
    supported: false,
    note: 'Rotation covers the Talos API and the Kubernetes API: not etcd, service accounts or the key of etcd at rest.',
    source: 'https://docs.siderolabs.com/talos/v1.13/security/ca-rotation',
  },
  skipFallback: {
    supported: false,
    note: 'Before 1.9 a registry is asked itself when its mirror does not answer.',
    source: 'https://github.com/siderolabs/talos/blob/v1.13.9/pkg/machinery/config/types/v1alpha1/v1alpha1_types.go',
  },
} as const satisfies Capabilities
