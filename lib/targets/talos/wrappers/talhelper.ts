/**
 * A part of `talconfig.yaml` that points to the patch files. Talhelper gives a machine its own patches and those of its
 * role, and the role's come last: so where one machine of a role differs, each is given its file by name.
 * @see https://github.com/budimanjojo/talhelper/blob/master/docs/docs/guides.md
 */
import type { Site } from '@/lib/site/site'
import type { OutputFile } from '../../target'
import type { Group } from '../render/groups'
import { addLine, type Lines, outputOf } from './lines'
import { wrapperPaths } from './paths'

const keys = { controlplane: 'controlPlane', worker: 'worker' } as const

export function wrapForTalhelper(site: Site, groups: readonly Group[], patches: readonly OutputFile[]): OutputFile {
  const lines: Lines = { text: [], rules: [] }
  addLine(
    lines,
    `# Portcullis: the ingress firewall of ${site.name}. Merge this into your talconfig.yaml, with talos/ beside it.`,
  )
  const named: { name: string; kind: 'node' | 'pool'; path: string }[] = []
  for (const [index, group] of groups.entries()) {
    const path = patches[index]?.path ?? ''
    const alone = groups.filter(({ role }) => role === group.role).length === 1
    if (alone && group.name === group.role) {
      addLine(lines, `${keys[group.role]}:`)
      addLine(lines, '  patches:')
      addLine(lines, `    - "@./${path}"`)
    } else for (const { name, kind } of group.members) named.push({ name, kind, path })
  }
  if (named.length > 0) addLine(lines, 'nodes:')
  for (const { name, kind, path } of named) {
    if (kind === 'pool') addLine(lines, `  # a pool: one such entry for each of its machines`)
    addLine(lines, `  - hostname: ${JSON.stringify(name)}`)
    addLine(lines, '    patches:')
    addLine(lines, `      - "@./${path}"`)
  }
  return outputOf(wrapperPaths.talhelper, lines)
}
