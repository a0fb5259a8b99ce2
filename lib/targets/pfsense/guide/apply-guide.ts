/** `APPLY.md`: how the files get onto the box, how to look whether they hold, and how to get back. */
import type { Site } from '@/lib/site/site'
import { escapeMarkdown } from '@/lib/text/markdown'
import { markerOf } from '../../router/render/names'
import type { Plan } from '../../router/render/plan'
import type { BoxView } from '../../router/render/view'
import type { Overruled } from './overruled'

export interface GuideRequest {
  readonly site: Site
  readonly plan: Plan
  readonly view: BoxView
  /** Paths of the merged files. */
  readonly merged: readonly string[]
  /** Of the backup that they were merged into. */
  readonly overruled: readonly Overruled[]
}

/** Of the rules of one's own, as many as a person goes through. */
const mostNamed = 20

export function writeApplyGuide({ site, plan, view, merged, overruled }: GuideRequest): string {
  const keys = view.interfaces.map(({ key, subnets }) => `\`${key}\` (${subnets.map(({ name }) => name).join(', ')})`)
  const counts = `${plan.aliases.length} aliases and ${plan.rules.length} rules`
  return [
    `# pfSense for ${site.name}`,
    '',
    `${counts}, all floating, quick, for packets as they come in. Interfaces: ${keys.join(', ')}.`,
    `Every description begins with \`${markerOf(site.name)}\`; nothing else of the box is touched.`,
    '',
    '## Before',
    '',
    'Take a backup: Diagnostics > Backup & Restore > Download configuration as XML. Keep the page open in a second tab, and have',
    'a way in beside the network: the console of the box, where option 15 brings back an earlier configuration.',
    '',
    ...(merged.length > 0 ? mergedSteps(merged) : additiveSteps()),
    ...overruledWords(overruled),
    '## Look',
    '',
    '- Status > Filter Reload shows no error, and Status > System Logs > System no "Rule skipped".',
    `- Firewall > Rules > Floating begins with ${plan.rules.length} rules of ours, in the order of the file.`,
    '- From an admin network, over a **new** connection, the APIs answer; from elsewhere they do not. The rules that block write a log.',
    '- `pfctl -sr` on the box lists the rules as they were loaded.',
    '',
    '## What to know',
    '',
    '- What a machine sends within its own network, to the address of the box there, is left to your own rules: DNS, DHCP and',
    '  time from the gateway keep working.',
    ...(plan.rules.some(({ description }) => description.includes(':deny-egress'))
      ? [
          '- Egress is restricted: what no rule names does not leave the networks of the cluster, whoever sends it there.',
        ]
      : [
          '- Egress is open: the machines may send everything, also to the web pages of the box on its other addresses. Other hosts in',
          '  their networks are left to your own rules.',
        ]),
    '- "Block private networks" and "Block bogon networks" of an interface come before every rule.',
    '- Port forwards whose filter rule association is "Pass" ask no rule; of any other one to a machine, its rule is asked after ours.',
    '- From 2.8 on states belong to an interface: with asymmetric paths set the state policy of the rules to floating.',
    '',
    '## Undo',
    '',
    `Restore the backup, or delete every rule and alias whose description begins with \`${markerOf(site.name)}\`. Locked out: console option 15,`,
    'or `pfctl -d` there switches the filter off until the next reload.',
    '',
  ].join('\n')
}

function mergedSteps(merged: readonly string[]): string[] {
  const isWhole = merged.some((path) => path.endsWith('config-merged.xml'))
  const files = isWhole ? ['config-merged.xml', 'config-merged.xml'] : ['aliases.xml', 'filter.xml']
  return [
    '## Apply',
    '',
    `Diagnostics > Backup & Restore > Restore Backup, in this order:`,
    '',
    `1. Restore area **Aliases**, file \`${files[0]}\`. Rules name aliases, and a rule whose alias is missing is left out.`,
    `2. Restore area **Firewall Rules**, file \`${files[1]}\`. The rules are loaded at once.`,
    '',
    'The file is your own backup with ours put in: every alias, rule and separator of yours is in it. Make it from a backup of',
    'today; what was changed on the box since is lost.',
    ...(isWhole ? ['It holds your passwords and keys as the backup does: keep it as you keep that.'] : []),
    '',
  ]
}

function overruledWords(overruled: readonly Overruled[]): string[] {
  if (overruled.length === 0) return []
  const named = overruled
    .slice(0, mostNamed)
    .map(({ tab, description }) => `- \`${tab}\`: ${escapeMarkdown(description)}`)
  const rest = overruled.length - named.length
  return [
    '## What becomes of your rules',
    '',
    'None is changed, but ours are asked first: what enters the networks of the cluster, from wherever, and what its machines send, they',
    'decide alone. Where one of these allowed or blocked such packets otherwise, it does no longer; for everything else they stand as before.',
    '',
    ...named,
    ...(rest > 0 ? [`- and ${rest} more`] : []),
    '',
  ]
}

function additiveSteps(): string[] {
  return [
    '> [!CAUTION]',
    '> **Restoring `aliases.xml` or `filter.xml` deletes every other alias and rule of the box**: a restore replaces the whole area.',
    '> They are for a box that has none of its own. For every other one, use one of these ways:',
    '',
    '## Apply',
    '',
    '- **Merge into your backup** (the safest, and the only one proved with your own rules): drop the backup in the page, or',
    '  `portcullis render design.yaml -o DIR --merge config.xml`, then follow the APPLY.md made with it.',
    '- **PHP**: paste `portcullis.php` into Diagnostics > Command Prompt > Execute PHP Commands. It adds ours on top, replaces what',
    '  it put there before, and reloads the filter.',
    '- **Ansible**: `ansible.yml` with the collection `pfsensible.core`. It adds and changes; what an earlier bundle left has to be',
    '  deleted by hand.',
    '- PHP and Ansible leave the separators of the floating tab in their rows, so that they stand among ours.',
    '- **A fresh box**: Restore area Aliases with `aliases.xml`, then area Firewall Rules with `filter.xml`.',
    '',
  ]
}
