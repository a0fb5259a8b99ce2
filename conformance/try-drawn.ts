import { startKernel } from './kernel/kernel'
import { checkDrawn } from './sufficiency/check-drawn'
import { relaxedTrials } from './sufficiency/drawn-relaxed'
import { standardTrials } from './sufficiency/drawn-standard'
import { strictTrials } from './sufficiency/drawn-strict'
import { startTally } from './verdict'
const only = process.argv[2] ?? ''
const started = await startKernel()
if (!started.ok) throw new Error(started.reason)
for (const trial of [...relaxedTrials(), ...strictTrials(), ...standardTrials()].filter((t) => t.name.includes(only))) {
  const tally = startTally()
  const start = performance.now()
  try {
  const { rows, probes } = await checkDrawn(started.kernel, [trial], tally)
  console.log(trial.name, probes, rows[0]?.worksWith, ((performance.now() - start) / 1000).toFixed(1), 's')
  } catch (e) { console.log(trial.name, String(e)) }
  console.log(tally.disagreements.length, tally.disagreements.slice(0, 40).map((d) => d.what).join('\n'))
}
await started.kernel.close()
