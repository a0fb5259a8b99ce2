/** Everything that faults in the catalogue and in the policy are held against, as questions of one form. */
import { listenersOf } from './check-stand-ins'
import { type Cluster, clusters } from './clusters'
import { relaxedTrials } from './drawn-relaxed'
import { standardTrials } from './drawn-standard'
import { strictTrials } from './drawn-strict'
import { needsOf, portlessOf } from './needs'
import { promises } from './promises'
import { ruleCluster } from './rules'
import { stageFilters, stageHosts } from './stage'
import {
  calledMachine,
  describeConnection,
  neededConnections,
  otherConnections,
  standInHosts,
  standInMachines,
} from './stand-ins'
import type { Trial, Wanted } from './trial'

/** The hosts of each scene, and those among them that hold rules. */
export const scenes = {
  'stand-ins': { hosts: standInHosts, filters: standInMachines },
  stage: { hosts: stageHosts, filters: stageFilters },
} as const

function trialOf({ name, design }: Cluster): Trial {
  return {
    name,
    scene: 'stand-ins',
    texts: () => {
      const { gaps, textsFor } = ruleCluster(design)
      return { ...textsFor(standInMachines), gaps: listenersOf(gaps) }
    },
    must: { gaps: portlessOf(design).join() },
    wanted: () => {
      const needs = needsOf(design)
      const wanted = (outcome: Wanted['outcome']) => (one: Parameters<typeof describeConnection>[0]) => ({
        probe: one.probe,
        outcome,
        says: describeConnection(one),
        hosts: [calledMachine(one.on)],
      })
      return [...neededConnections(needs).map(wanted('accept')), ...otherConnections(needs).map(wanted('drop'))]
    },
  }
}

export function drawnTrials(): Trial[] {
  return [...standardTrials(), ...relaxedTrials(), ...strictTrials()]
}

let all: readonly Trial[] | undefined

export function everyTrial(): readonly Trial[] {
  all ??= [...promises(), ...drawnTrials(), ...clusters.map(trialOf)]
  return all
}
