/**
 * The order in which to change a running cluster from one design to another: open every box to both, change the
 * machines, close what is no longer wanted. Every state on the way keeps what the cluster cannot miss (`needs.ts`).
 */
import type { Design } from '../design/design'
import { failure, type Problem, type Result, success } from '../design/problem'
import { formatPacket, type Packet } from '../net/packet'
import { samplePackets, subtractPackets } from '../net/packet-set'
import type { Sieve } from '../verify/admitted'
import { type Need, needsOf, packetsOfNeed } from './needs'
import { makeStages, type Stage, type Stages } from './stage'
import { type Step, stepsOf } from './steps'

/** A packet that the cluster needs and that a state would keep out. */
export interface Fault {
  readonly sentence: string
  readonly packet: Packet
}

export interface Plan {
  readonly steps: readonly Step[]
  readonly stages: Stages
  /** What a shorter way would cut: why there are as many steps. Empty where any order is as good. */
  readonly shorter: readonly Fault[]
  /** Needs that one of the designs itself keeps out, which no order can mend. */
  readonly unmet: readonly Fault[]
}

/** Fails where no order is safe, with the packet that shows it. */
export function planChange(before: Design, after: Design): Result<Plan> {
  const made = makeStages(before, after)
  if (!made.ok) return made
  const stages = made.value
  const needs = {
    old: needsOf(before, stages.old.site),
    new: needsOf(after, stages.new.site),
    // While one machine takes the place of another both are there, whatever the designs say.
    across: [...needsOf(before, stages.both.site), ...needsOf(after, stages.both.site)],
  }
  const unmet = oneOfEach([...faultsOf(needs.old, stages.old, stages), ...faultsOf(needs.new, stages.new, stages)])
  const refusals = [...unproved(stages), ...notCovered(stages), ...lostOnTheWay(needs.across, unmet, stages)]
  if (refusals.length > 0) return failure(refusals)
  return success({
    stages,
    unmet,
    shorter: oneOfEach([
      ...faultsOf(needs.old, stages.new, stages, 'If the machines got the new files first'),
      ...faultsOf(needs.across, stages.old, stages, 'If the machines changed before the files'),
    ]).filter(({ packet }) => !unmet.some((fault) => formatPacket(fault.packet) === formatPacket(packet))),
    steps: stepsOf(stages),
  })
}

/** One fault a need: the first packet that some place of the stage keeps out. */
function faultsOf(needs: readonly Need[], stage: Stage, { sieves, both }: Stages, when?: string): Fault[] {
  const known = new Set(stage.site.members.map(({ name }) => name))
  return needs.flatMap((need) => {
    if (!known.has(need.member)) return []
    for (const sieve of sieves) {
      const [packet] = samplePackets(
        subtractPackets(
          packetsOfNeed(need, sieve, { site: both.site, senders: stage.site.members }),
          stage.admitted(sieve),
        ),
      )
      if (packet !== undefined) return [{ sentence: sentenceOf(need, sieve, when), packet }]
    }
    return []
  })
}

/** What both designs need is asked for by both. */
function oneOfEach(faults: readonly Fault[]): Fault[] {
  return [...new Map(faults.map((fault) => [`${fault.sentence} ${formatPacket(fault.packet)}`, fault])).values()]
}

const placeWords = { guest: 'on the machine itself', nic: 'at its network card', router: 'at the router' } as const

function sentenceOf({ title, member }: Need, { place }: Sieve, when: string | undefined): string {
  const what = `${title}: ${member} would not be reached, ${placeWords[place]}`
  return when === undefined ? `${what}.` : `${when}, ${what}.`
}

/** Files that do not do what their stage means prove nothing about the way. */
function unproved({ old, both, new: last }: Stages): Problem[] {
  return [old, both, last].flatMap(({ name, targets }) =>
    targets.flatMap(({ id, title, proof }): Problem[] =>
      proof.verdict === 'equal' || proof.verdict === 'none'
        ? []
        : [
            {
              severity: 'error',
              at: `targets/${id}`,
              message: `The ${stageWords[name]} files for ${title} are ${proof.verdict}: ${
                proof.witnesses[0]?.sentence ?? proof.problems[0]?.message ?? 'see the proof'
              }`,
              suggestion:
                proof.problems[0]?.suggestion ?? 'Change this box in one step of its own, by its full configuration.',
            },
          ],
    ),
  )
}

const stageWords = { old: 'old', both: 'widened', new: 'new' } as const

/** Both policies must lie inside their union: a change of the default action cannot always be said in rules. */
function notCovered(stages: Stages): Problem[] {
  const { both, sieves } = stages
  for (const sieve of sieves) {
    for (const stage of [stages.old, stages.new]) {
      const [packet] = samplePackets(subtractPackets(stage.admitted(sieve), both.admitted(sieve)))
      if (packet !== undefined) {
        return [
          {
            severity: 'error',
            at: 'talos/defaultAction',
            message: `No files open all that the ${stageWords[stage.name]} design opens and the other as well: ${formatPacket(packet)}`,
            suggestion: 'Change the default action by itself first, then the rest.',
          },
        ]
      }
    }
  }
  return []
}

/**
 * Each machine decides by its own files, so a state is safe when each machine is safe in what it then holds. What the
 * designs themselves keep out is no fault of the way.
 */
function lostOnTheWay(across: readonly Need[], unmet: readonly Fault[], stages: Stages): Problem[] {
  const known = new Set(unmet.map(({ packet }) => formatPacket(packet)))
  return oneOfEach(faultsOf(across, stages.both, stages))
    .filter(({ packet }) => !known.has(formatPacket(packet)))
    .map(({ sentence, packet }) => ({
      severity: 'error',
      at: 'plan',
      message: `${sentence} ${formatPacket(packet)}`,
      suggestion: 'Split the change: first what both designs share, then the rest.',
    }))
}
