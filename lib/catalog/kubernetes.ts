import { addonOf, scrapesKubelet } from '../design/features'
import { type CatalogListener, onBoth, port, type UsersByRole } from './listener'

function controlPlaneMetrics(id: string, title: string, number: number): CatalogListener {
  return {
    id,
    title,
    protocol: 'tcp',
    ports: () => port(number),
    // Talos binds both to loopback unless a bind address is set, which is what the add-on stands for.
    when: (design) => addonOf(design, 'control-plane-metrics') !== undefined,
    users: {
      relaxed: () => ({ controlplane: ['controlplane', 'option from'] }),
      standard: () => ({ controlplane: ['controlplane', 'option from'] }),
      strict: () => ({ controlplane: ['option from'] }),
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
  {
    id: 'node-exporter',
    title: 'Host metrics',
    protocol: 'tcp',
    ports: () => port(9100),
    when: (design) => addonOf(design, 'node-exporter') !== undefined,
    users: {
      relaxed: () => onBoth('nodes', 'option from'),
      standard: () => onBoth('nodes', 'pods', 'option from'),
      strict: () => onBoth('option from'),
    },
    purpose: 'Host metrics for Prometheus',
    because: (design) =>
      design.posture === 'strict'
        ? 'Only the scrapers that the add-on names; name none and nobody may.'
        : 'Prometheus runs on any node; on its own node it arrives with its pod address.',
    field: 'addons/node-exporter',
    risk: 'medium',
    need: 'optional',
    source: 'node-exporter',
  },
]
