/** The real etcd with all rules, with its own alone, and without it or half of it. */
import type { PortRange } from '@/lib/net/port-range'
import type { Kernel } from '../kernel/kernel'
import { disagree, markRow, type Ran, type Tally } from '../verdict'
import { clusterOf } from './clusters'
import { etcdHosts, tryEtcd } from './etcd'
import { type RuleChange, ruleCluster, without } from './rules'
import type { SufficiencyRow } from './table'

interface Trial {
  readonly name: string
  readonly change: RuleChange
  readonly forms: boolean
  readonly joins: boolean
}

const rule = 'etcd/controlplane'

function onPorts(range: PortRange): RuleChange {
  return (one) => (one.id === rule ? { ...one, ports: [range] } : one)
}

const withAll: Trial = { name: 'all rules', change: (one) => one, forms: true, joins: true }
const trials: readonly Trial[] = [
  { name: 'this rule alone', change: (one) => (one.id === rule ? one : undefined), forms: true, joins: true },
  { name: 'without it', change: without(rule), forms: false, joins: false },
  { name: 'without its port 2380', change: onPorts({ from: 2379, to: 2379 }), forms: false, joins: false },
  { name: 'without its port 2379', change: onPorts({ from: 2380, to: 2380 }), forms: true, joins: false },
]

/** Milliseconds that members get at most, and at least where nothing should come of it. */
const patience = { most: 60_000, least: 8000 }

export interface EtcdFindings {
  readonly rows: readonly SufficiencyRow[]
  readonly faults: Ran['faults']
}

interface Attempted {
  readonly said: string
  readonly grew: boolean
  readonly waited: number
}

export async function checkEtcd(kernel: Kernel, program: string, tally: Tally): Promise<EtcdFindings> {
  const names = etcdHosts.map(({ name }) => name)
  const three = ruleCluster(clusterOf({}))
  const four = ruleCluster(clusterOf({}, { controlPlanes: 4 }))
  const attempt = async ({ name, change, forms, joins }: Trial, most: number): Promise<Attempted> => {
    const rules = [three.textsFor(names.slice(0, 3), change), four.textsFor(names, change)] as const
    const outcome = await tryEtcd({ kernel, program, rules, patience: most })
    tally.cases++
    if (outcome.forms !== forms)
      disagree(tally, `etcd, ${name}`, outcome.forms ? 'three members form' : 'three members do not form')
    if (outcome.joins !== joins)
      disagree(tally, `etcd, ${name}`, outcome.joins ? 'a fourth joins' : 'a fourth cannot join')
    const said = outcome.forms ? (outcome.joins ? 'forms and grows' : 'forms, cannot grow') : 'does not form'
    return { said: `${name}: ${said}`, grew: outcome.joins, waited: outcome.waited }
  }
  const good = await attempt(withAll, patience.most)
  // Where nothing is expected, a multiple of the time that success took must do.
  const most = Math.max(patience.least, 1.5 * good.waited)
  const outcomes: string[] = []
  const faults: { fault: string; outcome: 'caught' | 'NOT CAUGHT' }[] = []
  for (const trial of trials) {
    const { said, grew } = await attempt(trial, trial.joins ? patience.most : most)
    outcomes.push(said)
    if (!trial.joins) faults.push({ fault: `etcd ${trial.name}`, outcome: grew ? 'NOT CAUGHT' : 'caught' })
  }
  markRow(tally, '4', '1.13.9')
  const worksWith = [`all rules: forms and grows`, ...outcomes.filter((text) => text.startsWith('this'))].join('; ')
  const breaksWithout = outcomes.filter((text) => text.startsWith('without')).join('; ')
  const what = 'three etcd members, then a fourth'
  return { rows: [{ rule, what, worksWith, breaksWithout }], faults }
}
