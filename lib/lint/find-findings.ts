/** All findings of a design, worst first; those the design accepts are kept and say so. */
import { findDesignFaults } from '../design/check-design'
import type { Design } from '../design/design'
import { problemOfFault } from '../design/fault'
import type { Analysis } from '../verify/analysis'
import { sourceOf } from './codes'
import { type LintContext, type LintRule, makeContext } from './context'
import { isPast } from './days'
import { findExposures } from './exposures'
import type { Finding, Raised, Severity } from './finding'
import { findMissingFlows } from './missing'
import { findOwnExposures } from './own-exposures'
import { writtenRules } from './rules/all'

const rules: readonly LintRule[] = [
  findDesignFindings,
  findMissingFlows,
  findExposures,
  findOwnExposures,
  ...writtenRules,
]

/** `today`: a date like `2026-11-20`; without it nothing has expired. */
export function findFindings(design: Design, analysis: Analysis, today?: string): Finding[] {
  const context = makeContext(design, analysis, today)
  return rules
    .flatMap((rule) => rule(context))
    .map((raised) => finish(raised, context))
    .sort((a, b) => rank(a) - rank(b))
}

const severities: readonly Severity[] = ['error', 'warning', 'info']

function rank(finding: Finding): number {
  return severities.indexOf(finding.severity) + (finding.accepted === undefined ? 0 : severities.length)
}

function findDesignFindings({ design }: LintContext): Raised[] {
  return findDesignFaults(design).map((fault) => {
    const { at, message, severity, suggestion } = problemOfFault(fault, design)
    return {
      code: fault.code,
      severity,
      message,
      at,
      ...(suggestion === undefined ? {} : { fix: { label: suggestion } }),
    }
  })
}

function finish(raised: Raised, { design, today }: LintContext): Finding {
  const accepted = design.accepted.find(
    (entry) => entry.code === raised.code && covers(entry.at, raised.at) && !isPast(entry.until, today),
  )
  return {
    ...raised,
    source: sourceOf(raised.code),
    ...(accepted === undefined ? {} : { accepted: accepted.reason }),
  }
}

/** `rules/kubelet` covers `rules/kubelet/worker`; without a place, every place is covered. */
function covers(accepted: string | undefined, at: string): boolean {
  return accepted === undefined || accepted === at || at.startsWith(`${accepted}/`)
}
