/** Documents as people write them before Talos and our reader: they must take or refuse the same, and see the same. */
import { type Design, designSchema } from '@/lib/design/design'
import { isAtLeast, type TalosVersion } from '@/lib/design/talos-version'
import { buildSite } from '@/lib/site/build-site'
import type { Site } from '@/lib/site/site'
import { disagree, markRow } from '../verdict'
import type { Judge } from './check-bundle'
import { compareFirewall, explain, readInTurn } from './our-reading'
import { baseName } from './process'
import type { TalosState } from './protocol'
import type { TableCase } from './table-case'
import { tableCases } from './tables'

/** A design of one worker for documents that belong to none. */
export function plainDesign(version: string): Design {
  return designSchema.parse({
    version: 1,
    name: 'conformance',
    talos: { version },
    subnets: [{ name: 'lan', cidrs: ['10.0.0.0/24'] }],
    nodes: [
      { name: 'cp-1', role: 'controlplane', subnet: 'lan', addresses: ['10.0.0.11'] },
      { name: 'worker-1', role: 'worker', subnet: 'lan', addresses: ['10.0.0.21'] },
    ],
  })
}

export function plainSite(version: string): Site {
  return buildSite(plainDesign(version))
}

/** The file that those documents are given as. */
export const plainPath = 'talos/worker.patch.yaml'

export interface Comparison {
  readonly verdict: 'agree' | 'differ' | 'stricter'
  readonly what: string
  /** Talos took the last patch, and it changed nothing. */
  readonly idle: boolean
}

/** Talos' outcome and ours; `stricter` where we refuse to interpret what Talos takes, with our reason. */
export async function compareTexts(
  judge: Judge,
  site: Site,
  patches: readonly string[],
): Promise<{
  readonly state: TalosState | undefined
  readonly comparison: Comparison
}> {
  const [layout = ''] = judge.layouts.slice(-1)
  const name = baseName(layout, 'worker')
  const steps = await judge.talos.chain(name, patches)
  const last = steps.at(-1)
  const idle = last?.firewall === (steps.at(-2) ?? judge.bases.get(name))?.firewall
  const state = steps.length === patches.length && last?.ok === true ? last : undefined
  const ours = readInTurn(
    site,
    patches.map((text) => [{ path: plainPath, text }]),
  )
  if (state === undefined) {
    const said = last?.error.split('\n')[0] ?? ''
    const comparison: Comparison = ours.ok
      ? { verdict: 'differ', what: `Talos refuses it (${last?.stage}: ${said}), our reader takes it`, idle }
      : { verdict: 'agree', what: '', idle }
    return { state, comparison }
  }
  if (!ours.ok) return { state, comparison: { verdict: 'stricter', what: explain(ours), idle } }
  const differences = compareFirewall(state, ours.model, 'worker-1', site)
  const what = differences.join('; ')
  return { state, comparison: { verdict: differences.length === 0 ? 'agree' : 'differ', what, idle } }
}

export function tableCasesOf(version: TalosVersion): TableCase[] {
  return tableCases.filter(
    ({ from, below }) =>
      (from === undefined || isAtLeast(version, from)) && (below === undefined || !isAtLeast(version, below)),
  )
}

export async function checkTables(judge: Judge, version: TalosVersion, site: Site): Promise<number> {
  const cases = tableCasesOf(version)
  await Promise.all(cases.map((entry) => checkCase(judge, entry, site)))
  return cases.length
}

async function checkCase(judge: Judge, entry: TableCase, site: Site): Promise<void> {
  const { tally, talos } = judge
  const where = `facts ${entry.row}, ${entry.name}`
  const { state, comparison } = await compareTexts(judge, site, entry.patches)
  tally.cases++
  for (const row of [entry.row, ...(entry.also ?? [])]) markRow(tally, row, talos.version)
  const outcome = state === undefined ? 'refused' : 'ok'
  if (outcome !== entry.want) disagree(tally, where, `the facts say ${entry.want}, Talos says ${outcome}`)
  if (state !== undefined && entry.action !== undefined && entry.action !== state.default) {
    disagree(tally, where, `the facts say ${entry.action}, Talos says ${state.default}`)
  }
  const seen = state?.rules.map(describeRule)
  if (seen !== undefined && entry.rules !== undefined && seen.join('\n') !== entry.rules.join('\n')) {
    disagree(tally, where, `the facts say ${entry.rules.join('; ')}, Talos says ${seen.join('; ')}`)
  }
  const { verdict, what } = comparison
  if (verdict === 'differ') disagree(tally, where, what)
  if (verdict === 'stricter' && entry.unread === undefined) disagree(tally, where, `we do not read it: ${what}`)
  if (verdict !== 'stricter' && entry.unread !== undefined && state !== undefined) {
    disagree(tally, where, `we read it, though ${entry.unread}`)
  }
}

function describeRule({ name, protocol, ports, subnets, excepts }: TalosState['rules'][number]): string {
  const list = ports.map((pair) => pair.join('-')).join(',')
  return [name, protocol, list, ...subnets, ...(excepts.length === 0 ? [] : ['!', ...excepts])].join(' ')
}
