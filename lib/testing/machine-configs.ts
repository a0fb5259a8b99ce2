/** Whole machine configurations of a design's machines, in both layouts, with a secret in every place that has one. */
import type { Design } from '../design/design'
import { formatAddress } from '../net/address'
import { formatPrefix, parsePrefix } from '../net/prefix'
import { buildSite } from '../site/build-site'
import type { FileSet } from '../targets/target'

/** What must be found nowhere afterwards. Shaped like what stands there in real files. */
export const plantedSecrets = {
  token: 'p1ant3.t0k3nt0k3nt0k3n7',
  authority: 'LS0tLS1CRUdJTiBQTEFOVEVEIEtFWS0tLS0tCk1JR0hBZ0VBTUJNR0J5cUdTTTQ5',
  secretbox: 'cGxhbnRlZCBzZWNyZXRib3gga2V5IGZvciBldGNkIDEyMzQ1Njc4OTA=',
  wireguard: 'wHplantedWireGuardKey0123456789abcdefghijkl=',
  hash: '$6$rounds=4096$plantedsalt$0123456789abcdefPLANTEDHASH',
  registry: 'hunter2-planted-0451',
  url: 'plantedpassw0rd',
} as const

const { token, authority, secretbox, wireguard, hash, registry, url } = plantedSecrets

interface Machine {
  readonly name: string
  readonly role: 'controlplane' | 'worker'
  readonly addresses: readonly string[]
}

function machinesOf(design: Design): Machine[] {
  const lengths = new Map(design.subnets.map(({ name, cidrs }) => [name, cidrs]))
  const withLength = (subnet: string, addresses: readonly string[]): string[] =>
    addresses.map((address) => {
      const cidr = lengths.get(subnet)?.find((text) => text.includes(':') === address.includes(':'))
      return `${address}/${cidr?.split('/')[1] ?? (address.includes(':') ? '64' : '24')}`
    })
  return design.nodes.map(({ name, role, subnet, addresses, nics }) => ({
    name,
    role,
    addresses: [...withLength(subnet, addresses), ...nics.flatMap((nic) => withLength(nic.subnet, nic.addresses))],
  }))
}

/** Each pool as one machine of its name. */
export function withoutPools(design: Design): Design {
  const nodes = design.pools.map(({ name, role, subnet }) => {
    const cidr = design.subnets.find((one) => one.name === subnet)?.cidrs[0] ?? ''
    const { family, value } = parsePrefix(cidr) ?? { family: 4 as const, value: 0n }
    const addresses = [formatAddress({ family, value: value + 77n })]
    return { name, role, subnet, addresses, nics: [], publicAddresses: [] }
  })
  return { ...design, nodes: [...design.nodes, ...nodes], pools: [] }
}

function indent(text: string, by: number): string {
  return text.replace(/^(?=.)/gm, ' '.repeat(by))
}

/** One document for all, as Talos up to 1.13 generates it. */
function single(design: Design, { name, role, addresses }: Machine): string {
  const { podPrefixes, servicePrefixes } = buildSite(design)
  const list = (prefixes: typeof podPrefixes): string =>
    prefixes.map((prefix) => `            - ${formatPrefix(prefix)}\n`).join('')
  return `version: v1alpha1
machine:
    type: ${role}
    token: ${token}
    ca:
        crt: ${authority}
        key: ${authority}
    network:
        hostname: ${name}
        interfaces:
            - interface: eth0
              addresses:
${addresses.map((address) => `                - ${address}\n`).join('')}            - interface: wg0
              wireguard:
                  privateKey: ${wireguard}
    install:
        image: ghcr.io/siderolabs/installer:v${design.talos.version.split('.').length === 2 ? `${design.talos.version}.0` : design.talos.version}
    registries:
        config:
            registry.example.net:
                auth:
                    username: pull
                    password: ${registry}
    files:
        - content: "root:${hash}"
          path: /var/shadow
cluster:
    id: ${secretbox}
    secret: ${secretbox}
    clusterName: ${design.name}
    controlPlane:
        endpoint: https://admin:${url}@api.example.net:6443
    token: ${token}
    secretboxEncryptionSecret: ${secretbox}
    aescbcEncryptionSecret: ${secretbox}
    ca:
        key: ${authority}
    network:
        cni:
            name: ${design.cni.plugin === 'flannel' ? 'flannel' : 'custom'}
        podSubnets:
${list(podPrefixes)}        serviceSubnets:
${list(servicePrefixes)}    proxy:
        disabled: ${!design.kubernetes.kubeProxy}
`
}

/** Many documents, as Talos 1.14 generates them. */
function several(design: Design, { name, role, addresses }: Machine): string {
  const { podPrefixes, servicePrefixes } = buildSite(design)
  const list = (prefixes: typeof podPrefixes): string =>
    prefixes.map((prefix) => `    - ${formatPrefix(prefix)}\n`).join('')
  const documents = [
    `version: v1alpha1\nmachine:\n    type: ${role}\n    token: ${token}\n    ca:\n        key: ${authority}\ncluster:\n    secret: ${secretbox}\n    token: ${token}\n`,
    `apiVersion: v1alpha1\nkind: HostnameConfig\nhostname: ${name}\n`,
    `apiVersion: v1alpha1\nkind: LinkConfig\nname: eth0\naddresses:\n${addresses.map((one) => `    - address: ${one}\n`).join('')}`,
    `apiVersion: v1alpha1\nkind: WireguardConfig\nname: wg0\nprivateKey: ${wireguard}\n`,
    `apiVersion: v1alpha1\nkind: KubeNetworkConfig\npodSubnets:\n${list(podPrefixes)}serviceSubnets:\n${list(servicePrefixes)}`,
    `apiVersion: v1alpha1\nkind: KubeClusterConfig\nclusterName: ${design.name}\nendpoint: https://admin:${url}@api.example.net:6443\n`,
    `apiVersion: v1alpha1\nkind: KubeProxyConfig\nenabled: ${design.kubernetes.kubeProxy}\n`,
    `apiVersion: v1alpha1\nkind: RegistryAuthConfig\nname: registry.example.net\nusername: pull\npassword: ${registry}\n`,
    `apiVersion: v1alpha1\nkind: KubeEtcdEncryptionConfig\nconfiguration:\n    resources:\n        - secret: ${secretbox}\n`,
    ...(design.cni.plugin === 'flannel' && role === 'controlplane'
      ? ['apiVersion: v1alpha1\nkind: KubeFlannelCNIConfig\nbackendType: vxlan\n']
      : []),
  ]
  return documents.join('---\n')
}

/** One file a machine: what the layout holds, then the firewall documents of its patch. */
export function machineConfigs(design: Design, patches: FileSet, layout: 'single' | 'several'): FileSet {
  const patchOf = ({ name, role }: Machine): string =>
    (
      patches.find(({ path }) => path.endsWith(`nodes/${name}.patch.yaml`)) ??
      patches.find(({ path }) => path.endsWith(`/${role}.patch.yaml`))
    )?.text ?? ''
  return machinesOf(design).map((machine, at) => ({
    path: `machines/m${at}.yaml`,
    text: `${layout === 'single' ? single(design, machine) : several(design, machine)}---\n${patchOf(machine)}`,
  }))
}

/** The output of `talosctl get mc -o yaml` for all of them. */
export function configDump(configs: FileSet): FileSet {
  const resources = configs.map(
    ({ text }, at) => `node: 192.0.2.${at + 1}
metadata:
    namespace: config
    type: MachineConfigs.config.talos.dev
    id: v1alpha1
    version: 3
    phase: running
spec: |
${indent(text, 4)}`,
  )
  return [{ path: 'mc.yaml', text: resources.join('---\n') }]
}
