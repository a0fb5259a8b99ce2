/** Whether the rules suffice, and are needed: real software and stand-ins under them, in namespaces of the Linux kernel. */
import { release } from 'node:os'
import { type Kernel, startKernel } from '../kernel/kernel'
import { type Ran, type Report, startTally, type Tally } from '../verdict'
import { checkDrawn } from './check-drawn'
import { checkEtcd } from './check-etcd'
import { checkOverlays } from './check-overlays'
import { checkStandIns } from './check-stand-ins'
import { clusters } from './clusters'
import { findProgram } from './debian'
import { overlays } from './overlays'
import { promises } from './promises'
import { tableLines } from './table'
import { drawnTrials } from './trials'

const linux = release().split('-')[0] ?? ''

/** The parts side by side: they mostly wait for what must not come. `scale` below 1 takes fewer clusters. */
export async function judgeSufficiency(scale: number): Promise<Report[]> {
  const some = <T>(all: readonly T[]): readonly T[] => all.slice(0, Math.max(1, Math.ceil(all.length * scale)))
  const parts = await Promise.all([
    runPart('sufficiency, stand-ins', async (kernel, tally) => {
      const { rows, probes, faults } = await checkStandIns(kernel, some(clusters), tally)
      return { notes: [`${probes} packets probed`, ...tableLines(rows)], faults }
    }),
    runPart('sufficiency, drawn clusters', async (kernel, tally) => {
      const trials = [...promises(), ...some(drawnTrials())]
      const { rows, probes, faults } = await checkDrawn(kernel, trials, tally)
      return { notes: [`${probes} packets probed`, ...tableLines(rows)], faults }
    }),
    runEtcd(),
    runOverlays(some(overlays)),
  ])
  return parts.flat()
}

type Found = Pick<Ran, 'notes' | 'faults'>

async function runPart(judge: string, work: (kernel: Kernel, tally: Tally) => Promise<Found>): Promise<Report[]> {
  const started = await startKernel()
  if (!started.ok) return [{ kind: 'skipped', judge, version: linux, reason: started.reason }]
  const start = performance.now()
  const tally = startTally()
  try {
    const { notes, faults } = await work(started.kernel, tally)
    const { cases, disagreements, rows } = tally
    const seconds = (performance.now() - start) / 1000
    return [{ kind: 'ran', judge, version: linux, cases, disagreements, rows, faults, notes, seconds }]
  } finally {
    await started.kernel.close()
  }
}

async function runEtcd(): Promise<Report[]> {
  const judge = 'sufficiency, etcd'
  const found = findProgram('etcd')
  if (!found.ok) return [{ kind: 'skipped', judge, version: 'etcd', reason: found.reason }]
  return runPart(judge, async (kernel, tally) => {
    const { rows, faults } = await checkEtcd(kernel, found.path, tally)
    return { notes: tableLines(rows), faults }
  })
}

async function runOverlays(chosen: typeof overlays): Promise<Report[]> {
  const judge = 'sufficiency, overlays'
  const missing: Report[] = []
  const ran = await runPart(judge, async (kernel, tally) => {
    const { rows, faults, skipped } = await checkOverlays(kernel, chosen, tally)
    missing.push(...skipped.map((one) => ({ kind: 'skipped' as const, judge, ...one })))
    return { notes: tableLines(rows), faults }
  })
  return [...ran, ...missing]
}
