/** What Cilium opens beyond its overlay, each brought by an add-on of its own. */
import type { Design } from '../../design/design'
import { addonOf } from '../../design/features'
import { type PortRange, parsePortRange } from '../../net/port-range'
import { addonListener, metricsListener, portOption, publicUsers, workloadRoles } from '../addon-listener'
import type { CatalogListener } from '../listener'
import { eachPort } from '../listener'
import { isCilium } from './cilium'

const clustermeshPort = 32379

/** Whether the API of the mesh is one of the NodePorts of this range: then its peers are users of NodePorts. */
export function meshPort(design: Design, range: PortRange): boolean {
  const mesh = addonOf(design, 'clustermesh')
  if (mesh === undefined || !isCilium(design) || !design.nodePorts.protocols.includes('tcp')) return false
  const number = portOption(mesh.options, 'port', clustermeshPort)
  return number >= range.from && number <= range.to
}

/** Where other clusters serve their API: behind a NodePort, taken for the same as here, or a load balancer. */
export function apiPortsOfMesh(design: Design): readonly PortRange[] {
  return eachPort(2379, portOption(addonOf(design, 'clustermesh')?.options ?? {}, 'port', clustermeshPort))
}

function isOpenNodePort(design: Design): boolean {
  const range = parsePortRange(design.nodePorts.range)
  return design.nodePorts.enabled && range !== undefined && meshPort(design, range)
}

export const ciliumOptionListeners: readonly CatalogListener[] = [
  addonListener({
    id: 'cilium-mutual-auth',
    title: 'Cilium mutual authentication',
    addon: 'cilium-mutual-auth',
    protocol: 'tcp',
    ports: 4250,
    when: (_, design) => isCilium(design),
    condition: 'authentication.mutual.spire.enabled',
    users: ['nodes'],
    purpose: 'Agents authenticate pods to each other',
    because: 'Mutual authentication is on.',
    risk: 'medium',
    need: 'required',
    source: 'cilium-values',
  }),
  addonListener({
    id: 'clustermesh-api',
    title: 'Cluster Mesh API',
    addon: 'clustermesh',
    protocol: 'tcp',
    ports: (options) => portOption(options, 'port', clustermeshPort),
    when: (_, design) => isCilium(design) && !isOpenNodePort(design),
    condition: 'Cluster Mesh, its API server behind a NodePort',
    users: ['from of clustermesh'],
    purpose: 'Agents of other clusters read what runs here',
    because: 'The clusters of the mesh read each other.',
    risk: 'high',
    need: 'required',
    source: 'cilium-clustermesh',
  }),
  metricsListener({
    id: 'cilium-agent-metrics',
    title: 'Cilium agent metrics',
    addon: 'cilium-metrics',
    ports: 9962,
    when: (_, design) => isCilium(design),
    condition: 'prometheus.enabled',
    source: 'cilium-ports',
  }),
  metricsListener({
    id: 'cilium-operator-metrics',
    title: 'Cilium operator metrics',
    addon: 'cilium-metrics',
    ports: 9963,
    when: (_, design) => isCilium(design),
    condition: 'operator.prometheus.enabled',
    source: 'cilium-ports',
  }),
  metricsListener({
    id: 'cilium-envoy-metrics',
    title: 'Cilium Envoy metrics',
    addon: 'cilium-metrics',
    ports: 9964,
    when: (_, design) => isCilium(design),
    condition: 'envoy.prometheus',
    source: 'cilium-values',
  }),
  metricsListener({
    id: 'hubble-metrics',
    title: 'Hubble metrics',
    addon: 'cilium-metrics',
    ports: 9965,
    when: (_, design) => isCilium(design) && addonOf(design, 'hubble') !== undefined,
    condition: 'hubble.metrics.enabled lists some',
    source: 'cilium-values',
  }),
  addonListener({
    id: 'cilium-ingress',
    title: 'Cilium Ingress',
    addon: 'cilium-ingress',
    protocol: 'tcp',
    ports: (options) => portOption(options, 'port', 8080),
    when: (_, design) => isCilium(design),
    condition: 'ingressController.hostNetwork',
    on: workloadRoles,
    users: (options) => publicUsers('cilium-ingress', options),
    purpose: 'Envoy serves Ingress on the host network',
    because: 'Ingress listens on the nodes themselves.',
    risk: 'low',
    need: 'required',
    source: 'cilium-values',
  }),
  addonListener({
    id: 'cilium-gateway',
    title: 'Cilium Gateway API',
    addon: 'cilium-gateway',
    protocol: 'tcp',
    ports: eachPort(80, 443),
    when: (_, design) => isCilium(design),
    condition: 'gatewayAPI.hostNetwork',
    on: workloadRoles,
    users: (options) => publicUsers('cilium-gateway', options),
    purpose: 'Envoy serves gateways on the host network',
    because: 'Gateways listen on the nodes themselves.',
    risk: 'low',
    need: 'required',
    source: 'cilium-values',
  }),
]
