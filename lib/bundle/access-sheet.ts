/** The page to print and keep outside the cluster: how to get in, and back in, to every machine. */
import type { Design } from '../design/design'
import { comparePrefixes, formatPrefix } from '../net/prefix'
import type { Member } from '../site/site'
import { escapeMarkdown, markdownCode, writeMarkdownTable } from '../text/markdown'
import type { Analysis } from '../verify/analysis'
import type { BoxesRequest } from '../verify/read-boxes'
import { type Access, findWaysIn, type WayIn } from '../verify/ways-in'

export const accessSheetPath = 'BREAK-GLASS.md'

export function writeAccessSheet(design: Design, analysis: Analysis, request: BoxesRequest = {}): string {
  const members = [...analysis.site.members].sort((a, b) => (a.name < b.name ? -1 : 1))
  const found = findWaysIn(design, analysis, { ...request, members })
  const sections = [
    `# How to get back in to ${escapeMarkdown(design.name)}`,
    'Worked out from the files of this bundle. Print it, and keep it where the cluster is not needed to read it.',
    ...(found === undefined
      ? ['Some files could not be read, so nobody knows which ways they leave open. See `verification.json`.']
      : [
          networksSection(design),
          waysSection(found, analysis),
          warningsSection(found),
          stepsSection(design, found, analysis),
        ]),
  ]
  return `${sections
    .filter((section) => section !== '')
    .join('\n\n')
    .trimEnd()}\n`
}

function networksSection({ admin }: Design): string {
  const rows = [...admin]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, cidr, may, owner, until }) => [
      escapeMarkdown(name),
      markdownCode(cidr),
      may
        .map((use) => (use === 'talos' ? 'Talos' : 'Kubernetes'))
        .sort()
        .join(', '),
      escapeMarkdown(owner ?? ''),
      until ?? '',
    ])
  if (rows.length === 0) return '## From where\n\nThe design names no admin network.'
  return `## From where\n\n${writeMarkdownTable(['Network', 'Addresses', 'May use', 'Owner', 'Until'], rows).trimEnd()}`
}

/** Machines with the same ways share a row. */
function waysSection(found: readonly Access[], { site }: Analysis): string {
  const groups = new Map<string, { readonly members: Member[]; readonly access: Access }>()
  for (const access of found) {
    const member = site.members.find(({ name }) => name === access.member)
    if (member === undefined) continue
    const key = `${member.role} ${wordWays(access).join('; ')}`
    const group = groups.get(key) ?? { members: [], access }
    group.members.push(member)
    groups.set(key, group)
  }
  const rows = [...groups.values()].map(({ members, access }) => [
    members.map(({ name }) => markdownCode(name)).join(' '),
    wordWays(access).map(escapeMarkdown).join('; ') || 'none',
    `${access.independent}`,
  ])
  const table = writeMarkdownTable(['Machines', 'Ways to the Talos API, tcp 50000', 'Independent'], rows).trimEnd()
  return `## Which ways there are\n\nTwo ways are independent where no one network and no one other machine is part of both.\n\n${table}`
}

function wordWays({ ways, member }: Access): string[] {
  const from = (kind: WayIn['kind']): string =>
    [...new Set(ways.filter((way) => way.kind === kind).flatMap((way) => way.from ?? []))].sort().join(', ')
  const via = (kind: WayIn['kind']): string => {
    const names = ways.filter((way) => way.kind === kind).flatMap((way) => way.via ?? [])
    return (
      [...new Set(names.map((name) => name.replace(/ \d+$/, '')))]
        .filter((name) => name !== member)
        .sort()
        .join(', ') || 'another of its pool'
    )
  }
  return [
    ...(from('direct') === '' ? [] : [`straight from ${from('direct')}`]),
    ...(from('passed on') === '' ? [] : [`from ${from('passed on')} through ${via('passed on')}`]),
    ...(from('kubespan') === '' ? [] : [`from ${from('kubespan')} through ${via('kubespan')} and KubeSpan`]),
    ...(ways.some(({ kind }) => kind === 'omni') ? ['by Omni'] : []),
  ]
}

function warningsSection(found: readonly Access[]): string {
  const shut = found.filter(({ independent }) => independent === 0).map(({ member }) => markdownCode(member))
  const hinges = [...new Set(found.flatMap(({ hinge }) => hinge ?? []))].sort()
  const lines = [
    ...(shut.length === 0
      ? []
      : [`- **Nobody gets to ${shut.join(' ')}.** Change the design before you apply anything.`]),
    ...hinges.map((hinge) => {
      const cut = found.filter((one) => one.hinge === hinge).map(({ member }) => markdownCode(member))
      return `- Without **${escapeMarkdown(hinge)}** nobody gets to ${cut.join(' ')}.`
    }),
  ]
  return lines.length === 0 ? '' : `## What must not be lost\n\n${lines.join('\n')}`
}

function stepsSection({ talos }: Design, found: readonly Access[], { site }: Analysis): string {
  const door = found.find(({ ways }) => ways.some(({ kind }) => kind === 'direct'))
  const behind = found.find(
    ({ ways, member }) => member !== door?.member && ways.some(({ kind }) => kind === 'passed on'),
  )
  const address = (name: string | undefined): string => {
    const member = site.members.find((one) => one.name === name)
    const fixed = [...(member?.interfaces[0]?.addresses ?? [])].sort(comparePrefixes)
    return fixed[0] === undefined ? 'ADDRESS' : formatPrefix(fixed[0]).replace(/\/\d+$/, '')
  }
  const steps = [
    'Stop. A connection that is open may survive a bad rule: keep every session you have.',
    'A change sent with `--mode=try` takes itself back: after two minutes with `--timeout=2m`, after one without. Wait for it.',
    ...(door === undefined
      ? []
      : [
          `Ask a control plane from each network above: \`talosctl -e ${address(door.member)} -n ${address(door.member)} version\``,
        ]),
    ...(behind === undefined
      ? []
      : [
          `Ask another machine through it: \`talosctl -e ${address(door?.member)} -n ${address(behind.member)} version\`. Try each control plane as \`-e\`.`,
        ]),
    ...(talos.management === 'omni' ? ['Use Omni: it reaches its machines by a link that no rule closes.'] : []),
    'Where a box before the machines is at fault, undo that box first: its own page in this bundle says how.',
    'Whoever is in takes the firewall of Talos away with the `disable.*` patches, and applies a corrected bundle.',
    'Where nobody gets in at all: there is no console shell. Boot the machine with the kernel argument `talos.experimental.wipe=system`, which erases it, and join it again: one control plane at a time, so that etcd keeps most of them.',
  ]
  return `## What to do, in this order\n\n${steps.map((step, index) => `${index + 1}. ${step}`).join('\n')}`
}
