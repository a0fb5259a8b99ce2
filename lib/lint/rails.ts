/** What the internet must never reach, by listener: the finding that says so, and what could happen. */
import type { Severity } from './finding'

export interface Rail {
  readonly code: string
  readonly severity: Severity
  readonly danger: string
}

const overlay: Rail = { code: 'expose-overlay', severity: 'error', danger: 'packets can be put into the pod network' }
const routes: Rail = { code: 'expose-bgp-typha', severity: 'error', danger: 'routes and policy can be tampered with' }
const metrics: Rail = { code: 'expose-host-metrics', severity: 'warning', danger: 'it tells a lot about the machines' }
const volumes: Rail = { code: 'expose-storage', severity: 'error', danger: 'it serves raw volumes' }
const state = (danger: string): Rail => ({ code: 'expose-etcd', severity: 'error', danger })

function alike(rail: Rail, ...listeners: readonly string[]): Readonly<Record<string, Rail>> {
  return Object.fromEntries(listeners.map((listener) => [listener, rail]))
}

export const rails: Readonly<Record<string, Rail>> = {
  apid: { code: 'expose-apid', severity: 'error', danger: 'whoever has a client certificate owns the machines' },
  trustd: { code: 'expose-trustd', severity: 'error', danger: 'its token is all that guards certificates' },
  etcd: state('it holds the whole state of the cluster'),
  'etcd-http': state('it tells the state of the cluster'),
  'etcd-metrics': state('it tells the state of the cluster in clear text'),
  'clustermesh-api': state('it tells what runs in the cluster'),
  kubelet: { code: 'expose-kubelet', severity: 'error', danger: 'it runs commands in pods' },
  'kubernetes-api': { code: 'expose-k8s-api', severity: 'warning', danger: 'admin networks alone would do' },
  'hubble-peer': { code: 'expose-hubble', severity: 'error', danger: 'it tells who talks to whom' },
  ...alike(overlay, 'cni-vxlan', 'cni-geneve', 'cni-ipip', 'calico-ebpf-vxlan'),
  ...alike(overlay, 'flannel-vxlan', 'flannel-ipip', 'flannel-udp'),
  ...alike(overlay, 'antrea-geneve', 'antrea-vxlan', 'antrea-stt', 'antrea-gre'),
  ...alike(overlay, 'kube-ovn-geneve', 'kube-ovn-vxlan', 'kube-ovn-stt', 'kube-router-ipip', 'kube-router-fou'),
  ...alike(routes, 'calico-bgp', 'calico-typha', 'kube-router-bgp', 'talos-bgp'),
  ...alike(routes, 'kube-ovn-central', 'antrea-agents', 'antrea-members'),
  ...alike(metrics, 'node-exporter', 'kube-controller-manager', 'kube-scheduler', 'kube-proxy-metrics'),
  ...alike(metrics, 'cilium-agent-metrics', 'cilium-operator-metrics', 'cilium-envoy-metrics', 'hubble-metrics'),
  ...alike(metrics, 'calico-felix-metrics', 'calico-typha-metrics', 'kube-ovn-metrics'),
  ...alike(metrics, 'metallb-metrics', 'kube-vip-metrics'),
  ...alike(volumes, 'rook-ceph-mon', 'rook-ceph-daemons', 'rook-ceph-manager'),
  ...alike(volumes, 'mayastor-grpc', 'mayastor-nvmf', 'mayastor-ha', 'linstor-satellite', 'linstor-drbd'),
}
