/** From the rules at the gateway's zones to the file of its zone, lists and policies, the script for it and the page. */
import type { Work } from '@/lib/policy/work'
import type { Site } from '@/lib/site/site'
import type { RouterDialect } from '../router/render/plan'
import { planRules } from '../router/render/rules'
import { boxView } from '../router/render/view'
import type { Around, Binding, Output } from '../target'
import { writeApplyGuide } from './guide/apply-guide'
import type { UnifiOptions } from './options'
import { zoneKeys } from './points'
import { findGaps, isNameable } from './render/gaps'
import { findLeftovers } from './render/leftovers'
import { findOptionFaults } from './render/option-faults'
import { planPolicies } from './render/policies'
import { writeLines } from './render/write-lines'
import { writeScript } from './render/write-script'

const dialect: RouterDialect = {
  // Rules for types are left out before it comes to their names.
  icmpName: () => undefined,
  descriptionLength: 100,
  entriesPerAlias: Number.POSITIVE_INFINITY,
  floatsOnOne: true,
  dropsPortZero: false,
  portlessWords: {},
}

export function render(workOf: (binding: Binding) => Work, site: Site, options: UnifiOptions, around?: Around): Output {
  const { policy, points } = workOf({})
  const problems = findOptionFaults(site, options)
  const view = boxView(site, zoneKeys(site, options))
  if (view.memberSubnets.length === 0) return { files: [], gaps: [], problems }
  const plan = planRules({ ...policy, rules: policy.rules.filter(isNameable) }, site, view, dialect)
  const zonePlan = planPolicies(site.name, options.zone, plan, view)
  const lines = writeLines(site.name, zonePlan, view.memberSubnets, options)
  const networks = view.memberSubnets.map(({ name }) => options.networks[name] ?? name)
  const leftovers = findLeftovers(around?.previous ?? [], zonePlan, { zone: options.zone, networks })
  return {
    files: [
      {
        path: 'unifi/firewall.jsonl',
        text: lines.map(({ text }) => `${text}\n`).join(''),
        lineRules: lines.map(({ rules }) => rules),
        use: 'apply',
        points: points.map(({ point }) => point.id),
        owns: [
          `zone/${options.zone}`,
          ...zonePlan.lists.map(({ name }) => `list/${name}`),
          ...zonePlan.policies.map(({ name }) => `policy/${name}`),
        ],
      },
      {
        path: 'unifi/apply.py',
        text: writeScript(site.name, [...leftovers.policies, ...leftovers.lists]),
        lineRules: [],
        use: 'optional',
      },
      {
        path: 'unifi/APPLY.md',
        text: writeApplyGuide({ site, plan: zonePlan, homes: view.memberSubnets, options, leftovers }),
        lineRules: [],
        use: 'read',
      },
    ],
    gaps: findGaps(policy.rules, { plan, view, dialect }),
    problems,
  }
}
