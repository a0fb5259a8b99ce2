import { addonOf, scrapesKubelet } from '../design/features'
import { addonListener, metricsListener } from './addon-listener'
import { type CatalogListener, onBoth, port, type UsersByRole } from './listener'

function controlPlaneMetrics(id: string, title: string, number: number): CatalogListener {
  return {
    id,
    title,
    protocol: 'tcp',
    ports: () => port(number),
    // Talos binds both to loopback unless a bind address is set, which is what the add-on stands for.
    when: (design) => addonOf(design, 'control-plane-metrics') !== undefined,
    condition: 'bind-address set to all addresses',
    users: {
      relaxed: () => ({ controlplane: ['controlplane', 'from of control-plane-metrics'] }),
      standard: () => ({ controlplane: ['controlplane', 'from of control-plane-metrics'] }),
      strict: () => ({ controlplane: ['from of control-plane-metrics'] }),
    },
    purpose: `Metrics of the ${title.toLowerCase()}`,
    because: () => 'The add-on control-plane-metrics binds it to all addresses.',
    field: 'addons/control-plane-metrics',
    risk: 'high',
    need: 'optional',
    source: 'talos-static-pods',
  }
}

const kubeletFromNodes: UsersByRole = onBoth('nodes', 'pods')

export const kubernetesListeners: readonly CatalogListener[] = [
  {
    id: 'kubelet',
    title: 'Kubelet',
    protocol: 'tcp',
    ports: () => port(10250),
    when: () => true,
    condition: 'always',
    users: {
      relaxed: () => ({
        controlplane: ['controlplane', 'cluster'],
        worker: ['controlplane', 'worker', 'cluster'],
      }),
      standard: () => kubeletFromNodes,
      strict: (design) => (scrapesKubelet(design) ? kubeletFromNodes : onBoth('controlplane')),
    },
    purpose: 'Logs, exec and metrics of pods',
    because: (design) =>
      design.posture === 'strict' && !scrapesKubelet(design)
        ? 'The API server calls it, and no add-on scrapes it.'
        : 'The API server calls it, and scrapers on any node.',
    field: 'posture',
    risk: 'critical',
    need: 'required',
    source: 'kubernetes-ports',
  },
  {
    id: 'kubernetes-api',
    title: 'Kubernetes API',
    protocol: 'tcp',
    ports: (design) => port(design.kubernetes.apiPort),
    when: () => true,
    condition: 'always',
    users: {
      relaxed: () => ({ controlplane: ['cluster', 'admin(kubernetes)', 'pods at guest'] }),
      standard: () => ({ controlplane: ['nodes', 'admin(kubernetes)', 'lb(kubernetes-api)', 'pods'] }),
      strict: () => ({ controlplane: ['nodes', 'admin(kubernetes)', 'lb(kubernetes-api)', 'pods'] }),
    },
    purpose: 'kubectl, kubelets, controllers',
    because: () => 'Every node and every admin of Kubernetes calls the API server; so do pods on its own node.',
    field: 'kubernetes/apiPort',
    risk: 'medium',
    need: 'required',
    source: 'kubernetes-ports',
  },
  controlPlaneMetrics('kube-controller-manager', 'Controller manager', 10257),
  controlPlaneMetrics('kube-scheduler', 'Scheduler', 10259),
  {
    id: 'kube-proxy-healthz',
    title: 'kube-proxy health',
    protocol: 'tcp',
    ports: () => port(10256),
    when: (design) => design.kubernetes.kubeProxy,
    condition: 'kube-proxy runs',
    users: {
      relaxed: () => onBoth(),
      standard: () => onBoth('lb(nodeports)'),
      strict: () => onBoth('lb(nodeports)'),
    },
    purpose: 'Health checks of load balancers before NodePorts',
    because: () => 'Load balancers that forward to NodePorts ask it which nodes are ready.',
    field: 'loadBalancers',
    risk: 'low',
    need: 'optional',
    source: 'kube-proxy',
  },
  addonListener({
    id: 'cilium-kpr-healthz',
    title: 'Cilium health check server',
    addon: 'cilium-kpr-healthz',
    protocol: 'tcp',
    ports: 10256,
    when: (_, design) => design.cni.plugin === 'cilium' && !design.kubernetes.kubeProxy,
    condition: 'Cilium in place of kube-proxy, with kubeProxyReplacementHealthzBindAddr set',
    users: ['lb(nodeports)'],
    purpose: 'Health checks of load balancers before NodePorts',
    because: 'Cilium answers in place of kube-proxy where it is told an address to bind.',
    risk: 'low',
    need: 'optional',
    bind: 'as kubeProxyReplacementHealthzBindAddr says; empty by default',
    source: 'cilium-kpr',
  }),
  metricsListener({
    id: 'kube-proxy-metrics',
    title: 'kube-proxy metrics',
    addon: 'kube-proxy-metrics',
    ports: 10249,
    when: (_, design) => design.kubernetes.kubeProxy,
    condition: 'metricsBindAddress set to all addresses',
    source: 'kube-proxy',
  }),
  metricsListener({
    id: 'node-exporter',
    title: 'Host metrics',
    addon: 'node-exporter',
    ports: 9100,
    condition: 'node-exporter on the host network',
    source: 'node-exporter',
  }),
]
