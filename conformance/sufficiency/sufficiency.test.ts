/** A small sample of the judge that needs nothing beside the laboratory: one cluster's connections, rule by rule. */
import { expect, test } from 'vitest'
import { kernelLacks, startKernel } from '../kernel/kernel'
import { startTally } from '../verdict'
import { checkStandIns } from './check-stand-ins'
import { clusters } from './clusters'

const lack = kernelLacks()
if (lack !== undefined) console.log(`SKIPPED: whether rules suffice: ${lack}`)

test.runIf(lack === undefined)(
  'a cluster works with its rules, and not without each of them',
  { timeout: 300_000 },
  async () => {
    const started = await startKernel()
    if (!started.ok) throw new Error(started.reason)
    const tally = startTally()
    const { faults, rows } = await checkStandIns(started.kernel, clusters.slice(0, 1), tally, 10)
    await started.kernel.close()
    expect(tally.disagreements).toEqual([])
    expect(rows.length).toBeGreaterThan(8)
    expect(faults.filter(({ outcome }) => outcome !== 'caught')).toEqual([])
  },
)
