/** The page for whoever applies the module. */
import type { Member, Site } from '@/lib/site/site'
import type { OutputFile } from '../../target'
import type { HetznerOptions } from '../options'
import { labelsOf } from '../points'
import type { FirewallBlock } from '../render/firewalls'

const shownMachines = 24

export function writeReadme(site: Site, options: HetznerOptions, firewalls: readonly FirewallBlock[]): OutputFile {
  const named = new Set(firewalls.map(({ owner }) => owner))
  const shown = site.members.slice(0, shownMachines)
  const rest = site.members.length - shown.length
  const lines = [
    `# Firewalls of ${site.name} at Hetzner Cloud`,
    '',
    'A Terraform module: one firewall a role, and one more for each node or pool that a listener names. It holds no provider block, so it works',
    'as a module of yours or by itself.',
    '',
    '> **It filters public interfaces alone.** What passes a private network or a vSwitch meets none of these rules: there the firewall of Talos',
    '> decides, and nobody else. Apply both.',
    '',
    '## Who carries what',
    '',
    'A firewall finds its servers by their labels. Every server needs these; one without them carries no firewall, and is open:',
    '',
    '| machine | labels |',
    '|---|---|',
    ...shown.map(
      (member) => `| ${member.kind} \`${member.name}\` | \`${labelsNeeded(member, site, options, named)}\` |`,
    ),
    ...(rest > 0 ? [`| ${rest} more | alike |`] : []),
    '',
    '`hcloud server add-label SERVER KEY=VALUE` sets one by hand. Attach no other firewall: the proof says what these admit, and a firewall can only',
    'add. Do not list these in `firewall_ids` of a server: the two would undo each other.',
    '',
    '| firewall | servers with |',
    '|---|---|',
    ...firewalls.map(({ resource, selector }) => `| \`${resource}\` | \`${selector}\` |`),
    '',
    '## How to apply',
    '',
    '1. Set the labels; look with `hcloud server list -o columns=name,labels`.',
    '2. Keep a session of `talosctl` open, and the [console](https://console.hetzner.com) of one control plane.',
    '3. `export HCLOUD_TOKEN=…`, `terraform init`, `terraform plan -out step`: read what changes. `terraform apply step`.',
    '4. Open a **new** connection with `kubectl` and with `talosctl`: the ones you have may survive a mistake.',
    '',
    'New servers carry their firewall as soon as they have their labels; give them at creation, so that maintenance mode is never open.',
    '',
    '## How to undo',
    '',
    'Apply the last bundle: Terraform takes away what it does not hold. When locked out, nobody is locked out of Hetzner: let your own address in by',
    'a rule more, in the console (Firewalls, Rules) or with `hcloud firewall add-rule`, mend, and apply again, which takes that rule away. Or take the',
    'label off that the firewall finds a server by (`hcloud server remove-label`): the server carries no firewall then, and is open. Off a single',
    'server a firewall that finds it by labels cannot be taken. The console of a server shows its screen whatever the firewalls say.',
    '',
    '## What a firewall does not see',
    '',
    '- Private networks and vSwitches, and what is inside KubeSpan or another tunnel.',
    '- Which address of the server a packet is for: what one may receive, all may.',
    '- Types of ICMP: it is open with all of them, or closed. Closed, a large packet may vanish on a path that takes small ones alone, and nobody pings:',
    '  a listener for `icmp` or `icmpv6` from anywhere in the design opens it.',
    '- The resolvers and the metadata of Hetzner, which it never filters.',
  ]
  return { path: 'terraform-hetzner/README.md', text: `${lines.join('\n')}\n`, lineRules: [], use: 'read' }
}

/** The label of its name only where a firewall asks for it. */
function labelsNeeded(member: Member, site: Site, options: HetznerOptions, named: ReadonlySet<string>): string {
  const own = member.kind === 'node' ? options.nodeLabel : options.poolLabel
  return Object.entries(labelsOf(member, site, options))
    .filter(([key]) => key !== own || named.has(`${member.kind}:${member.name}`))
    .map(([key, value]) => `${key}=${value}`)
    .join(' ')
}
