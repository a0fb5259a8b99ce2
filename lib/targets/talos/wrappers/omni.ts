/**
 * Documents of an Omni cluster template: a patch for each firewall document, since older Omni takes one a patch.
 * @see https://docs.siderolabs.com/omni/reference/cluster-templates
 */
import type { Site } from '@/lib/site/site'
import type { OutputFile } from '../../target'
import type { Group } from '../render/groups'
import { addIndented, addLine, type Lines, outputOf, partsOf } from './lines'
import { wrapperPaths } from './paths'

export function wrapForOmni(site: Site, groups: readonly Group[], patches: readonly OutputFile[]): OutputFile {
  const lines: Lines = { text: [], rules: [] }
  addLine(
    lines,
    `# Portcullis: the ingress firewall of ${site.name}. Merge these documents into your cluster template.`,
  )
  for (const [index, group] of groups.entries()) {
    const patch = patches[index]
    if (patch === undefined) continue
    if (index > 0) addLine(lines, '---')
    for (const line of headOf(group)) addLine(lines, line)
    addLine(lines, 'patches:')
    for (const [place, part] of partsOf(patch).entries()) {
      addLine(lines, `  - name: portcullis-${String(place).padStart(2, '0')}`)
      addLine(lines, '    inline:')
      addIndented(lines, part, '      ')
    }
  }
  return outputOf(wrapperPaths.omni, lines)
}

/** Roles and differing pools are machine sets; a node that differs is a machine, which Omni knows by an ID of its own. */
function headOf(group: Group): string[] {
  if (group.name === 'controlplane') return ['kind: ControlPlane']
  if (group.name === 'worker') return ['kind: Workers']
  const [member] = group.members
  if (member?.kind === 'pool' && group.role === 'worker')
    return ['kind: Workers', `name: ${JSON.stringify(member.name)}`]
  return ['kind: Machine', `name: "<machine ID of ${member?.name ?? ''}>"`]
}
