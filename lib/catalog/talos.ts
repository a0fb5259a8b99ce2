import type { Design } from '../design/design'
import { addonOf, runsTalos } from '../design/features'
import { addonListener, portOption } from './addon-listener'
import { type CatalogListener, inEveryPosture, onBoth, port, type UsersByRole } from './listener'

function podsManage(design: Design): boolean {
  return addonOf(design, 'talos-api-access') !== undefined
}

/** Pods with access of their own reach the control planes alone, on any node they run on. */
function apidUsers(design: Design): UsersByRole {
  return {
    controlplane: [
      'controlplane',
      'admin(talos)',
      'lb(talos-api)',
      ...(podsManage(design) ? (['nodes', 'pods'] as const) : []),
    ],
    worker: ['controlplane'],
  }
}

export const talosListeners: readonly CatalogListener[] = [
  {
    id: 'apid',
    title: 'Talos API',
    protocol: 'tcp',
    ports: () => port(50000),
    when: () => true,
    condition: 'always',
    users: {
      relaxed: () => ({
        controlplane: ['cluster', 'admin(talos)'],
        worker: ['controlplane', 'cluster'],
      }),
      standard: apidUsers,
      strict: apidUsers,
    },
    purpose: 'talosctl, and control planes that pass its requests on to other nodes',
    because: (design) =>
      podsManage(design)
        ? 'Admins manage control planes; control planes relay requests to every node; pods were given access.'
        : 'Admins manage control planes; control planes relay requests to every node.',
    field: 'admin',
    risk: 'high',
    need: 'required',
    source: 'talos-apid',
  },
  {
    id: 'trustd',
    title: 'trustd',
    protocol: 'tcp',
    ports: () => port(50001),
    when: () => true,
    condition: 'always; used where there are workers',
    users: {
      relaxed: () => ({ controlplane: ['worker'] }),
      standard: () => ({ controlplane: ['worker', 'lb(trustd)'] }),
      strict: () => ({ controlplane: ['worker', 'lb(trustd)'] }),
    },
    purpose: 'Workers obtain and renew the certificate of their Talos API',
    because: () => 'A worker without it loses its Talos API within a day.',
    field: 'nodes',
    risk: 'high',
    need: 'required',
    source: 'talos-trustd',
  },
  {
    id: 'kubespan',
    title: 'KubeSpan',
    protocol: 'udp',
    ports: () => port(51820),
    when: (design) => addonOf(design, 'kubespan') !== undefined,
    condition: 'KubeSpan',
    users: inEveryPosture((design) =>
      addonOf(design, 'kubespan')?.options.nat === true ? onBoth('anywhere') : onBoth('nodes'),
    ),
    purpose: 'WireGuard mesh between all nodes',
    because: (design) =>
      addonOf(design, 'kubespan')?.options.nat === true
        ? 'KubeSpan is on and some peers come through address translation, so their source is not known.'
        : 'KubeSpan is on; the port is fixed.',
    field: 'addons/kubespan',
    risk: 'low',
    need: 'required',
    source: 'kubespan',
  },
  addonListener({
    id: 'talos-wireguard',
    title: 'WireGuard of your own',
    addon: 'wireguard',
    protocol: 'udp',
    ports: (options) => portOption(options, 'port', 51820),
    condition: 'WireguardConfig',
    users: ['from of wireguard'],
    purpose: 'A WireGuard interface that the machine configuration defines',
    because: 'Its peers dial in.',
    risk: 'low',
    need: 'required',
    source: 'talos-wireguard',
  }),
  addonListener({
    id: 'talos-bgp',
    title: 'Talos BGP',
    addon: 'talos-bgp',
    protocol: 'tcp',
    ports: 179,
    when: (_, design) => runsTalos(design, '1.14'),
    condition: 'BGPInstanceConfig, Talos 1.14 or newer',
    users: ['from of talos-bgp'],
    purpose: 'Routers and nodes exchange routes',
    because: 'Talos speaks BGP itself, and either side may open the session.',
    risk: 'medium',
    need: 'required',
    source: 'talos-114-notes',
  }),
  addonListener({
    id: 'talos-bfd',
    title: 'Talos BFD',
    addon: 'talos-bgp',
    protocol: 'udp',
    ports: 3784,
    when: (options, design) => options.bfd === true && runsTalos(design, '1.14'),
    condition: 'BGPInstanceConfig with BFD, Talos 1.14 or newer',
    users: ['from of talos-bgp'],
    purpose: 'Routers and nodes notice at once when the other is gone',
    because: 'BFD packets come from both sides.',
    risk: 'medium',
    need: 'required',
    source: 'talos-114-notes',
  }),
  addonListener({
    id: 'dhcp6-client',
    title: 'DHCPv6 client',
    addon: 'dhcp6',
    protocol: 'udp',
    ports: 546,
    condition: 'nodes get their addresses by DHCPv6',
    users: ['link-local'],
    purpose: 'Answers to a request that went to a multicast group',
    because: 'The answer comes from an address that was not asked, so it is no reply to the filter.',
    risk: 'low',
    need: 'required',
    source: 'talos-dhcp',
  }),
]
