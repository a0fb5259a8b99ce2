/** The steps of a change: boxes before the machines first, then control planes one at a time, then the workers. */
import { isEmptyPacketSet, subtractPackets } from '../net/packet-set'
import type { Member } from '../site/site'
import { findTarget } from '../targets/all'
import { isFilter } from '../targets/target'
import type { Stage, Stages, StageTarget } from './stage'

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
  const { old, both, new: last, sieves } = stages
  const widens = sieves.some((sieve) => !isEmptyPacketSet(subtractPackets(both.admitted(sieve), old.admitted(sieve))))
  const narrows = sieves.some((sieve) => !isEmptyPacketSet(subtractPackets(both.admitted(sieve), last.admitted(sieve))))
  const joining = last.site.members.filter(({ name }) => !hasMember(old, name))
  const leaving = old.site.members.filter(({ name }) => !hasMember(last, name))
  return [
    // Those that leave as well: until they are gone, the new ones talk to them.
    ...(widens ? fileSteps('widen', both, old, old.site.members) : []),
    ...machineSteps(widens ? both : old, joining, leaving),
    ...(narrows || !widens ? fileSteps('narrow', last, widens ? both : old, last.site.members) : []),
    ...(narrows || widens ? removalSteps(stages) : []),
  ]
}

function hasMember({ site }: Stage, name: string): boolean {
  return site.members.some((member) => member.name === name)
}

const phaseWords = {
  widen: 'Open to both, the old design and the new',
  narrow: 'Close what is no longer wanted',
} as const

/** Boxes before the machines first, then control planes one at a time, then the workers. */
function fileSteps(phase: 'widen' | 'narrow', stage: Stage, before: Stage, members: readonly Member[]): Step[] {
  const notes = [
    phase === 'narrow'
      ? 'Connections that are open may stay open: test with a new one.'
      : 'Nothing is closed in this step.',
  ]
  const stepFor = (target: StageTarget, title: string, machines: readonly Member[]): Step => ({
    phase,
    title,
    machines: machines.map(({ name }) => name),
    target: target.id,
    files: pathsFor(target, machines),
    commands: commandsFor(target, machines, stage),
    back: commandsFor(
      before.targets.find(({ id }) => id === target.id),
      machines,
      before,
    ),
    notes,
  })
  return stage.targets
    .filter((target) => target.place !== undefined && changes(target, before))
    .sort((a, b) => rank(a) - rank(b))
    .flatMap((target): Step[] => {
      const what = `${phaseWords[phase]}: ${target.title}`
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

/** In which folder of a written plan the files of a stage are. */
const stageFolders = { old: 'old', both: 'widened', new: 'new' } as const

function commandsFor(target: StageTarget | undefined, machines: readonly Member[], stage: Stage): readonly string[] {
  const found = target === undefined ? undefined : findTarget(target.id)
  if (target === undefined || found === undefined || !isFilter(found)) return []
  const folder = stageFolders[stage.name]
  // Machines that get different files get different commands.
  const groups = new Map<string, Member[]>()
  for (const member of machines) {
    const key = pathsFor(target, [member]).join('\n')
    groups.set(key, [...(groups.get(key) ?? []), member])
  }
  const lists = machines.length === 0 ? [[]] : [...groups.values()]
  return lists.flatMap((members) => found.applying?.(pathsFor(target, members), members, stage.site, folder) ?? [])
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

function changes(target: StageTarget, before: Stage): boolean {
  const old = before.targets.find(({ id }) => id === target.id)
  const texts = (files: StageTarget['files'] | undefined) =>
    JSON.stringify(files?.map(({ path, text }) => [path, text]))
  return texts(old?.files) !== texts(target.files)
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

function removalSteps({ old, new: last }: Stages): Step[] {
  return old.targets
    .filter(({ id, place }) => place !== undefined && !last.targets.some((target) => target.id === id))
    .map(({ id, title }) => ({
      phase: 'narrow',
      title: `Take the rules of ${title} out: the new design does not use it`,
      machines: [],
      target: id,
      files: [],
      commands: [],
      back: [],
      notes: ['Without it the other boxes decide alone.'],
    }))
}
