/** Terraform as a judge: what it formats, validates, plans and applies must be what our readers read. */
import * as fc from 'fast-check'
import { findTarget } from '@/lib/targets/all'
import { type Filter, isFilter } from '@/lib/targets/target'
import { arbitraryDesign } from '@/lib/testing/arbitrary-design'
import { arbitraryPair } from '@/lib/testing/arbitrary-pair'
import { seed } from '@/lib/testing/samples'
import { exampleNames, readExample, type Subject, subjectOf } from '@/lib/testing/subject'
import { type Report, startTally } from '../verdict'
import type { Member } from './batch'
import { findTerraform, terraformVersion } from './build'
import { checkBatch } from './check-batch'
import { type AppliedPair, checkPairs, pairOf } from './check-pair'
import { tryFaults } from './faults'
import { type Applied, judgeMoto } from './moto/judge'
import { motoVersion, startMoto } from './moto/moto'
import { startStub } from './stub/provider'
import { makeWorkspace } from './terraform'

const judge = 'Terraform'
const designs = 220
/** Terraform writes its whole state after each resource: more modules at once take longer, not less. */
const perBatch = 5
const replayed = 40
const pairs = 60

export async function judgeTerraform(scale: number): Promise<Report[]> {
  const target = findTarget('terraform-aws')
  if (target === undefined || !isFilter(target)) throw new Error('there is no target terraform-aws')
  const built = await findTerraform()
  if (!built.ok) {
    const skipped = (name: string, version: string, reason: string): Report => ({
      kind: 'skipped',
      judge: name,
      version,
      reason,
    })
    return [
      skipped(judge, terraformVersion, built.reason),
      skipped('moto EC2', motoVersion, 'it replays what Terraform made, and there is no Terraform'),
    ]
  }
  const start = performance.now()
  const tally = startTally()
  const members = sampleMembers(target, Math.max(1, Math.round(designs * scale)))
  const applied: Applied[] = []
  for (let first = 0; first < members.length; first += perBatch) {
    const batch = members.slice(first, first + perBatch)
    const stub = await startStub()
    const workspace = makeWorkspace(built.binary, stub.environment)
    const where = `seed ${seed()}, designs ${first} to ${first + batch.length - 1},`
    const state = await checkBatch(workspace, batch, tally, where)
    if (state !== undefined) applied.push(...batch.map((member) => ({ member, state })))
    workspace.remove()
    await stub.close()
  }
  const changes = samplePairs(target, Math.max(1, Math.round(pairs * scale)))
  for (let first = 0; first < changes.length; first += perBatch) {
    const batch = changes.slice(first, first + perBatch)
    const stub = await startStub()
    const workspace = makeWorkspace(built.binary, stub.environment)
    await checkPairs(workspace, batch, tally, `seed ${seed()}, pairs ${first} to ${first + batch.length - 1},`)
    workspace.remove()
    await stub.close()
  }
  const faults = await tryFaults(built.binary, target)
  const terraform: Report = {
    kind: 'ran',
    judge,
    version: terraformVersion,
    cases: tally.cases,
    disagreements: tally.disagreements,
    rows: tally.rows,
    faults,
    notes: [
      `${members.length} designs and ${changes.length} pairs of designs in modules of one configuration, ${perBatch} at a time`,
      ...tally.notes,
    ],
    seconds: (performance.now() - start) / 1000,
  }
  const moto = await startMoto()
  const replay = await judgeMoto(moto, applied, Math.max(1, Math.round(replayed * scale)))
  if (moto.ok) moto.close()
  return [terraform, replay]
}

function samplePairs(filter: Filter, count: number): readonly AppliedPair[] {
  const drawn = fc.sample(arbitraryPair('1.13'), { numRuns: count, seed: seed() })
  return drawn.map((pair, index) => pairOf(filter, pair, index))
}

/** Every example, then random designs; each as one of its variants. Those that a group cannot hold are no cases. */
function sampleMembers(filter: Filter, count: number): readonly Member[] {
  const examples = exampleNames.map((name) => subjectOf(filter, readExample(name)))
  const random = fc
    .sample(arbitraryDesign(), { numRuns: count, seed: seed() })
    .map((design) => subjectOf(filter, design))
  return [...examples, ...random].map((subject, index) => memberOf(subject, index))
}

export function memberOf(subject: Subject, index: number): Member {
  // Every third as its file stands.
  const variant = index % 3 === 0 ? undefined : subject.variants[index % subject.variants.length]
  const binding = variant?.site.variables ?? {}
  return { name: `d${index}`, subject, binding, variant: variant ?? { site: subject.site, work: subject.work } }
}
