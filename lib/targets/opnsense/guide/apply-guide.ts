/** `APPLY.md`: how the files get onto the box, how to look whether they hold, and how to get back. */
import type { Site } from '@/lib/site/site'
import { aliasPrefix, markerOf } from '../../router/render/names'
import type { BoxView } from '../../router/render/view'
import type { OpnsenseOptions } from '../options'
import { leftoverNote } from '../render/leftovers'
import type { IdentifiedPlan } from '../render/plan'

export interface GuideRequest {
  readonly site: Site
  readonly plan: IdentifiedPlan
  readonly view: BoxView
  readonly version: OpnsenseOptions['version']
  /** Rows that switch off what the last bundle left. */
  readonly leftovers: number
}

export function writeApplyGuide(request: GuideRequest): string {
  const { site, plan, view, version, leftovers } = request
  const keys = view.interfaces.map(({ key, subnets }) => `\`${key}\` (${subnets.map(({ name }) => name).join(', ')})`)
  const marker = markerOf(site.name)
  const rows = plan.rules.length + leftovers
  return [
    `# OPNsense for ${site.name}`,
    '',
    `${plan.aliases.length} aliases and ${plan.rules.length} rules, all floating, quick, for packets as they come in. Interfaces: ${keys.join(', ')}.`,
    `Every description begins with \`${marker}\`; nothing else of the box is touched.`,
    ...(leftovers === 0
      ? []
      : [
          '',
          `${counted(leftovers, 'rule')} of the last bundle ${leftovers === 1 ? 'is' : 'are'} not needed any more: an import takes nothing away, so the file`,
          `empties ${leftovers === 1 ? 'it' : 'them'} and switches ${leftovers === 1 ? 'it' : 'them'} off. Delete afterwards what ends with \`${leftoverNote}\`.`,
        ]),
    '',
    '## Before',
    '',
    'Take a backup: System > Configuration > Backups > Download configuration. Have a way in beside the network: the console of the box,',
    'where option 13 brings back an earlier configuration.',
    '',
    '## Apply',
    '',
    ...(version === '25.7' ? scriptSteps(version) : [...importSteps(request, rows), ...scriptSteps(version)]),
    '> [!CAUTION]',
    '> Do not use System > Configuration > Backups > Restore for one area: it puts the section of the file in place of the one that is',
    '> there, and what the file does not hold is gone.',
    '',
    '## Look',
    '',
    `- ${rulesPage(version)} lists ${counted(plan.rules.length, 'floating rule')} of ours, in the order of the file; search for \`${marker}\`.`,
    `- A floating rule of yours with a sequence below ${plan.rules.length} stands among ours or before them: move it down if it should not.`,
    '- Firewall > Diagnostics > Aliases shows that no list of ours is empty.',
    '- From an admin network, over a **new** connection, the APIs answer; from elsewhere they do not. The rules that block write a log.',
    '- `pfctl -sr` on the box lists the rules as they were loaded.',
    '',
    '## What to know',
    '',
    '- Connections that are open stay open: Firewall > Diagnostics > States ends them.',
    '- What a machine sends within its own network, to the address of the box there, is left to your own rules: DNS, DHCP and',
    '  time from the gateway keep working.',
    ...egressNotes(plan, version),
    '- "Block private networks" and "Block bogon networks" of an interface come before every rule.',
    '- Port forwards that pass by themselves ask no rule.',
    '',
    '## Undo',
    '',
    `Select every rule whose description begins with \`${marker}\` on the page of the rules, delete them, press Apply; then the aliases`,
    `that begin with \`${aliasPrefix(site.name)}\` in the same way. Or System > Configuration > History: revert to the revision of before. Locked out: console`,
    'option 13, or `pfctl -d` there switches the filter off until the next reload.',
    '',
  ].join('\n')
}

/** @see https://github.com/opnsense/core/pull/9426 */
const old257 = '  Before 26.1 the box may put that rule behind all floating ones, where it guards nothing: upgrade.'

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`
}

function rulesPage(version: OpnsenseOptions['version']): string {
  if (version === '25.7') return 'Firewall > Automation > Filter'
  return version === '26.1' ? 'Firewall > Rules [new]' : 'Firewall > Rules'
}

function importSteps({ plan, version, leftovers }: GuideRequest, rows: number): string[] {
  const page = rulesPage(version)
  return [
    `1. **Firewall > Aliases**, the upload sign below the list: \`aliases.json\`. It takes all ${plan.aliases.length} or none, and changes`,
    '   those of the same name.',
    `2. **${page}**, Import csv below the list: \`rules.csv\`. **Inserted and updated together must be ${rows}.** It takes every row that it finds no`,
    '   fault with and lists the others: if it is less, do not apply, but undo.',
    ...(leftovers === 0 ? [] : [`   ${counted(leftovers, 'row')} of these switch off what the last bundle left.`]),
    '3. Look at the list. Nothing of it is active yet.',
    `4. **Firewall > Aliases > Apply** first, which fills the lists and loads the rules; then **${page} > Apply**.`,
    '',
    'Importing again changes the same rules by their ids, whatever was done to them, and adds none twice. Never edit the first line of',
    'the table: a column that the box does not find there is "any".',
    '',
  ]
}

function scriptSteps(version: OpnsenseOptions['version']): string[] {
  const isOnly = version === '25.7'
  return [
    isOnly
      ? 'Release 25.7 imports aliases but no rules: use the script, or upgrade to 26.1.'
      : 'The same from a terminal, with an API key of System > Access > Users:',
    '',
    '```sh',
    "export OPNSENSE_KEY='…' OPNSENSE_SECRET='…'",
    'python3 apply.py https://opnsense.example.net            # says what it would do',
    'python3 apply.py https://opnsense.example.net --apply    # does it; deletes what an earlier bundle left',
    '```',
    '',
    version === '26.7'
      ? 'It needs Python 3.8 and nothing else.'
      : 'It needs Python 3.8 and nothing else. Where the box can, it takes the rules back after a minute unless you confirm them.',
    '',
  ]
}

function egressNotes({ rules }: IdentifiedPlan, version: OpnsenseOptions['version']): string[] {
  const guards = rules.some(({ id }) => id.startsWith('deny-elsewhere/'))
  return [
    ...(rules.some(({ id }) => id.startsWith('deny-egress/'))
      ? [
          '- Egress is restricted: what no rule names does not leave the networks of the cluster, whoever sends it there.',
        ]
      : [
          '- Egress is open: the machines may send everything, also to the web pages of the box on its other addresses. Other hosts in',
          '  their networks are left to your own rules.',
        ]),
    ...(guards
      ? [
          '- A floating rule cannot be for one interface alone. So what machines may send stands in rules for every interface, and a rule',
          '  before them drops what comes from their networks on any other interface than their own.',
          ...(version === '25.7' ? [old257] : []),
        ]
      : []),
  ]
}
