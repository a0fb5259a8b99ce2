/** Every overlay with all rules, and without each rule that it needs; and those that Talos cannot be told. */
import type { Kernel } from '../kernel/kernel'
import { disagree, markRow, type Ran, type Skipped, type Tally } from '../verdict'
import { findCarrier } from './carry'
import { clusterOf } from './clusters'
import type { Overlay } from './overlays'
import { layOverlay, type PairOutcome, podHosts, podMachineCount, podMachines, tryPairs } from './pod-traffic'
import { type RuleChange, ruleCluster, type Texts, without } from './rules'
import type { SufficiencyRow } from './table'

/** Milliseconds: how long a tunnel may take to come up, and how long one that must not is given. */
const patience = { up: 30_000, down: 3000, handshake: 6000 }

export interface OverlayFindings {
  readonly rows: readonly SufficiencyRow[]
  readonly skipped: readonly Pick<Skipped, 'version' | 'reason'>[]
  readonly faults: Ran['faults']
}

export async function checkOverlays(
  kernel: Kernel,
  overlays: readonly Overlay[],
  tally: Tally,
): Promise<OverlayFindings> {
  const rows: SufficiencyRow[] = []
  const skipped: Pick<Skipped, 'version' | 'reason'>[] = []
  const faults: { fault: string; outcome: 'caught' | 'NOT CAUGHT' }[] = []
  for (const overlay of overlays) {
    await kernel.build(podHosts())
    const carrier = await findCarrier(kernel, overlay)
    if (!carrier.ok) {
      skipped.push({ version: overlay.name, reason: carrier.reason })
      continue
    }
    const attempt = async (texts: Texts | undefined, most: number): Promise<PairOutcome[]> => {
      await kernel.build(podHosts())
      if (texts !== undefined) await kernel.load(texts)
      await layOverlay(kernel, overlay, carrier)
      tally.cases++
      return tryPairs(kernel, most)
    }
    const found =
      overlay.port === undefined ? await checkGap(overlay, attempt, tally) : await checkRules(overlay, attempt, tally)
    rows.push(...found.rows.map((row) => ({ ...row, what: `pods by ${overlay.name}, carried by ${carrier.by}` })))
    faults.push(...found.faults)
    markRow(tally, '4', '1.13.9')
  }
  return { rows, skipped, faults }
}

type Attempt = (texts: Texts | undefined, most: number) => Promise<PairOutcome[]>

function describePairs(outcomes: readonly PairOutcome[], passes: boolean): string {
  const told = outcomes
    .filter((one) => one.passes === passes)
    .map(({ begins, answers }) => `${short(begins)}→${short(answers)}`)
  return told.length === 0 ? 'none' : told.join(' ')
}

function short(role: PairOutcome['begins']): string {
  return role === 'controlplane' ? 'cp' : 'worker'
}

async function checkRules(overlay: Overlay, attempt: Attempt, tally: Tally) {
  const ruled = ruleCluster(clusterOf(overlay.change, podMachineCount))
  const down = overlay.kind === 'wireguard' ? patience.handshake : patience.down
  const whole = await attempt(ruled.textsFor(podMachines), patience.up)
  if (whole.some(({ passes }) => !passes)) {
    disagree(tally, overlay.name, `with all rules these do not pass: ${describePairs(whole, false)}`)
  }
  const rows: SufficiencyRow[] = []
  for (const { id, listener, on } of ruled.rules) {
    if (listener !== overlay.listener) continue
    const outcomes = await attempt(ruled.textsFor(podMachines, without(id)), down)
    const wrong = outcomes.filter(({ begins, answers, passes }) => {
      // Where both ends use one port, what goes back belongs to the conversation; else it needs a rule of its own.
      const needs = overlay.kind === 'wireguard' ? answers === on : answers === on || begins === on
      return passes === needs
    })
    for (const { begins, answers, passes } of wrong) {
      disagree(tally, overlay.name, `without ${id}, ${short(begins)}→${short(answers)} ${passes ? 'passes' : 'breaks'}`)
    }
    const broken = `${describePairs(outcomes, false)}; ${describePairs(outcomes, true)} holds`
    rows.push({ rule: id, what: '', worksWith: describePairs(whole, true), breaksWithout: broken })
  }
  if (rows.length < 2) disagree(tally, overlay.name, `there is no rule ${overlay.listener} for each role`)
  return { rows, faults: overlay.family === 4 ? [] : [await tryFault(overlay, ruled.textsFor, attempt, down)] }
}

/** The next port in place of the overlay's own. */
async function tryFault(
  { listener, port = 0, name }: Overlay,
  textsFor: (machines: readonly string[], change: RuleChange) => Texts,
  attempt: Attempt,
  down: number,
) {
  const swap: RuleChange = (rule) =>
    rule.listener === listener ? { ...rule, ports: [{ from: port + 1, to: port + 1 }] } : rule
  const outcomes = await attempt(textsFor(podMachines, swap), down)
  const caught = outcomes.every(({ passes }) => !passes)
  return { fault: `a swapped port (${name})`, outcome: caught ? 'caught' : 'NOT CAUGHT' } as const
}

/** A protocol that Talos cannot name: the gap must be declared, and true. */
async function checkGap(overlay: Overlay, attempt: Attempt, tally: Tally) {
  const ruled = ruleCluster(clusterOf(overlay.change, podMachineCount))
  const rules = ruled.rules.filter(({ listener }) => listener === overlay.listener)
  for (const { id } of rules) {
    if (!ruled.gaps.has(id)) disagree(tally, overlay.name, `${id} is no gap, and Talos cannot name its protocol`)
  }
  const whole = await attempt(ruled.textsFor(podMachines), patience.down)
  if (whole.some(({ passes }) => passes)) {
    disagree(tally, overlay.name, `passes in block mode, which the gap denies: ${describePairs(whole, true)}`)
  }
  const bare = await attempt(undefined, patience.up)
  if (bare.some(({ passes }) => !passes)) {
    disagree(tally, overlay.name, `even without a firewall these do not pass: ${describePairs(bare, false)}`)
  }
  const gap = [...new Set(rules.map(({ id }) => ruled.gaps.get(id) ?? 'none'))].join(', ')
  return {
    rows: [
      {
        rule: rules.map(({ id }) => id).join(', '),
        what: '',
        worksWith: `nothing, as the gap ${gap} says; passes where there is no firewall`,
        breaksWithout: `breaks with all rules: ${describePairs(whole, false)}`,
      },
    ],
    faults: [],
  }
}
