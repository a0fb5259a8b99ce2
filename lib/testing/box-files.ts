/**
 * One small cluster in every form in which its boxes and tools hold it, restated and not copied, with a secret in each place
 * of the form that has one.
 */
import type { FileSet } from '../targets/target'
import { analyseDesign } from '../verify/analyse'
import { accountFiles, terraformFiles } from './box-files-aws'
import type { BoxKind } from './box-kind'
import { configDump, machineConfigs, plantedSecrets } from './machine-configs'
import { backupFor } from './pfsense-backup-for'
import { renderDesign, smallDesign } from './talos-files'
import { patchesOf } from './unlike-machines'

export const boxDesign = smallDesign({ talos: { version: '1.13' } })
const patches = patchesOf(boxDesign)
const planted = Object.values(plantedSecrets)

function applied(target: string): FileSet {
  const design = { ...boxDesign, targets: { [target]: {} } }
  const [analysed] = analyseDesign({ design, edits: {} }).targets
  return (analysed?.files ?? []).filter(({ use }) => use === 'apply').map(({ path, text }) => ({ path, text }))
}

function patchOf(role: string): string {
  return patches.find(({ path }) => path.includes(role))?.text ?? ''
}

/** One resource as `talosctl get nftableschain -o yaml` prints it. */
function chainOf(node: string, patch: string): string {
  const rules = patch
    .split('---\n')
    .filter((one) => one.includes('NetworkRuleConfig'))
    .map((document) => {
      const ports = [...document.matchAll(/^ {8}- (\d+)(?:-(\d+))?$/gm)]
      const ranges = ports.map(
        ([, lo, hi]) => `                    - lo: ${lo}\n                      hi: ${hi ?? lo}\n`,
      )
      const subnets = [...document.matchAll(/subnet: (\S+)/g)].map(([, subnet]) => subnet)
      const protocol = /protocol: (\S+)/.exec(document)?.[1]
      return `        - matchSourceAddress:
            includeSubnets: [${subnets.join(', ')}]
          matchLayer4:
            protocol: ${protocol}
            matchDestinationPort:
                ranges:
${ranges.join('')}          anonymousCounter: true
          verdict: accept
`
    })
  return `node: ${node}
metadata:
    namespace: network
    type: NfTablesChains.net.talos.dev
    id: ingress
    version: 3
    owner: network.NfTablesChainConfigController
    phase: running
spec:
    type: filter
    hook: input
    priority: NfTablesChainPriority(-140)
    policy: drop
    rules:
        - matchIIfName:
            interfaceName: [lo, siderolink, kubespan]
            operator: ==
          anonymousCounter: true
          verdict: accept
        - matchConntrackState:
            states: [established, related]
          anonymousCounter: true
          verdict: accept
${rules.join('')}`
}

const chains = boxDesign.nodes.map(({ role, addresses }) => chainOf(addresses[0] ?? '', patchOf(role))).join('---\n')

function wrapped(management: 'talhelper' | 'omni' | 'capi', kept: RegExp): FileSet {
  const { output } = renderDesign(smallDesign({ talos: { version: '1.13', management } }))
  return output.files
    .filter(({ path }) => kept.test(path) && !/disable|remove/.test(path))
    .map(({ path, text }) => ({ path, text }))
}

const { token, secretbox, hash, registry, wireguard } = plantedSecrets

/** `talconfig.yaml` as people keep it, a secret in a patch and in the address of a registry. */
const talconfig: FileSet = [
  {
    path: 'talconfig.yaml',
    text: `clusterName: small
talosVersion: v1.13.0
endpoint: https://10.0.0.1:6443
nodes:
${boxDesign.nodes
  .map(
    ({ name, role, addresses }) => `  - hostname: ${name}
    ipAddress: ${addresses[0]}
    controlPlane: ${role === 'controlplane'}
    networkInterfaces:
      - { interface: eth0, addresses: [${addresses[0]}/24] }
      - { interface: wg0, wireguard: { privateKey: ${wireguard} } }
    patches:
      - "@./${role}.yaml"
      - |-
        machine:
          token: ${token}
          registries:
            config:
              registry.example.net:
                auth: { password: ${registry} }
`,
  )
  .join('')}`,
  },
  { path: 'controlplane.yaml', text: patchOf('controlplane') },
  { path: 'worker.yaml', text: patchOf('worker') },
]

/** The two manifests and a secret that people keep in the same file. */
const clusterApi: FileSet = wrapped('capi', /cluster-api\.yaml$/).map(({ path, text }) => ({
  path,
  text: `${text}---\napiVersion: v1\nkind: Secret\nmetadata: { name: small-talos }\ndata:\n  bundle: ${secretbox}\nstringData:\n  token: ${token}\n`,
}))

const presharedKey = 'pl4nted-Pre-Shared-0451'
const community = 'pl4ntedCommun1ty'
const bcrypt = '$2y$10$notarealhashnotarealhashnotarealhash'

/** A whole backup: users, certificates, tunnels, agents. */
const backup: FileSet = [
  {
    path: 'config-gate.xml',
    text: backupFor({ design: boxDesign, interfaces: { net: 'opt2' } }).replace(
      '</pfsense>',
      `<ipsec><phase1><pre-shared-key>${presharedKey}</pre-shared-key></phase1></ipsec>
<snmpd><rocommunity>${community}</rocommunity></snmpd>
<cert><descr><![CDATA[gui]]></descr><prv>${plantedSecrets.authority}</prv></cert>
<OPNsense><wireguard><server><privkey>${wireguard}</privkey></server></wireguard></OPNsense>
<radius><secret>${registry}</secret><password>${hash}</password></radius>
</pfsense>`,
    ),
  },
]

export const boxKinds: readonly BoxKind[] = [
  {
    name: 'machine configurations of one document',
    files: machineConfigs(boxDesign, patches, 'single'),
    secrets: planted,
    machines: 'named',
  },
  {
    name: 'machine configurations of many documents',
    files: machineConfigs(boxDesign, patches, 'several'),
    secrets: planted,
    machines: 'named',
  },
  { name: 'bare firewall documents', files: patches, secrets: [], machines: 'addresses' },
  {
    name: 'talosctl get mc -o yaml',
    files: configDump(machineConfigs(boxDesign, patches, 'single')),
    secrets: planted,
    machines: 'names',
  },
  {
    name: 'talosctl get nftableschain -o yaml',
    files: [{ path: 'chains.yaml', text: chains }],
    secrets: [],
    machines: 'addresses',
  },
  { name: 'talhelper', files: talconfig, secrets: [token, registry, wireguard], machines: 'named' },
  {
    name: 'an Omni cluster template',
    files: wrapped('omni', /omni-cluster-template\.yaml$/),
    secrets: [],
    machines: 'addresses',
  },
  { name: 'Cluster API manifests', files: clusterApi, secrets: [secretbox, token], machines: 'addresses' },
  { name: 'nft files', files: applied('nftables'), secrets: [], machines: 'addresses' },
  ...terraformFiles(applied('terraform-aws')),
  ...accountFiles(),
  {
    name: "pfSense's config.xml",
    files: backup,
    secrets: [presharedKey, community, bcrypt, plantedSecrets.authority, wireguard, registry, hash],
    machines: 'none',
  },
]
