/**
 * What may stand in the wrappers beside patches. A key that is not known may bring documents of its own, and a document that
 * is no part of the wrapper is read by nobody: neither may pass for nothing.
 * @see https://github.com/budimanjojo/talhelper/blob/master/pkg/config/config.go
 * @see https://docs.siderolabs.com/omni/reference/cluster-templates
 * @see https://github.com/siderolabs/cluster-api-bootstrap-provider-talos/blob/main/api/v1beta1/talosconfig_types.go
 */
import type { OpaqueYaml, YamlNode } from '@/lib/text/yaml/node'

type Node = YamlNode<OpaqueYaml>

export interface Stranger {
  readonly line: number
  readonly message: string
}

const ofRoles = [
  ...['nodeLabels', 'nodeAnnotations', 'nodeTaints', 'machineDisks', 'machineFiles', 'disableSearchDomain'],
  ...['kernelModules', 'nameservers', 'networkInterfaces', 'extraManifests', 'certSANs', 'patches', 'talosImageURL'],
  ...['noSchematicValidate', 'schematic', 'imageSchematic', 'machineSpec', 'ingressFirewall', 'extensionServices'],
  // Until 3.0 these patched the machine configuration alone, which holds no rule.
  ...['volumes', 'userVolumes', 'filenameTmpl', 'configPatches', 'inlinePatch'],
]
const ofNodes = [
  ...['hostname', 'ipAddress', 'controlPlane', 'installDisk', 'installDiskSelector', 'ignoreHostname'],
  ...['overridePatches', 'overrideExtraManifests', 'overrideMachineCertSANs', ...ofRoles],
]
const ofTalhelper = [
  ...['clusterName', 'talosVersion', 'kubernetesVersion', 'endpoint', 'domain', 'allowSchedulingOnMasters'],
  ...['allowSchedulingOnControlPlanes', 'additionalMachineCertSans', 'additionalApiServerCertSans', 'inlineManifests'],
  ...['clusterPodNets', 'clusterSvcNets', 'cniConfig', 'patches', 'nodes', 'imageFactory', 'controlPlane', 'worker'],
]
const ofOmni = ['kind', 'name', 'labels', 'annotations', 'patches', 'systemExtensions', 'kernelArgs']
const ofMachineSets = [...ofOmni, 'machines', 'machineClass', 'bootstrapSpec']
const omniKinds: Readonly<Record<string, readonly string[]>> = {
  Cluster: [...ofOmni, ...'kubernetes talos features'.split(' ')],
  ControlPlane: ofMachineSets,
  Workers: [...ofMachineSets, 'updateStrategy', 'upgradeStrategy', 'deleteStrategy'],
  Machine: [...ofOmni, 'locked', 'install'],
}
const ofOmniPatches = ['file', 'name', 'inline', 'idOverride', 'labels', 'annotations']
export const bootstrapKeys: readonly string[] = [
  ...['generateType', 'data', 'configPatches', 'strategicPatches', 'talosVersion', 'hostname'],
]

/** Of a talconfig.yaml. */
export function talhelperStrangers(document: Node): Stranger[] {
  const nodes = at(document, 'nodes')
  return [
    ...strangeKeys(document, ofTalhelper),
    ...(nodes?.kind === 'list' ? nodes.items.flatMap((node) => strangeKeys(node, ofNodes)) : []),
    ...['controlPlane', 'worker'].flatMap((role) => strangeKeys(at(document, role), ofRoles)),
  ]
}

/** Of one document of an Omni cluster template. */
export function omniStrangers(document: Node, kind: string): Stranger[] {
  const patches = at(document, 'patches')
  return [
    ...strangeKeys(document, omniKinds[kind] ?? []),
    ...(patches?.kind === 'list' ? patches.items.flatMap((patch) => strangeKeys(patch, ofOmniPatches)) : []),
  ]
}

/** A document beside those of the wrapper: nothing of it is read. */
export function strangeDocument(document: Node): Stranger[] {
  if (document.kind === 'scalar' && document.text === '') return []
  return [{ line: document.line, message: 'this document is no part of what it stands in, and is not interpreted' }]
}

/** What Kubernetes itself takes; the groups of Talos' own documents have no slash. */
export function isManifest(document: Node): boolean {
  const [version, kind] = ['apiVersion', 'kind'].map((key) => at(document, key))
  if (version?.kind !== 'scalar' || kind?.kind !== 'scalar' || kind.text === '') return false
  return version.text === 'v1' || /^[a-z0-9.-]+\/v\d/.test(version.text)
}

export function strangeKeys(node: Node | undefined, known: readonly string[]): Stranger[] {
  if (node?.kind !== 'map') return []
  return node.fields
    .filter(({ key }) => !known.includes(key))
    .map(({ key, line }) => ({ line, message: `"${key}" is not known here, and may bring rules` }))
}

function at(node: Node | undefined, key: string): Node | undefined {
  return node?.kind === 'map' ? node.fields.find((field) => field.key === key)?.value : undefined
}
