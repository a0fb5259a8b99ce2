/** From the rules at the box's interfaces to its sections, merged into a backup where one is given. */
import type { Problem } from '@/lib/design/problem'
import type { Work } from '@/lib/policy/work'
import type { Site } from '@/lib/site/site'
import { rootName } from '@/lib/text/xml/root-name'
import { xmlComment } from '@/lib/text/xml/write'
import { findGaps } from '../router/render/gaps'
import { markerOf } from '../router/render/names'
import { findOptionFaults } from '../router/render/option-faults'
import { planRules } from '../router/render/rules'
import { boxView } from '../router/render/view'
import type { Around, Binding, Output, OutputFile, TextFile } from '../target'
import { capabilities } from './capabilities'
import { writeApplyGuide } from './guide/apply-guide'
import { findOverruled } from './guide/overruled'
import { type Additions, mergeBackup } from './merge'
import type { PfsenseOptions } from './options'
import { basesOf, boxOfBackup, checkBase, isBackup, listInterfaces } from './render/base'
import { dialect, type TrackedPlan, trackPlan } from './render/plan'
import { writeAnsible } from './render/write-ansible'
import { writePhp } from './render/write-php'
import { aliasLines, ruleLines, type XmlLine } from './render/write-xml'

export function render(
  workOf: (binding: Binding) => Work,
  site: Site,
  { interfaces }: PfsenseOptions,
  around?: Around,
): Output {
  const { policy, points } = workOf({})
  const pointIds = points.map(({ point }) => point.id)
  const [box] = (around?.base ?? []).flatMap((file) => boxOfBackup(file) ?? [])
  const faults = findOptionFaults(site, interfaces, 'targets/pfsense/interfaces', box && listInterfaces(box))
  const view = boxView(site, interfaces)
  if (view.memberSubnets.length === 0) return { files: [], gaps: [], problems: faults }
  const plan = trackPlan(site.name, planRules(policy, site, view, dialect))
  const merged = mergeAll(plan, site, interfaces, around?.base)
  const isMerged = merged.files.length > 0
  const bare = isMerged || merged.isRefused ? 'optional' : 'apply'
  const replaced = new Set(merged.files.map(({ path }) => path))
  const keys = view.interfaces.map(({ key }) => key)
  const cluster = { keys, inside: view.inside, marker: markerOf(site.name) }
  const overruled = isMerged ? findOverruled((around?.base ?? []).filter(isBackup), cluster) : []
  const mergedFiles = merged.files.map((file) => ({ ...file, overrules: overruled }))
  const onBox = [...mergedFiles, ...bareSections(plan, site, bare).filter(({ path }) => !replaced.has(path))]
  return {
    files: [
      ...onBox.map((file) => ({ ...file, points: pointIds })),
      plainFile('pfsense/portcullis.php', writePhp(site.name, plan), 'optional'),
      plainFile('pfsense/ansible.yml', writeAnsible(site.name, plan), 'optional'),
      plainFile('pfsense/APPLY.md', writeApplyGuide({ site, plan, view, merged: [...replaced], overruled }), 'read'),
    ],
    gaps: findGaps(policy.rules, { plan, view, dialect, capabilities }),
    problems: [...faults, ...merged.problems],
  }
}

function plainFile(path: string, text: string, use: OutputFile['use']): OutputFile {
  return { path, text, lineRules: [], use }
}

const declaration = '<?xml version="1.0"?>'

/** What a partial restore takes. It replaces the section of the box, which the first line says. */
function bareSections(plan: TrackedPlan, site: Site, use: OutputFile['use']): OutputFile[] {
  // One sentence a line: a warning that ends beyond the margin is no warning.
  const warning = (what: string): readonly string[] =>
    xmlComment(
      `Portcullis: ${what} of ${site.name}.\n     RESTORING THIS REPLACES ALL ${what.toUpperCase()} OF THE BOX. See APPLY.md.`,
    ).split('\n')
  const section = (name: string, what: string, lines: readonly XmlLine[], owns: readonly string[]): OutputFile => {
    const all = [declaration, ...warning(what), `<${name}>`].map((text): XmlLine => ({ text, rules: [] }))
    const whole = [...all, ...lines, { text: `</${name}>`, rules: [] }]
    return {
      path: `pfsense/${name}.xml`,
      text: whole.map(({ text }) => `${text}\n`).join(''),
      lineRules: whole.map(({ rules }) => rules),
      use,
      owns,
    }
  }
  return [
    section(
      'aliases',
      'aliases',
      aliasLines(plan.aliases, plan.rules, 1),
      plan.aliases.map(({ name }) => `alias/${name}`),
    ),
    section(
      'filter',
      'rules',
      ruleLines(plan.rules, 1),
      plan.rules.map(({ description }) => `rule/${description}`),
    ),
  ]
}

interface Merged {
  readonly files: readonly OutputFile[]
  readonly problems: readonly Problem[]
  /** A backup was given and could not be used: the bare sections are no answer to that. */
  readonly isRefused: boolean
}

function mergeAll(
  plan: TrackedPlan,
  site: Site,
  interfaces: PfsenseOptions['interfaces'],
  base: readonly TextFile[] | undefined,
): Merged {
  if (base === undefined) return { files: [], problems: [], isRefused: false }
  const bases = basesOf(base)
  if (!bases.ok) return { files: [], problems: bases.problems, isRefused: true }
  const files: OutputFile[] = []
  const problems: Problem[] = []
  for (const file of bases.value) {
    const isWhole = rootName(file.text) === 'pfsense'
    const depth = isWhole ? 2 : 1
    const result = mergeBackup(file.path, file.text, additionsOf(plan, site, depth))
    problems.push(...result.problems, ...(isWhole ? checkBase(file, site, interfaces) : []))
    if (!result.ok) continue
    const path = `pfsense/${isWhole ? 'config-merged' : rootName(file.text)}.xml`
    files.push({
      path,
      text: result.value,
      lineRules: mapLines(result.value, plan, depth),
      use: 'apply',
      holdsBackup: true,
      owns: [
        ...plan.aliases.map(({ name }) => `alias/${name}`),
        ...plan.rules.map(({ description }) => `rule/${description}`),
      ],
    })
  }
  const isRefused = problems.some(({ severity }) => severity === 'error')
  return isRefused ? { files: [], problems, isRefused } : { files, problems, isRefused }
}

function additionsOf(plan: TrackedPlan, site: Site, depth: number): Additions {
  const join = (lines: readonly XmlLine[]): string => lines.map(({ text }) => text).join('\n')
  return {
    marker: markerOf(site.name),
    aliases: join(aliasLines(plan.aliases, plan.rules, depth)),
    aliasNames: plan.aliases.map(({ name }) => name),
    rules: join(ruleLines(plan.rules, depth)),
    ruleCount: plan.rules.length,
  }
}

/** Our blocks stand in one piece each; from where they begin, every line is known. */
function mapLines(text: string, plan: TrackedPlan, depth: number): readonly (readonly string[])[] {
  const lines = text.split('\n')
  const mapped: (readonly string[])[] = lines.map(() => [])
  for (const block of [aliasLines(plan.aliases, plan.rules, depth), ruleLines(plan.rules, depth)]) {
    const start = startOfBlock(lines, block)
    for (const [index, { rules }] of block.entries()) if (start >= 0) mapped[start + index] = rules
  }
  return mapped
}

function startOfBlock(lines: readonly string[], block: readonly XmlLine[]): number {
  const [first, second] = block
  return lines.findIndex((line, index) => line === first?.text && lines[index + 1] === second?.text)
}
