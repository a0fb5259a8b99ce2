import type { Capabilities } from '../target'

const policies = 'https://kubernetes.io/docs/concepts/services-networking/network-policies/'

export const capabilities = {
  enforcedByFlannel: {
    supported: false,
    note: 'Flannel enforces no NetworkPolicy. Talos 1.13 can run a policy engine beside it, when told to.',
    source: 'https://docs.siderolabs.com/kubernetes-guides/cni/flannel',
  },
  hostNetwork: {
    supported: false,
    note: 'A pod on the host network is no pod to a policy: none protects it, and no selector finds it as a source.',
    source: policies,
  },
  ownNode: {
    supported: false,
    note: 'The node a pod runs on reaches it whatever the policies say: kubelet probes pass, and so does whoever holds the node.',
    source: policies,
  },
  deny: {
    supported: false,
    note: 'Policies only allow: what one of them allows, no other takes back.',
    source: policies,
  },
  nodeAddresses: {
    supported: false,
    note: 'Cilium knows nodes as identities: an address block in a policy does not match them, unless it is told to.',
    source: 'https://docs.cilium.io/en/stable/security/policy/language/',
  },
  podSecurityOfRunningPods: {
    supported: false,
    note: 'A Pod Security Standard is asked when a pod is made: pods that run already stay.',
    source: 'https://kubernetes.io/docs/concepts/security/pod-security-admission/',
  },
} as const satisfies Capabilities
