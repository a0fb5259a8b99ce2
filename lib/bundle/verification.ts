/** The proofs as scripts read them: `portcullis verify --json` and the bundle's `verification.json` (SPEC 7). */
import type { Design } from '../design/design'
import { formatAddress } from '../net/address'
import type { Site } from '../site/site'
import { findTarget } from '../targets/all'
import { isFilter } from '../targets/target'
import type { Analysis } from '../verify/analysis'
import type { Proof, Verdict, Witness } from '../verify/proof'

interface WitnessRecord {
  readonly point: string
  readonly source: string
  readonly destination: string
  readonly protocol: string | number
  /** Null where the protocol has none. */
  readonly port: number | null
  readonly icmpType: number | null
  readonly intended: 'allow' | 'deny'
  readonly actual: 'allow' | 'deny'
  /** The first deciding line; null where the product decides by itself. */
  readonly file: string | null
  readonly line: number | null
  readonly rules: readonly string[]
  readonly sentence: string
}

interface ProofRecord {
  readonly id: string
  readonly verdict: Verdict
  readonly before: Proof['before']
  readonly assumes: readonly string[]
  readonly enforced: number
  readonly rules: number
  readonly gaps: readonly { readonly rule: string; readonly reason: string; readonly source: string }[]
  readonly alwaysOpen: readonly { readonly id: string; readonly title: string; readonly source: string }[]
  readonly witnesses: readonly WitnessRecord[]
  readonly problems: readonly { readonly severity: string; readonly at: string; readonly message: string }[]
}

export interface RuleEnforcement {
  readonly rule: string
  /** Targets that enforce it completely. */
  readonly enforced: readonly string[]
  readonly gaps: readonly { readonly target: string; readonly reason: string; readonly source: string }[]
  /** Why nothing here concerns it; null where something does. */
  readonly unseen: string | null
}

export interface Verification {
  readonly targets: readonly ProofRecord[]
  readonly rules: readonly RuleEnforcement[]
}

export function recordOfVerification(design: Design, analysis: Analysis): Verification {
  const proofs = analysis.targets.map((target) => target.proof)
  return { targets: proofs.map(recordOfProof), rules: enforcementOf(design, analysis, proofs) }
}

function recordOfProof(proof: Proof): ProofRecord {
  return {
    id: proof.target,
    verdict: proof.verdict,
    before: proof.before,
    assumes: proof.assumptions,
    enforced: proof.enforced,
    rules: proof.rules,
    gaps: proof.gaps.map(({ rule, reason, source }) => ({ rule, reason, source })),
    alwaysOpen: proof.always.map(({ id, title, source }) => ({ id, title, source })),
    witnesses: proof.witnesses.map(recordOfWitness),
    problems: proof.problems.map(({ severity, at, message }) => ({ severity, at, message })),
  }
}

function recordOfWitness({ point, packet, intended, actual, statements, rules, sentence }: Witness): WitnessRecord {
  const [first] = statements
  return {
    point,
    source: formatAddress(packet.source),
    destination: formatAddress(packet.destination),
    protocol: packet.protocol,
    port: packet.port ?? null,
    icmpType: packet.icmpType ?? null,
    intended,
    actual,
    file: first?.file ?? null,
    line: first?.line ?? null,
    rules,
    sentence,
  }
}

/** Which rule is enforced where, and for every other why not: nothing is lost without a word. */
function enforcementOf(design: Design, { policy, site }: Analysis, proofs: readonly Proof[]): RuleEnforcement[] {
  const scopes = proofs.filter((proof) => proof.rules > 0).map((proof) => ({ proof, ...scopeOf(proof, design, site) }))
  return policy.rules.map((rule) => {
    const here = scopes.filter(({ place, members }) => {
      const isBehind = members.has(undefined) || rule.members.some((name) => members.has(name))
      return place !== undefined && rule.places.includes(place) && isBehind
    })
    const gaps = here.flatMap(({ proof }) =>
      proof.gaps
        .filter((gap) => gap.rule === rule.id)
        .map(({ reason, source }) => ({ target: proof.target, reason, source })),
    )
    const lacking = new Set(gaps.map((gap) => gap.target))
    const enforced = here.map(({ proof }) => proof.target).filter((target) => !lacking.has(target))
    const unseen =
      here.length > 0 ? null : `It holds at ${rule.places.join(' and ')}, and no target of this design filters there.`
    return { rule: rule.id, enforced, gaps, unseen }
  })
}

/** Where a target filters, and for whom; a point of no member is for all of them. */
function scopeOf({ target: id }: Proof, design: Design, site: Site) {
  const target = findTarget(id)
  const options = target?.options.safeParse(design.targets[id] ?? {})
  const points = target !== undefined && isFilter(target) && options?.success ? target.points(site, options.data) : []
  return { place: target?.meta.place, members: new Set(points.map((point) => point.member)) }
}
