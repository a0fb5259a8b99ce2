/** NetworkPolicies and Pod Security labels for the namespaces of the workloads. Between pods; no box of ours filters there. */
import { defineTarget } from '../target'
import { capabilities } from './capabilities'
import { checkFiles } from './check'
import { compareBy } from './compare-by'
import { type KubernetesOptions, kubernetesOptions } from './options'
import { render } from './render'

export const kubernetes = defineTarget<KubernetesOptions>({
  id: 'kubernetes',
  meta: {
    title: 'Kubernetes policies',
    summary: 'Network policies and Pod Security labels for the namespaces of your workloads',
    versions: 'Kubernetes 1.25 and later',
    place: undefined,
    sources: [
      'https://kubernetes.io/docs/concepts/services-networking/network-policies/',
      'https://kubernetes.io/docs/concepts/security/pod-security-standards/',
    ],
  },
  capabilities,
  options: kubernetesOptions,
  suggestOptions: () => ({ namespaces: ['default'] }),
  render,
  check: checkFiles,
  compareBy,
})
