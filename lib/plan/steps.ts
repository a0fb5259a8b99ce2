/** The steps of a change: boxes before the machines first, then control planes one at a time, then the workers. */
import { formatTalosVersion } from '../design/talos-version'
import type { Member } from '../site/site'
import { findTarget } from '../targets/all'
import { isFilter } from '../targets/target'
import type { Stage, Stages, StageTarget, Written } from './stage'

export interface Step {
  readonly phase: 'widen' | 'machines' | 'narrow'
  readonly title: string
  /** Machines that get new files, or that come and go; empty for a box before the machines. */
  readonly machines: readonly string[]
  /** The target whose files are applied, and those files; absent where machines come and go. */
  readonly target?: string
  readonly files: readonly string[]
  /** What to type or to click, in the folder that holds `old`, `widened` and `new`. */
  readonly commands: readonly string[]
  /** The same to go back to what was there before the step. */
  readonly back: readonly string[]
  /** What to know before it. */
  readonly notes: readonly string[]
}

export function stepsOf(stages: Stages): Step[] {
  const { old, both, new: last, widens } = stages
  const joining = last.site.members.filter(({ name }) => !hasMember(old, name))
  const leaving = old.site.members.filter(({ name }) => !hasMember(last, name))
  return [
    // Those that leave as well: until they are gone, the new ones talk to them.
    ...(widens ? fileSteps('widen', stages, old.site.members) : []),
    ...versionSteps(stages),
    ...machineSteps(widens ? both : old, joining, leaving),
    // Where nothing is left to close too: files that hold both designs are not those of the new one.
    ...fileSteps('narrow', stages, last.site.members),
    ...plainSteps(stages),
    ...removalSteps(stages),
  ]
}

function hasMember({ site }: Stage, name: string): boolean {
  return site.members.some((member) => member.name === name)
}

function phaseWords(phase: 'widen' | 'narrow', { narrows }: Stages): string {
  if (phase === 'widen') return 'Open to both, the old design and the new'
  return narrows ? 'Close what is no longer wanted' : 'Apply the files of the new design'
}

/** Boxes before the machines first, then control planes one at a time, then the workers. */
function fileSteps(phase: 'widen' | 'narrow', stages: Stages, members: readonly Member[]): Step[] {
  const stage = phase === 'widen' ? stages.both : stages.new
  const before = phase === 'narrow' ? stages.undo.narrow : stages.old
  const stepFor = (target: StageTarget, title: string, machines: readonly Member[]): Step => {
    const isFirst = !before.targets.some(({ id }) => id === target.id)
    return {
      phase,
      title,
      machines: machines.map(({ name }) => name),
      target: target.id,
      files: pathsFor(target, machines),
      commands: commandsFor(target, machines, writtenOf(stage)),
      back: isFirst ? takingOut(target, stageFolders[stage.name]) : back(target, machines, stages.undo[phase]),
      notes: [
        isFirst ? `Here it begins to filter: ${beginning[phase]}` : '',
        phase === 'narrow' ? 'Connections that are open may stay open: test with a new one.' : '',
        phase === 'widen' && !isFirst ? 'Nothing is closed in this step.' : '',
      ].filter((note) => note !== ''),
    }
  }
  return stage.targets
    .filter((target) => target.place !== undefined && changes(target, before))
    .sort((a, b) => rank(a) - rank(b))
    .flatMap((target): Step[] => {
      const what = `${phaseWords(phase, stages)}: ${target.title}`
      if (target.place !== 'guest') return [stepFor(target, what, [])]
      const workers = members.filter(({ role }) => role === 'worker')
      return [
        ...members
          .filter(({ role }) => role === 'controlplane')
          .map((member) => stepFor(target, `${what} on ${member.name}`, [member])),
        ...(workers.length === 0 ? [] : [stepFor(target, `${what} on the workers, in any order`, workers)]),
      ]
    })
}

const beginning = {
  widen: 'what neither design opens is closed.',
  narrow: 'what the design does not open is closed.',
} as const

function writtenOf({ name, site, targets }: Stage): Written {
  return { folder: stageFolders[name], site, targets }
}

function back({ id }: StageTarget, machines: readonly Member[], undo: Written): readonly string[] {
  const target = undo.targets.find((one) => one.id === id)
  return target === undefined ? [] : commandsFor(target, machines, undo)
}

/** The page that was written with the rules says how. */
function takingOut(target: StageTarget, folder: string): readonly string[] {
  return [`# take its rules out again: see ${guideOf(target, folder)}`]
}

function guideOf({ id, files }: StageTarget, folder: string): string {
  const page = files.find(({ path }) => /\/(?:APPLY|README)\.md$/.test(path))
  return `${folder}/${page?.path ?? id}`
}

/** In which folder of a written plan the files of a stage are. */
const stageFolders = { old: 'old', both: 'widened', new: 'new' } as const

function commandsFor(
  target: StageTarget,
  machines: readonly Member[],
  { folder, site }: Omit<Written, 'targets'>,
): readonly string[] {
  const found = findTarget(target.id)
  if (found === undefined || !isFilter(found)) return []
  // Machines that get different files get different commands.
  const groups = new Map<string, Member[]>()
  for (const member of machines) {
    const key = pathsFor(target, [member]).join('\n')
    groups.set(key, [...(groups.get(key) ?? []), member])
  }
  const lists = machines.length === 0 ? [[]] : [...groups.values()]
  return lists.flatMap((members) => found.applying?.(pathsFor(target, members), members, site, folder) ?? [])
}

/** The files that the machines get; all of them for a box before the machines. */
function pathsFor({ files }: StageTarget, machines: readonly Member[]): string[] {
  const ids = new Set(machines.map(({ kind, name }) => `${kind}/${name}`))
  return files
    .filter(
      ({ use, points }) =>
        use === 'apply' && (points === undefined || ids.size === 0 || points.some((id) => ids.has(id))),
    )
    .map(({ path }) => path)
}

function rank({ place }: StageTarget): number {
  return place === 'guest' ? 1 : 0
}

function changes(target: StageTarget, before: Pick<Stage, 'targets'>): boolean {
  const old = before.targets.find(({ id }) => id === target.id)
  const texts = (files: StageTarget['files'] | undefined) =>
    JSON.stringify(files?.map(({ path, text }) => [path, text]))
  return texts(old?.files) !== texts(target.files)
}

/** The last files are written for the release of the new design. */
function versionSteps({ old, new: last }: Stages): Step[] {
  const [from, to] = [old, last].map(({ site }) => formatTalosVersion(site.talosVersion))
  if (from === to) return []
  return [
    {
      phase: 'machines',
      title: `Bring Talos from ${from} to ${to}`,
      machines: last.site.members.filter(({ name }) => hasMember(old, name)).map(({ name }) => name),
      files: [],
      commands: [],
      back: [],
      notes: [
        'By its own guide, from one minor release to the next. The files after this step are written for the new one.',
        'One control plane at a time: wait until etcd counts it again.',
      ],
    },
  ]
}

function machineSteps(stage: Stage, joining: readonly Member[], leaving: readonly Member[]): Step[] {
  const guests = stage.targets.filter(({ place }) => place === 'guest')
  const oneByOne = ({ role }: Member, note: string) => (role === 'controlplane' ? [note] : [])
  const join = joining.map(
    (member): Step => ({
      phase: 'machines',
      title: `Add ${member.name}`,
      machines: [member.name],
      files: guests.flatMap((target) => pathsFor(target, [member])),
      commands: [],
      back: [],
      notes: [
        `Give it the files in ${stageFolders[stage.name]}/ with its first configuration.`,
        ...oneByOne(member, 'One control plane at a time: wait until etcd counts it.'),
      ],
    }),
  )
  const leave = leaving.map(
    (member): Step => ({
      phase: 'machines',
      title: `Remove ${member.name}`,
      machines: [member.name],
      files: [],
      commands: [],
      back: [],
      notes: oneByOne(member, 'One control plane at a time: etcd must have let it go before the next.'),
    }),
  )
  return [...join, ...leave]
}

/** What filters none of the packets asks for no order: once, when everything else is done. */
function plainSteps({ old, new: last, undo }: Stages): Step[] {
  return last.targets
    .filter((target) => target.place === undefined && changes(target, old))
    .map((target): Step => {
      const was = undo.narrow.targets.find(({ id }) => id === target.id)
      return {
        phase: 'narrow',
        title: `Apply what changed: ${target.title}`,
        machines: [],
        target: target.id,
        files: pathsFor(target, []),
        commands: [`# follow ${guideOf(target, 'new')}`],
        back: was === undefined ? takingOut(target, 'new') : [`# follow ${guideOf(was, undo.narrow.folder)}`],
        notes: ['It asks for no order with the boxes; what of it closes something, its own page says.'],
      }
    })
}

function removalSteps({ old, both, new: last, widens }: Stages): Step[] {
  return old.targets
    .filter(({ id }) => !last.targets.some((target) => target.id === id))
    .map((target): Step => {
      const held = widens ? both.targets.find(({ id }) => id === target.id) : undefined
      return {
        phase: 'narrow',
        title: `Take the rules of ${target.title} out: the new design does not use it`,
        machines: [],
        target: target.id,
        files: [],
        commands: takingOut(held ?? target, stageFolders[held === undefined ? 'old' : 'both']),
        back: [],
        notes: target.place === undefined ? [] : ['Without it the other boxes decide alone.'],
      }
    })
}
