/** From the rules at the box's interfaces to the two files that it imports, and what takes away what the last bundle left. */
import type { Work } from '@/lib/policy/work'
import type { Site } from '@/lib/site/site'
import { findGaps } from '../router/render/gaps'
import { findOptionFaults } from '../router/render/option-faults'
import { planRules } from '../router/render/rules'
import { boxView } from '../router/render/view'
import type { Around, Binding, Output } from '../target'
import { capabilities } from './capabilities'
import { writeApplyGuide } from './guide/apply-guide'
import type { OpnsenseOptions } from './options'
import { findLeftovers } from './render/leftovers'
import { fileOf } from './render/lines'
import { dialect, identifyPlan } from './render/plan'
import { aliasLines } from './render/write-aliases'
import { ruleLines } from './render/write-rules'
import { writeScript } from './render/write-script'

export function render(
  workOf: (binding: Binding) => Work,
  site: Site,
  { interfaces, version }: OpnsenseOptions,
  around?: Around,
): Output {
  const { policy, points } = workOf({})
  const faults = findOptionFaults(site, interfaces, 'targets/opnsense/interfaces')
  const view = boxView(site, interfaces)
  if (view.memberSubnets.length === 0) return { files: [], gaps: [], problems: faults }
  const plan = identifyPlan(site.name, planRules(policy, site, view, dialect))
  const leftovers = findLeftovers(around?.previous ?? [], plan)
  const applied = { use: 'apply', points: points.map(({ point }) => point.id) } as const
  return {
    files: [
      fileOf('opnsense/aliases.json', aliasLines(site.name, plan), {
        ...applied,
        owns: plan.aliases.map(({ name }) => `alias/${name}`),
      }),
      fileOf('opnsense/rules.csv', ruleLines(plan, leftovers), {
        ...applied,
        owns: plan.rules.map(({ description }) => `rule/${description}`),
      }),
      { path: 'opnsense/apply.py', text: writeScript(site.name), lineRules: [], use: 'optional' },
      {
        path: 'opnsense/APPLY.md',
        text: writeApplyGuide({ site, plan, view, version, leftovers: leftovers.length }),
        lineRules: [],
        use: 'read',
      },
    ],
    gaps: findGaps(policy.rules, { plan, view, dialect, capabilities }),
    problems: faults,
  }
}
