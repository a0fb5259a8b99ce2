/** One design's files before Talos' own code: what it takes, what it holds afterwards, and what the policy wants. */
import type { PointWork } from '@/lib/policy/work'
import type { Site } from '@/lib/site/site'
import type { TextFile } from '@/lib/targets/target'
import type { Subject } from '@/lib/testing/subject'
import { disagree, type Tally } from '../verdict'
import { type MachineFiles, machineFiles } from './machines'
import { compareFirewall, explain, type OurReading, readInTurn } from './our-reading'
import { baseName, type TalosProcess } from './process'
import type { TalosState } from './protocol'
import { compareSources } from './source-sets'

export interface Judge {
  readonly talos: TalosProcess
  readonly layouts: readonly string[]
  /** The generated configurations before any patch, by name. */
  readonly bases: ReadonlyMap<string, TalosState>
  readonly tally: Tally
  /** Without our own reader. */
  readonly alone?: boolean
}

/** Whether Talos of this version puts lists in the place of lists, and knows `$patch: delete`. */
export interface MergeKind {
  readonly replaces: boolean
  readonly deletes: boolean
}

export function mergeKindOf({ talosVersion: { minor, patch } }: Site): MergeKind {
  return { replaces: minor > 6 || patch >= 2, deletes: minor >= 8 }
}

/**
 * `files` is what the machines are given: the subject's own, or those with a fault put in on purpose. What our reader
 * holds and what the policy wants always come from the subject.
 */
export async function checkBundle(
  judge: Judge,
  where: string,
  subject: Subject,
  files: readonly TextFile[] = subject.output.files,
): Promise<void> {
  const ours = judge.alone === true ? undefined : readInTurn(subject.site, [subject.files])
  if (ours?.ok === false) disagree(judge.tally, where, `our reader refuses our files: ${explain(ours)}`)
  const groups = machineFiles(subject.site, files)
  await Promise.all(groups.map((group) => checkMachines(judge, where, subject, group, ours)))
}

async function checkMachines(
  judge: Judge,
  where: string,
  subject: Subject,
  machine: MachineFiles,
  ours: OurReading | undefined,
): Promise<void> {
  const at = `${where} ${machine.path}`
  const { tally, talos } = judge
  if (machine.patch === '') {
    disagree(tally, at, 'the bundle has no such file')
    return
  }
  tally.cases++
  const alone = await talos.load(machine.patch)
  if (!alone.ok && !isEmptyPatch(machine.patch)) disagree(tally, at, `Talos refuses the file: ${alone.error}`)
  // So that what a node gives back compares with the file line by line.
  if (alone.ok && comparable(alone.text) !== comparable(machine.patch))
    disagree(tally, at, 'Talos writes it in another way')
  for (const layout of judge.layouts) await checkLayout(judge, `${at} over ${layout}`, subject, machine, ours, layout)
}

/** Without comments, and without names, which we escape so that no shell or template takes them for its own. */
function comparable(text: string): string {
  return text
    .replace(/^#.*\n/gm, '')
    .replace(/^name: .*/gm, 'name')
    .trimEnd()
}

/** Nothing but comments, where nothing is to be said: nothing to apply. */
export function isEmptyPatch(text: string): boolean {
  return text.split('\n').every((line) => line === '' || line === '---' || line.startsWith('#'))
}

async function checkLayout(
  { talos, bases, tally }: Judge,
  at: string,
  subject: Subject,
  machine: MachineFiles,
  ours: OurReading | undefined,
  layout: string,
): Promise<void> {
  const name = baseName(layout, machine.role)
  const base = bases.get(name)
  if (base === undefined) throw new Error(`no generated configuration ${name}`)
  const kind = mergeKindOf(subject.site)
  const again = kind.replaces ? [machine.patch] : []
  const off = kind.deletes && machine.disable !== undefined ? [machine.disable] : []
  const patches = isEmptyPatch(machine.patch) ? [] : [machine.patch, ...again, ...off]
  const steps = await talos.chain(name, patches)
  const say = (what: string): void => disagree(tally, at, what)
  const refused = steps.find((step) => !step.ok)
  if (refused !== undefined) {
    say(`patch ${steps.length} of ${patches.length} is refused (${refused.stage}): ${refused.error}`)
    return
  }
  const [first = base, second] = steps
  const last = off.length > 0 ? steps.at(-1) : undefined
  if (steps.some((step) => step.rest !== base.rest)) say('the patches change something outside the firewall')
  if (again.length > 0 && second !== undefined && second.firewall !== first.firewall) {
    say('applied a second time, the patch changes something')
  }
  if (last !== undefined && (last.hasDefault || last.rules.length > 0)) {
    say(`after the disable patch ${last.rules.length} rules are left, default document ${last.hasDefault}`)
  }
  if (off.length === 0 && kind.deletes && (first.hasDefault || first.rules.length > 0)) say('there is no disable patch')
  checkState(first, subject, machine, ours).forEach(say)
}

/** The rules as Talos holds them against our reader's, and against the policy of every machine that takes the file. */
function checkState(
  state: TalosState,
  subject: Subject,
  machine: MachineFiles,
  ours: OurReading | undefined,
): string[] {
  const { site, work } = subject
  const found: string[] = []
  for (const member of machine.members) {
    if (ours?.ok === true) found.push(...compareFirewall(state, ours.model, member, site))
    const point = work.points.find((candidate) => candidate.point.member === member)
    if (point !== undefined) found.push(...comparePolicy(state, subject, point))
  }
  return [...new Set(found)]
}

/**
 * Where the version cannot say all of the policy (the last port, the last address), a declared gap says so, and the
 * sources are not compared.
 */
export function comparePolicy(state: TalosState, subject: Subject, point: PointWork): string[] {
  const lacks = new Set(['lastAddress', 'lastPort'])
  if (subject.output.gaps.some(({ capability }) => lacks.has(capability))) return []
  return compareSources(state, point, subject.policy.defaultAction)
}
