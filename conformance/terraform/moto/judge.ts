/** What Terraform made, replayed into moto's EC2: refused where EC2 would, and read back as the policy. */
import { proveTarget } from '@/lib/verify/prove'
import { disagree, type Ran, type Report, startTally } from '../../verdict'
import { type Member, resourcesOf, type Shown } from '../batch'
import { type Answer, type Bundle, bundleOf, exceedsPooledQuota, type Moto, motoVersion } from './moto'

const judge = 'moto EC2'

export interface Applied {
  readonly member: Member
  readonly state: Shown
}

/** `wanted`: how many designs at most. */
export async function judgeMoto(moto: Moto, applied: readonly Applied[], wanted: number): Promise<Report> {
  if (!moto.ok) return { kind: 'skipped', judge, version: motoVersion, reason: moto.reason }
  const start = performance.now()
  const tally = startTally()
  let pooled = 0
  for (const { member, state } of applied) {
    if (tally.cases >= wanted) break
    const bundle = bundleOf(resourcesOf(state, member.name))
    if (exceedsPooledQuota(bundle)) {
      pooled++
      continue
    }
    const answer = await moto.ask(bundle)
    tally.cases++
    const found = faultOf(member, answer)
    if (found !== undefined) disagree(tally, `${member.name} ${member.subject.design.name}`, found)
  }
  const faults = await tryFaults(moto, applied)
  return {
    kind: 'ran',
    judge,
    version: motoVersion,
    cases: tally.cases,
    disagreements: tally.disagreements,
    rows: tally.rows,
    faults,
    notes: [
      `excluded by name: ${pooled} designs whose rules of both families together exceed 60 (moto pools them), and ports of icmpv6 and of protocols that have none, which moto wants as -1`,
    ],
    seconds: (performance.now() - start) / 1000,
  }
}

/** The account must admit what the policy admits. */
function faultOf({ subject, variant }: Member, answer: Answer): string | undefined {
  if (answer.groups === undefined) return answer.refused ?? answer.broken ?? 'no answer'
  const files = [{ path: 'account.json', text: JSON.stringify({ SecurityGroups: answer.groups }) }]
  const { filter, options, output } = subject
  const site = { ...variant.site, variables: {} }
  const proof = proveTarget({ filter, options, site, work: variant.work, files, gaps: output.gaps })
  if (proof.verdict === 'equal') return undefined
  return `${proof.verdict}: ${proof.witnesses[0]?.sentence ?? proof.problems.map((problem) => problem.message).join(' ')}`
}

const faults: readonly (readonly [string, (bundle: Bundle) => Bundle])[] = [
  ['the same rule twice', (bundle) => ({ ...bundle, rules: [...bundle.rules, ...bundle.rules.slice(0, 1)] })],
  [
    'another port',
    (bundle) => ({ ...bundle, rules: bundle.rules.map((rule) => (rule.to === 50000 ? { ...rule, to: 50001 } : rule)) }),
  ],
  ['a rule left out', (bundle) => ({ ...bundle, rules: bundle.rules.filter(({ from }) => from !== 50001) })],
  [
    'more rules than a group holds',
    (bundle) => ({
      ...bundle,
      rules: [...Array(61).keys()].flatMap((n) =>
        bundle.rules.slice(0, 1).map((rule) => ({ ...rule, protocol: 'tcp', from: n, to: n })),
      ),
    }),
  ],
]

async function tryFaults(moto: Extract<Moto, { ok: true }>, applied: readonly Applied[]): Promise<Ran['faults']> {
  const carrier = applied.find(({ member }) => member.subject.design.name === 'reference')
  const results: { fault: string; outcome: 'caught' | 'NOT CAUGHT' | 'not tried' }[] = []
  for (const [fault, make] of faults) {
    if (carrier === undefined) {
      results.push({ fault, outcome: 'not tried' })
      continue
    }
    const answer = await moto.ask(make(bundleOf(resourcesOf(carrier.state, carrier.member.name))))
    results.push({ fault, outcome: faultOf(carrier.member, answer) === undefined ? 'NOT CAUGHT' : 'caught' })
  }
  return results
}
