/** From the rules at the cards to the files of the datacenter and of every guest, and what goes with them. */
import type { Problem } from '@/lib/design/problem'
import { dropContained } from '@/lib/net/prefix'
import type { Policy } from '@/lib/policy/rule'
import type { Work } from '@/lib/policy/work'
import type { Site } from '@/lib/site/site'
import type { Around, Binding, Output, OutputFile } from '../target'
import { writeApplyGuide } from './guide/apply-guide'
import { managementOf, type ProxmoxOptions } from './options'
import { releasedGuests, releasedOf, writeFiles } from './render/files'
import { findGaps } from './render/gaps'
import { findOptionFaults } from './render/option-faults'
import { entriesOf, planRules } from './render/plan'
import { writeScript } from './render/write-script'
import { writeTerraform } from './render/write-terraform'

export function render(
  workOf: (binding: Binding) => Work,
  site: Site,
  options: ProxmoxOptions,
  around: Around = {},
): Output {
  const { policy } = workOf({})
  const plan = planRules(policy, site)
  const problems = [...findOptionFaults(site, options)]
  const { base = [], previous = [] } = around
  const cards = plainFile('proxmox/network-devices.tf', writeTerraform(site, options), 'optional')
  if (options.stance === 'upstream') {
    const released = releasedGuests({ site, options, previous, base })
    const guide = writeApplyGuide({ site, options, plan, management: undefined, isMerged: false, released })
    return {
      files: [
        ...released.map((vmid) => releasedOf(vmid, { site, base })),
        cards,
        plainFile('proxmox/APPLY.md', guide, 'read'),
      ],
      gaps: [],
      problems: [...problems, nothingFiltered],
    }
  }
  const management = managementEntries(policy, options, problems)
  const written = writeFiles({ plan, site, options, management, base, previous })
  const { isMerged, released } = written
  return {
    files: [
      ...written.files,
      plainFile('proxmox/apply.pl', writeScript({ plan, site, options, management, previous }), 'optional'),
      cards,
      plainFile('proxmox/APPLY.md', writeApplyGuide({ site, options, plan, management, isMerged, released }), 'read'),
    ],
    gaps: findGaps(policy),
    problems: [...problems, ...written.problems],
  }
}

const nothingFiltered: Problem = {
  severity: 'warning',
  at: 'targets/proxmox/stance',
  message: 'No firewall file is written: the cards of the machines stay unfiltered.',
  suggestion: 'Let the router and Talos itself filter, as targets of their own, or say stance: filter.',
}

function plainFile(path: string, text: string, use: OutputFile['use']): OutputFile {
  return { path, text, lineRules: [], use }
}

/** Undefined where the switch of the datacenter is not touched; without anybody to get in it is not. */
function managementEntries(
  policy: Policy,
  options: ProxmoxOptions,
  problems: Problem[],
): readonly string[] | undefined {
  if (!options.datacenter) return undefined
  const prefixes = dropContained(managementOf(options) ?? policy.admin.map(({ prefix }) => prefix))
  if (prefixes.length > 0) return prefixes.flatMap(entriesOf)
  problems.push({
    severity: 'error',
    at: 'targets/proxmox/datacenter',
    message: 'Nobody could administer the hosts once their firewall is on: no network is named from which they are.',
    suggestion: 'Say management: [10.0.9.0/24] beside datacenter: true.',
  })
  return undefined
}
