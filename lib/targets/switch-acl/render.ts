/** From the rules at the interfaces of a switch to its access lists, as commands in the order in which they may be pasted. */
import { prefixContains } from '@/lib/net/prefix'
import type { Work } from '@/lib/policy/work'
import type { Site } from '@/lib/site/site'
import type { Around, Binding, Output, OutputFile } from '../target'
import { writeApplyGuide } from './guide/apply-guide'
import type { Dialect } from './model'
import type { SwitchOptions } from './options'
import { switchPoints } from './points'
import { findLongLists, findMissingAnswers, findOptionFaults, findSummaries, findTooLong } from './render/findings'
import { findGaps } from './render/gaps'
import { planLists } from './render/lists'
import type { PlannedList } from './render/plan'
import { leftoversOf } from './render/previous'
import { type WrittenLine, writeLists, writeRemovals } from './render/write'
import { listsPath, removePath } from './standing'

export function render(
  workOf: (binding: Binding) => Work,
  site: Site,
  options: SwitchOptions,
  around?: Around,
): Output {
  const { policy } = workOf({})
  const boxes = switchPoints(site, options)
  const faults = findOptionFaults(site, options)
  if (boxes.length === 0) return { files: [], gaps: [], problems: faults }
  const lists = planLists(policy, site, options)
  const tooLong = findTooLong(lists)
  if (tooLong.length > 0) return { files: [], gaps: [], problems: [...faults, ...tooLong] }
  const previous = leftoversOf(around?.previous, lists, site)
  const dialect: Dialect = options.os === 'eos' ? 'eos' : 'ios'
  const marker = (remark: string): string => `pcl:${site.name}:${remark}`
  const written = writeLists(header(site, dialect), lists, previous.leftovers, dialect, marker)
  const missing = findMissingAnswers(policy)
  const sessions = adminsInside(policy.admin, lists, site)
  return {
    files: [
      { ...fileOf(listsPath, written, 'apply'), owns: ownedBy(lists), points: boxes.map(({ id }) => id) },
      fileOf(removePath, removal(lists, site, dialect), 'optional'),
      {
        path: 'switch-acl/APPLY.md',
        text: writeApplyGuide({ site, lists, options, missing, sessions }),
        lineRules: [],
        use: 'read',
      },
    ],
    gaps: findGaps(policy, site, options, lists),
    problems: [
      ...faults,
      ...previous.problems,
      ...missing,
      ...findSummaries(policy, site, options),
      ...findLongLists(lists),
    ],
  }
}

function header(site: Site, dialect: Dialect): string[] {
  const system = dialect === 'ios' ? 'Cisco IOS XE' : 'Arista EOS'
  return [
    `Portcullis: access lists of ${site.name} for ${system}. APPLY.md begins with the way back.`,
    'Every list is new and whole before an interface asks it; paste all of this in configuration mode.',
  ]
}

function fileOf(path: string, lines: readonly WrittenLine[], use: OutputFile['use']): OutputFile {
  return {
    path,
    text: lines.map(({ text }) => `${text}\n`).join(''),
    lineRules: lines.map(({ rules }) => rules),
    use,
  }
}

function ownedBy(lists: readonly PlannedList[]): readonly string[] {
  return lists.flatMap(({ name, interface: key, way, family }) => [
    `list/${name}`,
    `interface/${key}/${way}/ipv${family}`,
  ])
}

/** Everything away again, and each interface open as it was before. */
function removal(lists: readonly PlannedList[], site: Site, dialect: Dialect): readonly WrittenLine[] {
  const bindings = lists.map(({ interface: key, family, name, way }) => ({
    interface: key,
    family,
    name,
    way,
    at: { file: removePath, line: 0 },
  }))
  const title = `! Portcullis: takes the access lists of ${site.name} away again; what they denied passes from then on.`
  return [{ text: title, rules: [] }, ...writeRemovals({ bindings, lists }, dialect)]
}

/** Admins who work from a network of machines: their sessions with the switch meet the list for what enters there. */
function adminsInside(admin: Work['policy']['admin'], lists: readonly PlannedList[], site: Site): readonly string[] {
  if (!lists.some(({ way }) => way === 'in')) return []
  const homes = site.subnets.filter(({ holdsMembers }) => holdsMembers).flatMap(({ prefixes }) => prefixes)
  return admin.filter(({ prefix }) => homes.some((home) => prefixContains(home, prefix))).map(({ name }) => name)
}
