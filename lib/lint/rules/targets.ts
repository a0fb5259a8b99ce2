/** What the listed targets themselves have to say about the design. */
import { checklistOf } from '../checklist'
import type { LintRule } from '../context'
import type { Raised } from '../finding'

export const targetRules: readonly LintRule[] = [
  ({ analysis }) =>
    analysis.targets
      .filter(({ files }) => files.every(({ use }) => use === 'read'))
      .map(({ id, title, problems }): Raised => {
        const [first] = problems
        return {
          code: 'target-without-files',
          severity: 'warning',
          message: `${title} is listed, and nothing is written for it`,
          at: first === undefined || first.at.startsWith(`${id}/`) ? `targets/${id}` : first.at,
          fix: { label: first?.suggestion ?? 'Set its options, or take it off the list' },
        }
      }),
  ({ analysis, places, filteredElsewhere }) => {
    const blind = analysis.targets.filter(({ proof }) =>
      proof.gaps.some(({ capability }) => capability === 'privateNetwork'),
    )
    if (places.has('guest') || filteredElsewhere) return []
    return blind.map(({ id, title }): Raised => {
      const message = `${title} filters no private network, and no listed target filters inside the nodes: between them everything passes`
      const fix = { label: 'List a target that filters inside the nodes: Talos has a firewall of its own' }
      return { code: 'hetzner-private', severity: 'warning', message, at: `targets/${id}`, fix }
    })
  },
  ({ design, analysis }) => {
    const asked = checklistOf(design, analysis.targets, []).filter(({ item }) => item.answeredBy === undefined)
    const open = asked.filter(({ state }) => state === 'open')
    if (open.length === 0) return []
    const message = `${asked.length - open.length} of ${asked.length} steps of the checklist are ticked; to do: ${open.map(({ item }) => item.id).join(', ')}`
    return [{ code: 'checklist-open', severity: 'info', message, at: 'checklist', fix: { label: 'Tick what is done' } }]
  },
  // Filters say it in their proof, where a verdict stands beside it.
  ({ analysis }) =>
    analysis.targets
      .filter(({ place, files }) => place === undefined && files.length > 0)
      .flatMap(({ id, problems }) =>
        problems
          .filter(({ at }) => !at.startsWith(`${id}/`))
          .map(
            ({ severity, at, message, suggestion }): Raised => ({
              code: 'target-advice',
              severity,
              message: message.replace(/\.$/, ''),
              at,
              ...(suggestion === undefined ? {} : { fix: { label: suggestion.replace(/\.$/, '') } }),
            }),
          ),
      ),
]
