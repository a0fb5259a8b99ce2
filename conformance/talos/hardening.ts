/**
 * Talos' own code about the hardening patches, with Kubernetes' own for what is inside of them, and Linux for kernel parameters:
 * Talos takes them, a second time changes nothing, what takes them back leaves what was there before, and what a machine then
 * holds is what must hold, over every layout of every version.
 */

import { type KubernetesProcess, startKubernetes } from '../kubernetes/process'
import { disagree, type Ran, type Report, startTally } from '../verdict'
import { buildJudge } from './build'
import { faultsOfPair, type HardeningJudges } from './check-hardening'
import {
  damagedPairs,
  type HardeningPair,
  hardeningPairs,
  type PatchTexts,
  patchesOfPair,
  upgradePairs,
} from './hardening-pairs'
import { generateBases } from './judge'
import { parametersOfTalos } from './kernel-parameters'
import { startTalos } from './process'
import { type JudgeVersion, judgeVersions } from './versions'

const judgeName = 'Talos loader and patcher, hardening'
const counts = { main: 200, older: 40 }

export async function judgeHardening(scale: number): Promise<Report[]> {
  const started = await startKubernetes()
  if (!started.ok) return [{ kind: 'skipped', judge: judgeName, version: '', reason: started.reason }]
  const { kubernetes } = started
  try {
    const reports: Report[] = []
    for (const version of judgeVersions) reports.push(await judgeVersion(version, kubernetes, scale))
    return reports
  } finally {
    kubernetes.close()
  }
}

export type StartedJudges =
  | { readonly ok: true; readonly judges: HardeningJudges; close(): Promise<void> }
  | { readonly ok: false; readonly reason: string }

export async function startJudges(version: JudgeVersion, kubernetes: KubernetesProcess): Promise<StartedJudges> {
  const built = await buildJudge(version.tag)
  if (!built.ok) return built
  const talos = await startTalos(built.binary)
  const parameters = await parametersOfTalos(version.tag)
  const bases = await generateBases(talos, version)
  return { ok: true, judges: { talos, bases, kubernetes, parameters }, close: () => talos.close() }
}

async function judgeVersion(version: JudgeVersion, kubernetes: KubernetesProcess, scale: number): Promise<Report> {
  const start = performance.now()
  const started = await startJudges(version, kubernetes)
  if (!started.ok) return { kind: 'skipped', judge: judgeName, version: version.tag, reason: started.reason }
  const { judges } = started
  try {
    const tally = startTally()
    const count = Math.max(1, Math.round((version.main ? counts.main : counts.older) * scale))
    const pairs = [
      ...hardeningPairs(version, count),
      ...[...upgradePairs(), ...damagedPairs()].filter(({ tag }) => tag === version.tag),
    ]
    for (const pair of pairs) {
      tally.cases += 2
      for (const what of await faultsOfPair(judges, pair, patchesOfPair(pair))) disagree(tally, pair.name, what)
    }
    return {
      kind: 'ran',
      judge: judgeName,
      version: judges.talos.version,
      cases: tally.cases,
      disagreements: tally.disagreements,
      rows: tally.rows,
      faults: await tryFaults(judges, pairs),
      notes: [`${pairs.length} pairs of options over ${version.layouts.join(' and ')}, both roles`],
      seconds: (performance.now() - start) / 1000,
    }
  } finally {
    await started.close()
  }
}

const edits: readonly (readonly [string, RegExp, string])[] = [
  ['a misspelt key', /^( *)destinations:/m, '$1destination:'],
  ['an audit rule that logs secrets whole', /level: Metadata$/m, 'level: RequestResponse'],
  ['a level of the audit log that is none', /level: Metadata$/m, 'level: Everything'],
  ['the lesser Pod Security', /enforce: restricted/, 'enforce: baseline'],
  ['a kernel parameter turned round', /(net\.ipv4\.conf\.all\.accept_source_route: )"0"/, '$1"1"'],
  [
    'a kernel parameter that is none',
    /net\.ipv4\.conf\.all\.accept_source_route/,
    'net.ipv4.conf.all.accept_source_routes',
  ],
  ['another log destination', /10\.5\.8\.9:6050/, '10.5.8.9:6051'],
]

/** Each in the patch of the control planes, with everything switched on. */
async function tryFaults(judges: HardeningJudges, pairs: readonly HardeningPair[]): Promise<Ran['faults']> {
  const pair = pairs.find(({ name }) => name.startsWith('all to nothing'))
  if (pair === undefined) throw new Error('no pair has everything switched on')
  const texts = patchesOfPair(pair)
  const key = 'controlplane first set'
  const outcome = async (changed: PatchTexts): Promise<'caught' | 'NOT CAUGHT'> =>
    (await faultsOfPair(judges, pair, changed)).length > 0 ? 'caught' : 'NOT CAUGHT'
  const faults: Ran['faults'][number][] = []
  for (const [fault, from, to] of edits) {
    const text = texts[key] ?? ''
    const isThere = from.test(text)
    faults.push({
      fault,
      outcome: isThere ? await outcome({ ...texts, [key]: text.replace(from, to) }) : 'not tried',
    })
  }
  const { 'controlplane first clear': clear, ...unemptied } = texts
  faults.push({
    fault: 'a list that is not emptied first',
    outcome: clear === undefined ? 'not tried' : await outcome(unemptied),
  })
  const { 'worker first undo': _, ...held } = texts
  faults.push({ fault: 'an undo patch that is not there', outcome: await outcome(held) })
  return faults
}
