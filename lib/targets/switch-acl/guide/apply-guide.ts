/** `APPLY.md`: how the lists get onto the switch, how to look whether they hold, and how to get back. */
import type { Problem } from '@/lib/design/problem'
import type { Site } from '@/lib/site/site'
import type { SwitchOptions } from '../options'
import { listPrefix } from '../render/names'
import { lineCount, type PlannedList } from '../render/plan'

export interface GuideRequest {
  readonly site: Site
  readonly lists: readonly PlannedList[]
  readonly options: SwitchOptions
  /** Answers that do not come back. */
  readonly missing: readonly Problem[]
  /** Names of admins who work from a network whose own packets are filtered. */
  readonly sessions: readonly string[]
}

export function writeApplyGuide(request: GuideRequest): string {
  const { site, lists, options, missing } = request
  const isEos = options.os === 'eos'
  const count = lists.reduce((sum, list) => sum + lineCount(list), 0)
  const keys = [...new Set(lists.map((list) => list.interface))]
  return [
    `# Switch access lists for ${site.name}`,
    '',
    `${lists.length} lists with ${count} lines for ${isEos ? 'Arista EOS' : 'Cisco IOS XE'}, on ${keys.map((key) => `\`${key}\``).join(', ')}.`,
    `Their names begin with \`${listPrefix(site.name)}\` and end with a sign of their contents: another content is another list, which is`,
    'written whole before the interface asks it in place of the one before.',
    '',
    ...missing.flatMap(({ message, suggestion }) => ['> [!CAUTION]', `> **${message}** ${suggestion ?? ''}`, '']),
    ...sessionWarning(request),
    '## Before',
    '',
    ...before(keys, isEos),
    '## Apply',
    '',
    ...(isEos ? applyOnEos() : applyOnIos()),
    '## Look',
    '',
    ...look(keys, isEos),
    '## What to know',
    '',
    ...knowledge(options.inbound),
    '## Undo',
    '',
    ...undo(isEos),
    '',
  ].join('\n')
}

function sessionWarning({ sessions }: GuideRequest): string[] {
  if (sessions.length === 0) return []
  return [
    '> [!CAUTION]',
    `> **${sessions.length === 1 ? 'One admin network lies' : 'Some admin networks lie'} within a network whose packets are filtered as they enter.** From there the switch is reached at`,
    '> its address in that network; sessions with its other addresses end where egress is restricted. Apply from elsewhere, or by the console.',
    '',
  ]
}

function before(keys: readonly string[], isEos: boolean): string[] {
  const room = isEos
    ? 'show hardware capacity'
    : 'show platform hardware fed switch active fwd-asic resource tcam utilization'
  return [
    `- Keep what runs: \`copy running-config flash:before-portcullis.cfg\`.`,
    `- An interface asks one list of each family and way: \`show running-config interface ${keys[0] ?? 'Vlan30'}\`. **Ours takes the place of one that`,
    '  stands there**; what that one lets in and the design does not know is denied from then on.',
    `- See that there is room: \`${room}\`. A list without room is not asked, or not wholly; the log says so.`,
    '- Not every model filters what leaves by such an interface, and fewer do so for IPv6: one that does not refuses the line that applies',
    '  the list. Of a pair of switches that route the same networks, each needs the lists.',
    '- Work from a session that does not pass these lists, best the console.',
    '',
  ]
}

function applyOnIos(): string[] {
  return [
    '```',
    'copy running-config startup-config',
    'reload in 15',
    'configure terminal',
    '```',
    '',
    'Paste `access-lists.cfg`, then:',
    '',
    '```',
    'end',
    '```',
    '',
    'The reload is the way back: nothing of this is saved yet, and the switch starts with what it had. Where `archive` is configured,',
    '`configure terminal revert timer 15` and `configure confirm` do the same without a restart. When everything below holds:',
    '',
    '```',
    'reload cancel',
    'copy running-config startup-config',
    '```',
    '',
  ]
}

function applyOnEos(): string[] {
  return [
    '```',
    'configure session portcullis',
    '```',
    '',
    'Paste `access-lists.cfg`, then:',
    '',
    '```',
    'show session-config diffs',
    'commit timer 00:15:00',
    '```',
    '',
    'Everything holds at once, and is taken back after a quarter of an hour. When everything below holds:',
    '',
    '```',
    'configure session portcullis commit',
    'copy running-config startup-config',
    '```',
    '',
  ]
}

function look(keys: readonly string[], isEos: boolean): string[] {
  const key = keys[0] ?? 'Vlan30'
  return [
    isEos
      ? `- \`show ip access-lists summary\` and \`show ipv6 access-lists summary\` say that the lists are active on ${key}.`
      : `- \`show ip interface ${key}\` and \`show ipv6 interface ${key}\` name the lists; \`show access-lists\` counts what meets each line.`,
    '- From an admin network, over a **new** connection, the APIs answer; from elsewhere they do not. One that is open already goes on.',
    '- Machines find names and the time; one of them reaches the world.',
    '- `portcullis verify DESIGN -t switch-acl --against running-config.txt` proves what the switch really holds.',
    '',
  ]
}

function knowledge(isInbound: boolean): string[] {
  return [
    '- **A list that an interface asks and that is not there lets everything pass**, and so does one without a line. Never delete or',
    '  empty a list that stands on an interface: put another in its place first, as the file does.',
    '- A line without a number goes to the end of its list, behind the line that denies everything. To change something, render again.',
    '- Answers over TCP are told by their flags (`established`): scans with such flags come through, connections do not.',
    '- Answers over UDP come back from named servers only; who sends from the port of such a server reaches every port of a machine.',
    '- Later fragments of a packet carry no ports: a line that permits a port lets them pass.',
    '- The lists are for everything in these networks: hosts there that are no machines of the design are reached from nowhere else.',
    '- What passes within one network never meets the lists, nor does what the switch itself sends, relayed DHCP among it.',
    ...(isInbound
      ? [
          '- The lists for what enters leave alone what other hosts send, what is for the switch itself in the network, and what no router',
          '  passes on: gateways that watch each other (HSRP, VRRP), routing protocols, DHCP.',
        ]
      : ['- What machines send is not filtered: the option `inbound` writes lists that do.']),
    '',
  ]
}

function undo(isEos: boolean): string[] {
  return [
    '`remove.cfg` takes the lists from the interfaces and then away; **what they denied passes from then on**. To go back to what was there',
    isEos
      ? 'before: `configure replace flash:before-portcullis.cfg`. Locked out: wait for the timer, or use the console.'
      : 'before: `configure replace flash:before-portcullis.cfg`. Locked out: wait for the reload, or use the console.',
  ]
}
