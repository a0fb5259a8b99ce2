/** Talos' own loader, generator and patcher as a judge of our files: one report for each version that was asked. */
import * as fc from 'fast-check'
import { formatTalosVersion, parseTalosVersion, type TalosVersion } from '@/lib/design/talos-version'
import { findTarget } from '@/lib/targets/all'
import { type Filter, isFilter } from '@/lib/targets/target'
import { arbitraryDesign } from '@/lib/testing/arbitrary-design'
import { arbitraryPair } from '@/lib/testing/arbitrary-pair'
import { seed } from '@/lib/testing/samples'
import { exampleNames, readExample, type Subject, subjectOf } from '@/lib/testing/subject'
import { markRow, type Report, startTally } from '../verdict'
import { buildJudge } from './build'
import { checkBundle, type Judge, mergeKindOf } from './check-bundle'
import { checkMutation } from './check-mutation'
import { checkPair, type Pair } from './check-pair'
import { checkTables, plainSite } from './check-table'
import { checkWrapper } from './check-wrapper'
import { emptyPairCount, tryFaults } from './faults'
import { machineFiles } from './machines'
import { type SeedText, sampleMutations } from './mutations'
import { baseName, startTalos, type TalosProcess } from './process'
import type { TalosState } from './protocol'
import { tableCases } from './tables'
import { type JudgeVersion, judgeVersions } from './versions'

const judgeName = 'Talos loader and patcher'

/** Designs, pairs and mutated documents of a version; `scale` multiplies them. */
const counts = {
  main: { designs: 2000, pairs: 500, mutations: 2000 },
  older: { designs: 100, pairs: 100, mutations: 200 },
}

export async function judgeTalos(scale: number): Promise<Report[]> {
  const target = findTarget('talos')
  if (target === undefined || !isFilter(target)) throw new Error('there is no target talos')
  const reports: Report[] = []
  // The judge is one process and this is another: two versions side by side keep two cores busy.
  await runBounded(
    judgeVersions,
    async (version, index) => {
      reports[index] = await judgeVersion(version, target, scale)
      console.log(`${judgeName} ${version.tag} is done`)
    },
    2,
  )
  return reports
}

async function judgeVersion(version: JudgeVersion, filter: Filter, scale: number): Promise<Report> {
  const built = await buildJudge(version.tag)
  if (!built.ok) return { kind: 'skipped', judge: judgeName, version: version.tag, reason: built.reason }
  const talos = await startTalos(built.binary)
  try {
    return await askVersion(talos, version, filter, scale)
  } finally {
    await talos.close()
  }
}

async function askVersion(talos: TalosProcess, version: JudgeVersion, filter: Filter, scale: number): Promise<Report> {
  const start = performance.now()
  const tally = startTally()
  const bases = await generateBases(talos, version)
  const judge: Judge = { talos, layouts: version.layouts, bases, tally }
  const sizes = version.main ? counts.main : counts.older
  const number = (count: number): number => Math.max(1, Math.round(count * scale))

  const kept: Subject[] = []
  const designs = await judgeDesigns(judge, version, filter, number(sizes.designs), kept)
  const pairs: Pair[] = []
  const pairNote = await judgePairs(judge, version, filter, number(sizes.pairs), pairs)
  const tableNotes = await judgeTexts(judge, number(sizes.mutations), kept)
  const faults = await tryFaults(judge, kept, pairs)
  return {
    kind: 'ran',
    judge: judgeName,
    version: talos.version,
    cases: tally.cases,
    disagreements: tally.disagreements,
    rows: tally.rows,
    faults,
    notes: [designs, pairNote, ...tableNotes],
    seconds: (performance.now() - start) / 1000,
  }
}

export async function generateBases(talos: TalosProcess, { layouts }: JudgeVersion): Promise<Map<string, TalosState>> {
  const bases = new Map<string, TalosState>()
  for (const layout of layouts) {
    for (const role of ['controlplane', 'worker'] as const) {
      const state = await talos.generate(layout, role)
      if (!state.ok) throw new Error(`Talos refuses its own configuration ${layout} ${role}: ${state.error}`)
      bases.set(baseName(layout, role), state)
    }
  }
  return bases
}

/** Keeps a bounded number of cases under way, so that memory stays bounded too. */
async function runBounded<T>(
  items: Iterable<T>,
  work: (item: T, index: number) => Promise<void>,
  atOnce = 12,
): Promise<number> {
  const running = new Set<Promise<void>>()
  let index = 0
  for (const item of items) {
    const job = work(item, index++).finally(() => running.delete(job))
    running.add(job)
    if (running.size >= atOnce) await Promise.race(running)
  }
  await Promise.all(running)
  return index
}

const chunk = 50

/** The same samples for a seed whatever the count, made as they are needed. */
export function* samples<T>(arbitrary: fc.Arbitrary<T>, count: number): Generator<T> {
  for (let done = 0; done < count; done += chunk) {
    yield* fc.sample(arbitrary, { numRuns: Math.min(chunk, count - done), seed: seed() + done })
  }
}

async function judgeDesigns(judge: Judge, version: JudgeVersion, filter: Filter, count: number, kept: Subject[]) {
  const { tally } = judge
  const before = tally.cases
  for (const name of exampleNames) {
    const example = readExample(name)
    const design = { ...example, talos: { ...example.talos, version: version.designs[0] ?? '' } }
    await checkBundle(judge, `example ${name}`, subjectOf(filter, design))
  }
  let wrapped = 0
  const made = await runBounded(samples(arbitraryDesign(), count), async (drawn, index) => {
    const spoken = version.designs[index % version.designs.length] ?? ''
    const design = { ...drawn, talos: { ...drawn.talos, version: spoken } }
    const subject = subjectOf(filter, design)
    if (kept.length < 60) kept.push(subject)
    const where = `design ${index} (Talos ${spoken}, seed ${seed()})`
    await checkBundle(judge, where, subject)
    const parts = await checkWrapper(judge, where, subject)
    wrapped += parts
  })
  const merge = mergeKindOf(plainSite(version.designs[0] ?? ''))
  const files = tally.cases - before - wrapped
  const rows = ['2.1', ...(merge.replaces ? ['2.2'] : []), ...(merge.deletes ? ['2.5'] : [])]
  for (const row of rows) markRow(tally, row, judge.talos.version, files)
  return `${made} random designs and ${exampleNames.length} examples, ${files} patch files over ${version.layouts.join(' and ')}; ${wrapped} parts of wrappers`
}

async function judgePairs(judge: Judge, version: JudgeVersion, filter: Filter, count: number, kept: Pair[]) {
  const counted = emptyPairCount()
  const wanted = version.designs.map((spoken) => [
    ...samples(arbitraryPair(spoken), Math.ceil(count / version.designs.length)),
  ])
  const made = await runBounded(wanted.flat(), async ({ before, after }, index) => {
    const old = subjectOf(filter, before)
    const pair = { before: old, after: subjectOf(filter, after, { previous: old.output.files }) }
    if (kept.length < 60) kept.push(pair)
    await checkPair(judge, `pair ${index} (Talos ${after.talos.version}, seed ${seed()})`, pair, counted)
  })
  const { moved, removed, unblocked, refused, justified } = counted
  for (const [row, times] of [
    ['2.3', unblocked],
    ['2.4', removed],
    ['2.5', removed],
  ] as const) {
    if (times > 0) markRow(judge.tally, row, judge.talos.version, times)
  }
  const refusals = `${refused} pairs refused by us: in ${justified} Talos indeed refuses or ends elsewhere`
  return `${made} pairs: ${moved} machines moved by patch, ${removed} with something removed, ${unblocked} from block to accept; ${refusals}`
}

async function judgeTexts(judge: Judge, count: number, subjects: readonly Subject[]) {
  const parsed: TalosVersion | undefined = parseTalosVersion(judge.talos.version)
  if (parsed === undefined) throw new Error(`the judge does not know its version: ${judge.talos.version}`)
  const site = plainSite(formatTalosVersion(parsed))
  const tables = await checkTables(judge, parsed, site)
  const reasons = new Map<string, number>()
  const mutated = sampleMutations(seedTexts(subjects), count, seed())
  await runBounded(mutated, async (patches, index) => {
    const reason = await checkMutation(judge, site, patches, `mutation ${index} (seed ${seed()})`)
    if (reason !== undefined) reasons.set(reason, (reasons.get(reason) ?? 0) + 1)
  })
  const notRead = [...reasons.values()].reduce((sum, times) => sum + times, 0)
  return [
    `${tables} documents of the facts' tables`,
    `${mutated.length} mutated documents; ${notRead} of them Talos takes and our reader refuses to interpret:`,
    ...[...reasons].map(([reason, times]) => `  ${times} × ${reason}`),
  ]
}

/** What is mutated: good documents of the tables, and short files of the designs with what they stand on. */
function seedTexts(subjects: readonly Subject[]): SeedText[] {
  const tables = tableCases.filter(({ want, patches }) => want === 'ok' && patches.length === 1)
  const groups = subjects.slice(0, 30).flatMap(({ site, output }) => machineFiles(site, output.files))
  const short = groups.filter(({ patch }) => patch.length < 1500)
  return [
    ...tables.map(({ patches: [text = ''] }) => ({ before: [], text })),
    ...short.flatMap(({ patch, disable }) => [
      { before: [], text: patch },
      { before: [patch], text: patch },
      ...(disable === undefined ? [] : [{ before: [patch], text: disable }]),
    ]),
  ]
}
