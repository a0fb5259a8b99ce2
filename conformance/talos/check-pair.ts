/** A machine that runs one design's files and is given another's, with what the second bundle removes of the first. */
import { appliedFiles, type Subject } from '@/lib/testing/subject'
import { disagree } from '../verdict'
import { comparePolicy, isEmptyPatch, type Judge, mergeKindOf } from './check-bundle'
import { type MachineFiles, machineFiles } from './machines'
import { compareFirewall, compareStates, explain, type OurReading, readInTurn } from './our-reading'
import { baseName } from './process'

export interface Pair {
  readonly before: Subject
  /** Rendered with `before` as the previous bundle. */
  readonly after: Subject
  /** A fault put in on purpose: the remove patches are not applied. */
  readonly skipRemoval?: boolean
}

export interface PairCount {
  /** Machines that went from the one to the other by patch. */
  moved: number
  /** Of these, machines from which something was removed. */
  removed: number
  /** Machines that went from block to accept. */
  unblocked: number
  /** Pairs that a version cannot do, and that we refuse. */
  refused: number
  /** Of these, pairs that Talos indeed takes otherwise than wanted or not at all. */
  justified: number
}

export async function checkPair(judge: Judge, where: string, pair: Pair, count: PairCount): Promise<void> {
  const { before, after } = pair
  const refused = after.output.problems.some(({ severity }) => severity === 'error')
  const ours =
    refused || judge.alone === true ? undefined : readInTurn(after.site, [appliedFiles(before.output), after.files])
  if (ours?.ok === false) disagree(judge.tally, where, `our reader refuses the pair: ${explain(ours)}`)
  const held = new Map(
    machineFiles(before.site, before.output.files).flatMap((group) =>
      group.members.map((member) => [`${group.role} ${member}`, group.patch]),
    ),
  )
  judge.tally.cases++
  let failed = false
  for (const machine of machineFiles(after.site, after.output.files)) {
    // Of machines with the same past and the same future, the first will do.
    const pasts = new Set<string>()
    for (const member of machine.members) {
      const old = held.get(`${machine.role} ${member}`)
      if (old === undefined || pasts.has(old)) continue
      pasts.add(old)
      const findings = await moveMachine(judge, pair, { ...machine, members: [member] }, old, ours)
      if (findings.length > 0) failed = true
      if (refused) continue
      count.moved++
      if (machine.remove !== undefined) count.removed++
      if (before.policy.defaultAction === 'block' && after.policy.defaultAction === 'accept') count.unblocked++
      for (const what of findings) disagree(judge.tally, `${where} ${member}`, what)
    }
  }
  if (!refused) return
  count.refused++
  if (failed) count.justified++
}

/** How the machine's end differs from what the second design wants, in words. */
async function moveMachine(
  { talos, layouts, bases }: Judge,
  { after, skipRemoval = false }: Pair,
  machine: MachineFiles,
  old: string,
  ours: OurReading | undefined,
): Promise<string[]> {
  const [layout = ''] = layouts.slice(-1)
  const name = baseName(layout, machine.role)
  const base = bases.get(name)
  const removal = skipRemoval || machine.remove === undefined ? [] : [machine.remove]
  const told = (texts: readonly string[]): string[] => texts.filter((text) => !isEmptyPatch(text))
  const way = told([old, machine.patch, ...removal])
  const [steps, fresh] = await Promise.all([talos.chain(name, way), talos.chain(name, told([machine.patch]))])
  const end = steps.at(-1) ?? base
  const wanted = fresh.at(-1) ?? base
  if (end === undefined || wanted === undefined) throw new Error(`no generated configuration ${name}`)
  if (!end.ok) return [`patch ${steps.length} of ${way.length} is refused (${end.stage}): ${end.error}`]
  const member = machine.members[0] ?? ''
  const point = after.work.points.find((candidate) => candidate.point.member === member)
  return [
    ...(mergeKindOf(after.site).deletes ? compareStates(end, wanted) : []),
    ...(ours?.ok === true ? compareFirewall(end, ours.model, member, after.site) : []),
    ...(point === undefined ? [] : comparePolicy(end, after, point)),
    ...(wanted.rest === end.rest ? [] : ['something outside the firewall changed']),
  ]
}
