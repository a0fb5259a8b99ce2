/** The provider of Hetzner Cloud as a judge: what it tells the API must be what the policy says. */
import * as fc from 'fast-check'
import { findTarget } from '@/lib/targets/all'
import { type Filter, isFilter } from '@/lib/targets/target'
import { arbitraryDesign } from '@/lib/testing/arbitrary-design'
import { arbitraryPair } from '@/lib/testing/arbitrary-pair'
import { seed } from '@/lib/testing/samples'
import { exampleNames, readExample, type Subject, subjectOf } from '@/lib/testing/subject'
import { type Report, startTally, type Tally } from '../../verdict'
import type { Member } from '../batch'
import { findTerraform } from '../build'
import { checkSettled } from '../check-batch'
import { makeWorkspace } from '../terraform'
import { startApi } from './api'
import { findProvider, providerVersion } from './build'
import { appliesAll, checkHeld, checkModules, firewallsOf, writeModules } from './check'
import { tryFaults } from './faults'

const judge = 'hcloud provider'
const designs = 120
const pairs = 40
const perBatch = 5

type Environment = Readonly<Record<string, string>>

export async function judgeHcloud(scale: number): Promise<Report[]> {
  const filter = findTarget('terraform-hetzner')
  if (filter === undefined || !isFilter(filter)) throw new Error('there is no target terraform-hetzner')
  const terraform = await findTerraform()
  const provider = terraform.ok ? await findProvider() : terraform
  if (!terraform.ok || !provider.ok) {
    const reason = terraform.ok ? (provider.ok ? '' : provider.reason) : terraform.reason
    return [{ kind: 'skipped', judge, version: providerVersion, reason }]
  }
  const start = performance.now()
  const tally = startTally()
  const environment = { TF_CLI_CONFIG_FILE: provider.binary }
  const random = fc.sample(arbitraryDesign(), { numRuns: Math.max(1, Math.round(designs * scale)), seed: seed() })
  const subjects = [
    ...exampleNames.map((name) => subjectOf(filter, readExample(name))),
    ...random.map((design, index) => subjectOf(filter, { ...design, name: `d${index}` })),
  ].filter(({ output }) => output.problems.every(({ severity }) => severity !== 'error'))
  for (let first = 0; first < subjects.length; first += perBatch) {
    const members = subjects.slice(first, first + perBatch).map((subject, index) => memberOf(subject, first + index))
    const api = await startApi()
    const workspace = makeWorkspace(terraform.binary, environment)
    await checkModules(workspace, members, api, tally, `seed ${seed()}, designs from ${first},`)
    workspace.remove()
    await api.close()
  }
  const applied = await judgePairs(terraform.binary, environment, filter, tally, Math.max(1, Math.round(pairs * scale)))
  const faults = await tryFaults(terraform.binary, environment, filter)
  return [
    {
      kind: 'ran',
      judge,
      version: providerVersion,
      cases: tally.cases,
      disagreements: tally.disagreements,
      rows: tally.rows,
      faults,
      notes: [
        `${subjects.length} designs and ${applied} pairs of designs, applied by Terraform and the provider to an API of ours`,
        ...tally.notes,
      ],
      seconds: (performance.now() - start) / 1000,
    },
  ]
}

function memberOf(subject: Subject, index: number): Member {
  return { name: `d${index}`, subject, binding: {}, variant: { site: subject.site, work: subject.work } }
}

/** The second bundle over the first, in one state: the API then holds the second. */
async function judgePairs(
  binary: string,
  environment: Environment,
  filter: Filter,
  tally: Tally,
  count: number,
): Promise<number> {
  const drawn = fc.sample(arbitraryPair('1.13'), { numRuns: count, seed: seed() })
  let applied = 0
  for (const [index, { before, after }] of drawn.entries()) {
    const old = memberOf(subjectOf(filter, before), 0)
    const next = memberOf(subjectOf(filter, after, { previous: old.subject.files }), 0)
    if ([old, next].some(({ subject }) => subject.output.problems.some(({ severity }) => severity === 'error')))
      continue
    const api = await startApi()
    const workspace = makeWorkspace(binary, environment)
    const where = `seed ${seed()}, pair ${index},`
    for (const member of [old, next]) {
      writeModules(workspace, [member], api)
      if (!(await appliesAll(workspace, [member], tally, where))) break
      checkHeld(member, firewallsOf(member, api), tally, where)
    }
    await checkSettled(workspace, tally, where)
    const names = firewallsOf(next, api).length
    if (names !== api.firewalls().length) tally.disagreements.push({ where, what: 'a firewall of the first is left' })
    tally.cases++
    applied++
    workspace.remove()
    await api.close()
  }
  return applied
}
