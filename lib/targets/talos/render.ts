/** From the rules at every machine to the patch files of a bundle. */

import type { Problem } from '@/lib/design/problem'
import { formatTalosVersion } from '@/lib/design/talos-version'
import type { Policy } from '@/lib/policy/rule'
import { type Sorted, sortMembers, type Wanted } from '@/lib/policy/sort-members'
import type { Work } from '@/lib/policy/work'
import type { Member, Site } from '@/lib/site/site'
import type { Around, Binding, Output, OutputFile } from '../target'
import { isCapable } from './capabilities'
import { writeApplyGuide } from './guide/apply-guide'
import type { TalosOptions } from './options'
import { pointId } from './points'
import { fitBudget } from './render/budget'
import { buildDocuments, type DocumentContext } from './render/build-documents'
import { listenersWithTwoProtocols, type TalosDocument } from './render/documents'
import { findGaps } from './render/gaps'
import { type Group, groupMachines, type Prepared, patchPath } from './render/groups'
import { findLeftovers, neutralise, refuseUpgrade, rulesOf } from './render/leftovers'
import { type MappedText, writeDeletion, writePatch } from './render/patch-text'
import { type PreviousBundle, readPrevious } from './render/previous'
import { versionProblems } from './render/versions'
import { writeWrapper } from './wrappers/wrapper'

export function render(
  workOf: (binding: Binding) => Work,
  site: Site,
  _options: TalosOptions,
  around?: Around,
): Output {
  const work = workOf({})
  const sorted = sortMembers(work, site)
  const built = buildAll(work, site, sorted)
  const previous = around?.previous === undefined ? undefined : readPrevious(around.previous)
  const { machines, refusals } = prepareMachines(site, sorted, built, previous, work.policy.defaultAction)
  const groups = groupMachines(machines, sorted)
  const plan: Plan = {
    site,
    groups,
    posture: work.policy.posture,
    defaultAction: work.policy.defaultAction,
    refused: refusals.length > 0,
  }
  const isNew = (member: Member): boolean => previous?.isNew(member) ?? false
  const patches = groups.map((group) => patchFile(group, plan))
  const wrapper = writeWrapper(site, groups, patches)
  const documents = [...built.values()].flatMap((each) => each.documents)
  const files = [...patches, ...removeFiles(plan), ...disableFiles(plan), ...wrapper.files]
  const guide = writeApplyGuide({ ...plan, rules: work.policy.rules, isNew })
  return {
    files: [...files, guide],
    gaps: findGaps(work.policy.rules, documents),
    problems: [
      ...refusals,
      ...(previous?.problems ?? []),
      ...versionProblems(site, plan.defaultAction, documents),
      ...budgetProblems(groups, sorted, built),
      ...wrapper.problems,
    ],
  }
}

/** What the files are made of. */
interface Plan {
  readonly site: Site
  readonly groups: readonly Group[]
  readonly posture: Policy['posture']
  readonly defaultAction: 'block' | 'accept'
  /** Some machine cannot be taken by patch from the last bundle to this one. */
  readonly refused: boolean
}

interface Built {
  readonly documents: readonly TalosDocument[]
  readonly note: string | undefined
}

function buildAll(work: Work, site: Site, sorted: Sorted): ReadonlyMap<Wanted, Built> {
  const context: DocumentContext = {
    defaultAction: work.policy.defaultAction,
    twoProtocols: listenersWithTwoProtocols([...work.policy.rules, ...work.policy.closed]),
    endsAllowed: isCapable(site.talosVersion, 'lastAddress'),
  }
  const roomy = isCapable(site.talosVersion, 'manyDocuments')
  const built = new Map<Wanted, Built>()
  for (const wanted of sorted.byMember.values()) {
    if (built.has(wanted)) continue
    const documents = buildDocuments(wanted.rules, wanted.closed, context)
    built.set(wanted, roomy ? { documents, note: undefined } : fitBudget(documents, context.defaultAction))
  }
  return built
}

function prepareMachines(
  site: Site,
  sorted: Sorted,
  built: ReadonlyMap<Wanted, Built>,
  previous: PreviousBundle | undefined,
  defaultAction: 'block' | 'accept',
): { machines: readonly Prepared[]; refusals: readonly Problem[] } {
  const version = site.talosVersion
  const now = [...sorted.byMember].map(([member, wanted]) => {
    const documents = built.get(wanted)?.documents ?? []
    return { member, name: member.name, wanted, documents, held: previous?.heldBy(member) ?? [] }
  })
  const refusals = refuseUpgrade(version, now, defaultAction)
  const machines = now.map(({ member, wanted, documents, held }): Prepared => {
    const leftovers = refusals.length > 0 ? [] : findLeftovers(held, documents, defaultAction)
    if (isCapable(version, 'deleteDocument')) return { member, wanted, documents, leftovers }
    return { member, wanted, documents: neutralise(documents, leftovers, defaultAction), leftovers }
  })
  return { machines, refusals }
}

function patchFile(group: Group, { site, posture, defaultAction }: Plan): OutputFile {
  const path = patchPath(group.name)
  const header = [
    `Portcullis: the ingress firewall of ${site.name}${posture === undefined ? '' : `, posture ${posture}`}, for Talos ${formatTalosVersion(site.talosVersion)}.`,
    `Made from the design; change it there. APPLY.md says how to try it, to apply it and to undo it.`,
    ...(defaultAction === 'accept'
      ? ['Talos accepts by default, and a patch cannot turn block into accept: so no default action stands here.']
      : []),
    `Role: ${group.role}`,
    ...listMachines(group.members.map(({ name }) => name)),
  ]
  const written = writePatch({
    header,
    defaultAction: defaultAction === 'block' ? 'block' : undefined,
    documents: group.documents,
    balanced: site.loadBalancers.length > 0,
  })
  const standing = defaultAction === 'block' ? ['NetworkDefaultActionConfig'] : []
  return {
    ...outputFile(path, written, 'apply'),
    points: group.members.map(pointId),
    owns: [...standing, ...group.documents.map(({ name }) => `NetworkRuleConfig/${name}`)],
  }
}

/** `Machines: cp-1, cp-2`, on as many lines as it takes; the next bundle reads it back to know who held what. */
function listMachines(names: readonly string[]): string[] {
  const lines: string[] = []
  let line = 'Machines:'
  for (const [index, name] of names.entries()) {
    const word = index === names.length - 1 ? ` ${name}` : ` ${name},`
    if (line.length + word.length > 110) {
      lines.push(line)
      line = ' '
    }
    line += word
  }
  return [...lines, line]
}

function removeFiles({ site, groups }: Plan): OutputFile[] {
  if (!isCapable(site.talosVersion, 'deleteDocument')) return []
  return groups.flatMap((group) => {
    if (group.leftovers.length === 0) return []
    const header = [
      `Portcullis: removes from ${group.name} what the last bundle of ${site.name} left and this one no longer holds.`,
      'To apply it after the other patch: APPLY.md.',
    ]
    const names = rulesOf(group.leftovers).map(({ name }) => name)
    const isDefault = group.leftovers.some(({ kind }) => kind === 'default')
    const file = outputFile(patchPath(group.name, 'remove.'), writeDeletion(header, isDefault, names), 'apply')
    return [{ ...file, points: group.members.map(pointId) }]
  })
}

function disableFiles({ site, groups, defaultAction }: Plan): OutputFile[] {
  if (!isCapable(site.talosVersion, 'deleteDocument')) return []
  return groups.flatMap((group) => {
    const isDefault = defaultAction === 'block'
    if (!isDefault && group.documents.length === 0) return []
    const header = [
      `Portcullis: switches the firewall of ${site.name} off on ${group.name}. For emergencies: APPLY.md.`,
    ]
    const names = group.documents.map(({ name }) => name)
    const file = outputFile(patchPath(group.name, 'disable.'), writeDeletion(header, isDefault, names), 'optional')
    return [{ ...file, points: group.members.map(pointId) }]
  })
}

function outputFile(path: string, { text, lineRules }: MappedText, use: OutputFile['use']): OutputFile {
  return { path, text, lineRules, use }
}

function budgetProblems(groups: readonly Group[], sorted: Sorted, built: ReadonlyMap<Wanted, Built>): Problem[] {
  return [...built].flatMap(([wanted, { note }]) => {
    if (note === undefined) return []
    const members = new Set([...sorted.byMember].flatMap(([member, its]) => (its === wanted ? [member] : [])))
    const group = groups.find((candidate) => candidate.members.some((member) => members.has(member)))
    const at = group === undefined ? 'talos/version' : patchPath(group.name)
    return [{ severity: 'warning', at, message: note, suggestion: 'Upgrade to Talos 1.13.9 or later.' } as const]
  })
}
