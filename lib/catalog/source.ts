/** Where the facts of the catalogue are written down; each fact names one of these keys. */
export const sources = {
  'talos-firewall': 'siderolabs/docs: public/talos/v1.13/networking/ingress-firewall.mdx',
  'talos-connectivity': 'siderolabs/docs: public/talos/v1.13/learn-more/talos-network-connectivity.mdx',
  'talos-apid': 'siderolabs/talos v1.13.9: internal/app/apid/pkg/director/director.go',
  'talos-trustd': 'siderolabs/talos v1.13.9: internal/app/machined/pkg/controllers/secrets/api.go',
  'talos-etcd': 'siderolabs/talos v1.13.9: internal/app/machined/pkg/system/services/etcd.go',
  'talos-114-notes': 'siderolabs/talos v1.14.0-rc.1: hack/release.toml',
  'talos-static-pods':
    'siderolabs/talos v1.13.9: internal/app/machined/pkg/controllers/k8s/control_plane_static_pod.go',
  'talos-kubelet': 'siderolabs/talos v1.13.9: internal/app/machined/pkg/controllers/k8s/kubelet_spec.go',
  'talos-flannel':
    'siderolabs/talos v1.13.9: internal/app/machined/pkg/controllers/k8s/internal/k8stemplates/flannel.go',
  'talos-egress': 'siderolabs/docs: public/talos/v1.13/networking/egress-domains.mdx',
  'talos-time': 'siderolabs/talos v1.13.9: pkg/machinery/constants/constants.go (DefaultNTPServer)',
  kubespan: 'siderolabs/docs: public/talos/v1.13/networking/kubespan.mdx',
  'kubernetes-ports': 'kubernetes/website: content/en/docs/reference/networking/ports-and-protocols.md',
  'kube-proxy': 'kubernetes/kubernetes: pkg/proxy/apis/config/v1alpha1/defaults.go',
  'metrics-server': 'kubernetes-sigs/metrics-server: README.md, requirements',
  'pod-sources': 'devantler-tech/platform pull requests 1547 and 1549 (source of pods on their own node)',
  'cilium-ports': 'cilium/cilium: Documentation/operations/system_requirements.rst, firewall rules',
  'cilium-routing': 'cilium/cilium: Documentation/network/concepts/routing.rst',
  'cilium-wireguard': 'cilium/cilium: Documentation/security/network/encryption-wireguard.rst',
  'cilium-ipsec': 'cilium/cilium: Documentation/security/network/encryption-ipsec.rst',
  'cilium-values': 'cilium/cilium: install/kubernetes/cilium/values.yaml.tmpl',
  'flannel-backends': 'flannel-io/flannel: Documentation/backends.md',
  'calico-ports': 'tigera/docs: calico/_includes/partials/_system-requirements.mdx',
  'calico-felix': 'projectcalico/calico: felix/config/config_params.go',
  'metallb-ports': 'metallb/metallb: website/content/_index.md, requirements',
  'node-exporter': 'prometheus/node_exporter: README.md (port 9100)',
  'rfc-icmp': 'RFC 1191, RFC 4890',
  design: 'the design itself',
} as const

export type SourceKey = keyof typeof sources
