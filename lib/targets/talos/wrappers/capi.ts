/**
 * Manifests of the Talos providers of Cluster API, with the patch files in them as text.
 * @see https://github.com/siderolabs/cluster-api-bootstrap-provider-talos/blob/main/api/v1beta1/talosconfig_types.go
 * @see https://github.com/siderolabs/cluster-api-control-plane-provider-talos
 */
import type { Problem } from '@/lib/design/problem'
import type { Site } from '@/lib/site/site'
import type { OutputFile } from '../../target'
import type { Group } from '../render/groups'
import { addIndented, addLine, type Lines, outputOf, type Wrapper } from './lines'
import { wrapperPaths } from './paths'

export function wrapForClusterApi(site: Site, groups: readonly Group[], patches: readonly OutputFile[]): Wrapper {
  const lines: Lines = { text: [], rules: [] }
  const problems: Problem[] = []
  addLine(
    lines,
    `# Portcullis: the ingress firewall of ${site.name}. Merge these fields into your cluster's manifests.`,
  )
  let isFirst = true
  let hasControlPlane = false
  for (const [index, group] of groups.entries()) {
    const patch = patches[index]
    if (patch === undefined) continue
    if (group.role === 'controlplane' && hasControlPlane) {
      problems.push(unlikeControlPlane(group, patch.path))
      continue
    }
    if (group.role === 'controlplane') hasControlPlane = true
    if (!isFirst) addLine(lines, '---')
    isFirst = false
    const indent = writeHead(lines, group, site)
    addLine(lines, `${indent}strategicPatches:`)
    addLine(lines, `${indent}  - |`)
    addIndented(lines, { lines: patch.text.split('\n').slice(0, -1), rules: patch.lineRules }, `${indent}    `)
  }
  return { files: [outputOf(wrapperPaths.capi, lines)], problems }
}

/** The fields down to where the patches stand; returns their indentation. */
function writeHead(lines: Lines, group: Group, site: Site): string {
  const { major, minor } = site.talosVersion
  const name = group.name.startsWith('nodes/') ? group.name.slice('nodes/'.length) : group.role
  const isControlPlane = group.role === 'controlplane'
  const head = isControlPlane
    ? ['apiVersion: controlplane.cluster.x-k8s.io/v1alpha3', 'kind: TalosControlPlane']
    : ['apiVersion: bootstrap.cluster.x-k8s.io/v1alpha3', 'kind: TalosConfigTemplate']
  const path = isControlPlane ? ['  controlPlaneConfig:', '    controlplane:'] : ['  template:', '    spec:']
  const fields = [`generateType: ${isControlPlane ? 'controlplane' : 'worker'}`, `talosVersion: v${major}.${minor}`]
  for (const line of [...head, 'metadata:', `  name: "${site.name}-${name}"`, 'spec:', ...path]) addLine(lines, line)
  for (const field of fields) addLine(lines, `      ${field}`)
  return '      '
}

function unlikeControlPlane(group: Group, path: string): Problem {
  return {
    severity: 'warning',
    at: wrapperPaths.capi,
    message: `${group.members.map(({ name }) => name).join(', ')}: a TalosControlPlane gives all its machines the same patches, and this one needs others.`,
    suggestion: `Apply ${path} with talosctl, or put the listener on all control planes.`,
  }
}
