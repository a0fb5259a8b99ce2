/** Every drawn cluster at every place: what must come through, and that nothing else does; and what is promised in words. */
import type { Kernel } from '../kernel/kernel'
import { disagree, type Ran, type Tally } from '../verdict'
import type { Texts } from './rules'
import { stageFilters, stageHosts } from './stage'
import type { SufficiencyRow } from './table'
import { compareWanted, faultOfTexts, rulesAmong, startLoading, type Trial } from './trial'

export interface DrawnFindings {
  readonly rows: readonly SufficiencyRow[]
  readonly probes: number
  readonly faults: Ran['faults']
}

export async function checkDrawn(kernel: Kernel, trials: readonly Trial[], tally: Tally): Promise<DrawnFindings> {
  await kernel.build(stageHosts())
  const load = startLoading(kernel, stageFilters)
  const rows: SufficiencyRow[] = []
  let probes = 0
  for (const trial of trials) {
    const texts = trial.texts()
    const wrong = faultOfTexts(trial, texts)
    if (wrong !== undefined) disagree(tally, trial.name, wrong)
    const wanted = trial.wanted()
    if (wanted.length > 0) {
      await load(rulesAmong(trial, texts))
      for (const { says, found } of await compareWanted(kernel, wanted))
        disagree(tally, trial.name, `${says}: ${found}`)
      const needed = wanted.filter(({ outcome }) => outcome !== 'drop').length
      rows.push({
        rule: trial.name,
        what: 'whom SPEC and facts name',
        worksWith: `${needed} connections`,
        breaksWithout: `${wanted.length - needed} others are refused`,
      })
    }
    probes += wanted.length
    tally.cases++
  }
  const [first] = trials.filter(({ scene }) => scene === 'stage')
  return { rows, probes, faults: first === undefined ? [] : await tryFaults(kernel, load, first) }
}

const changes: readonly (readonly [fault: string, change: (text: string) => string])[] = [
  ['a swapped port', (text) => text.replaceAll('5432', '5433')],
  ['a lost source', (text) => text.replaceAll(/10\.1\.1\.21(?:\/32)?(?: counter)?(?:-[\d.]+)?, /g, '')],
  ['a swapped protocol', (text) => text.replaceAll('udp dport', 'tcp dport')],
  ['accept for block', (text) => text.replaceAll(/\bdrop\b/g, 'accept')],
]

/** Faults that the same comparison must find. */
async function tryFaults(kernel: Kernel, load: (rules: Texts) => Promise<void>, trial: Trial): Promise<Ran['faults']> {
  const texts = rulesAmong(trial, trial.texts())
  const wanted = trial.wanted()
  const found: { fault: string; outcome: 'caught' | 'NOT CAUGHT' | 'not tried' }[] = []
  for (const [fault, change] of changes) {
    const changed: Texts = Object.fromEntries(Object.entries(texts).map(([host, text]) => [host, change(text)]))
    if (JSON.stringify(changed) === JSON.stringify(texts)) {
      found.push({ fault, outcome: 'not tried' })
      continue
    }
    await load(changed)
    const near = wanted.filter(({ probe: { port = 0 } }) => [514, 5432, 8080].includes(port))
    const wrong = await compareWanted(kernel, near)
    found.push({ fault, outcome: wrong.length > 0 ? 'caught' : 'NOT CAUGHT' })
  }
  return found
}
