/** An ingress controller on the ports of the nodes. */
import { type AddonOptionValues, addonListener, publicUsers, workloadRoles } from './addon-listener'
import { type CatalogListener, eachPort } from './listener'

const facts = {
  addon: 'ingress',
  on: workloadRoles,
  users: (options: AddonOptionValues) => publicUsers('ingress', options),
  purpose: 'Web traffic to workloads',
  because: 'An ingress controller listens on the ports of the nodes.',
  risk: 'low',
  need: 'required',
  source: 'ingress-ports',
} as const

export const ingressListeners: readonly CatalogListener[] = [
  addonListener({
    ...facts,
    id: 'host-ingress',
    title: 'Ingress',
    protocol: 'tcp',
    ports: eachPort(80, 443),
    condition: 'hostPort or hostNetwork',
  }),
  addonListener({
    ...facts,
    id: 'host-ingress-http3',
    title: 'Ingress (HTTP/3)',
    protocol: 'udp',
    ports: 443,
    when: (options) => options.http3 === true,
    condition: 'hostPort or hostNetwork, with HTTP/3',
  }),
]
