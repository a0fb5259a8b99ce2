/** `APPLY.md`: how the files get onto the hosts, how to look whether they hold, and how to get back. */
import type { Site } from '@/lib/site/site'
import { type ProxmoxOptions, vmidsOf } from '../options'
import { markerOf } from '../render/names'
import type { Plan } from '../render/plan'

export interface GuideRequest {
  readonly site: Site
  readonly options: ProxmoxOptions
  readonly plan: Plan
  /** Networks that administer the hosts, where the datacenter is switched on. */
  readonly management: readonly string[] | undefined
  /** Whether the file of the datacenter is the person's own with ours in it. */
  readonly isMerged: boolean
  /** Guests that an earlier bundle filtered and this one does not. */
  readonly released: readonly number[]
}

export function writeApplyGuide(request: GuideRequest): string {
  const { site, options } = request
  return [
    `# Proxmox VE for ${site.name}`,
    '',
    ...(options.stance === 'upstream' ? upstreamPage(site) : filterPage(request)),
    '',
  ].join('\n')
}

function filterPage(request: GuideRequest): string[] {
  const { site, plan, options, management, isMerged } = request
  const rules = plan.groups.reduce((sum, { rules: own }) => sum + own.length, 0)
  return [
    `${plan.sets.length} IP sets and ${plan.groups.length} security groups with ${rules} rules, and a file for each machine. All of ours is`,
    `marked \`${markerOf(site.name)}\`, and everything else on the hosts is left alone.`,
    '',
    ...machineTable(site, plan, options),
    '## Before',
    '',
    '- Have a way in beside the network: the console of a host (out of band, or its screen), and the console of a machine in the',
    '  web page. Keep one session on a host open.',
    '- Look what is there: `pve-firewall status`, Datacenter > Firewall > Options.',
    '- Each card needs its firewall flag: Hardware > Network Device > Firewall, or `network-devices.tf`. Setting it with `qm set`',
    '  takes the whole value as it is and `,firewall=1` behind it: without its MAC address the card gets another one.',
    '- A machine begins to be filtered a few seconds after its file is there: apply the **last control plane last**, and look at each.',
    '',
    // What switches the hosts is the last thing that the script does, and the first that the merged file does.
    ...(management === undefined ? [] : switchedSteps(management, isMerged ? 0 : callsOf(request))),
    ...(isMerged ? mergedSteps() : scriptSteps(management !== undefined)),
    ...(management === undefined ? switchSteps() : []),
    '## Look',
    '',
    '- `pve-firewall compile > /dev/null` prints no warning: a line that it does not understand is left out, which may open nothing',
    '  and close much. With the nftables firewall, `proxmox-firewall compile` must not fail, since it would keep the old rules.',
    '- `pve-firewall simulate --verbose 0 --from outside --to vm101 --protocol tcp --dport 6443 --source 192.0.2.9` says what one packet',
    '  would meet, before and after.',
    '- `talosctl health`, and from an admin network a **new** connection to each API; from elsewhere none.',
    '- Save `cluster.fw` and the files of the machines, and `portcullis verify design.yaml -t proxmox --against` that folder: the web page',
    '  rewrites them without comments, and they must still mean the same.',
    '',
    '## What to know',
    '',
    '- Addresses that move between machines (a shared API address, MetalLB, kube-vip, L2 announcements) may be answered by another',
    '  way than they were asked: set `nf_conntrack_allow_invalid: 1` in host.fw of every host, or such connections break.',
    '- Leave the IP filter of the cards off. The MAC filter stays on, unless pods have MAC addresses of their own (macvlan).',
    '- Hosts with the nftables firewall (`nftables: 1` in host.fw) need their machines restarted once when it is switched.',
    '- What passes between two machines is filtered twice, on its way out and on its way in.',
    ...(request.released.length > 0
      ? [
          `- No machine of the design any more: ${request.released.join(', ')}. Their files switch their firewall off; delete them, or write`,
          '  what they need now.',
        ]
      : []),
    '',
    '## Undo',
    '',
    `\`perl apply.pl --remove\`, or put back the files from the folder that ${isMerged ? 'you made' : 'the script made'}, **and delete the files of machines that are not`,
    'in it**: their groups are gone then, and nothing gets in or out. Locked out of a machine: Firewall > Options > `Firewall: No` in its',
    'page, or `enable: 0` in its file. Locked out of the hosts: on the console of one, `pvesh set /cluster/firewall/options --enable 0`, or',
    '`pve-firewall stop` for that host alone.',
    ...(management === undefined
      ? []
      : [
          '`--remove` leaves the firewall of the datacenter on, and the IP set `management`, through which you reach the hosts.',
        ]),
  ]
}

const shownMachines = 40

function machineTable(site: Site, plan: Plan, options: ProxmoxOptions): string[] {
  const rows = site.members.slice(0, shownMachines).map((member) => {
    const ids = vmidsOf(options, member.name)
    const span = ids.length > 3 ? `${ids[0]} … ${ids.at(-1)} (${ids.length})` : ids.join(', ')
    const groups = plan.groupsOf(member).map(({ name }) => `\`${name}\``)
    return `| ${member.name} | ${span === '' ? '**none given: not filtered**' : span} | ${groups.join(' ')} |`
  })
  const rest = site.members.length - rows.length
  return [
    '| machine | id | security groups |',
    '|---|---|---|',
    ...rows,
    ...(rest > 0 ? [`| and ${rest} more | | |`] : []),
    '',
  ]
}

function scriptSteps(isWhole: boolean): string[] {
  return [
    '> [!CAUTION]',
    ...(isWhole
      ? [
          '> Copied over the file of the datacenter, **`cluster.fw` deletes every group, IP set and rule of yours**, and switches the firewall',
          '> on.',
        ]
      : [
          '> **`cluster.fw` is a part.** Copied over the file of the datacenter, it would delete every group, IP set and rule of yours and',
          '> switch the firewall off.',
        ]),
    '',
    '## Apply',
    '',
    '1. Copy the folder to one of the hosts. `perl apply.pl --dry-run` prints what it would do, `perl apply.pl` does it: IP sets, groups, the',
    '   machines, and then takes out what an earlier bundle left. It saves the files as they were beside it. Run it again at will.',
    '2. Or merge: drop your `cluster.fw` in the page, or `portcullis render design.yaml -o DIR --merge cluster.fw`, and follow the APPLY.md',
    '   made with it. The only way that is proved with your own rules.',
    '',
    'Each call of `pvesh` takes about a second; beyond some hundred machines merging is the better way.',
    '',
  ]
}

function mergedSteps(): string[] {
  return [
    '## Apply',
    '',
    'The files are your own with ours put in. Make them from files of today: what was changed on the hosts since is lost. On one of the',
    'hosts, in this order:',
    '',
    '1. `cp -r /etc/pve/firewall ~/firewall-$(date +%Y%m%d-%H%M%S)`',
    '2. `cluster.fw` to `/etc/pve/firewall/`: groups and IP sets must be there before the machines name them.',
    '3. The numbered files to `/etc/pve/firewall/`, one machine first, and a look.',
    '',
    'The cluster passes them to every host; they hold within ten seconds.',
    '',
  ]
}

function switchSteps(): string[] {
  return [
    '## The switch of the datacenter',
    '',
    'Nothing is enforced before Datacenter > Firewall > Options > Firewall is on, and these files do not touch it: **it closes the hosts',
    'as well**, but for the IP set `management` and their own network. If it is off, say `datacenter: true` with the networks from which',
    'you administer the hosts, and read the APPLY.md made with it.',
    '',
  ]
}

/** About as many calls of `pvesh` as the script makes on fresh hosts. */
function callsOf({ site, plan, options, management = [] }: GuideRequest): number {
  const guests = site.members.reduce((sum, { name }) => sum + vmidsOf(options, name).length, 0)
  const entries = plan.sets.reduce((sum, set) => sum + set.entries.length, 0)
  const rules = plan.groups.reduce((sum, group) => sum + group.rules.length, 0)
  return 2 * plan.sets.length + entries + 2 * plan.groups.length + rules + 5 * guests + management.length
}

/** Time for three minutes of looking, once the calls are made. */
function switchedSteps(management: readonly string[], calls: number): string[] {
  return [
    '## The switch of the datacenter',
    '',
    `These files switch the firewall of the datacenter **on**, and with it that of every host: from then on only ${management.map((one) => `\`${one}\``).join(', ')}`,
    'and the hosts among themselves reach the web page (8006), SSH, consoles and migration. Storage, monitoring and whatever else a host',
    'serves needs rules of your own first. Before anything else, on the console of one host, the way back:',
    '',
    '```sh',
    `systemd-run --on-active=${180 + 2 * calls} --unit=pcl-back pvesh set /cluster/firewall/options --enable 0`,
    '```',
    '',
    'If a new session to the web page and to SSH works after the switch: `systemctl stop pcl-back.timer`.',
    '',
  ]
}

function upstreamPage(site: Site): string[] {
  const bare = site.subnets
    .filter(({ holdsMembers, vlan }) => holdsMembers && vlan === undefined)
    .map(({ name }) => name)
  return [
    'The cards of the machines are not filtered: no firewall file is written. What stands in its place:',
    '',
    '- **A VLAN** for each network of the cluster, so that other guests of the same hosts are on another wire: `network-devices.tf`.',
    ...(bare.length > 0
      ? [`  Without a VLAN in the design: ${bare.join(', ')}. Give each one, or machines share the wire with others.`]
      : []),
    '- **Rules at the router** between those networks, by the target for your router of the same design. They must be there first.',
    '- **Talos itself** for what passes within one network, which no router sees: its own ingress rules.',
    '',
    '## Apply',
    '',
    '1. Apply the files of the router and of Talos, and look.',
    '2. `terraform plan` with the lines of `network-devices.tf`: only the firewall flag and the VLAN of the cards change. A machine whose VLAN',
    '   changes loses its connections; one after the other, and etcd healthy in between.',
    '',
    '## Undo',
    '',
    'Terraform with the lines as they were.',
  ]
}
