/** `APPLY.md`: the script and the same by hand, in an order that locks nobody out, and the way back. */
import { formatPortRange } from '@/lib/net/port-range'
import type { Site, SiteSubnet } from '@/lib/site/site'
import { escapeMarkdown, markdownCode, writeMarkdownTable } from '@/lib/text/markdown'
import { markerOf } from '../../router/render/names'
import { everyZone } from '../model'
import type { UnifiOptions } from '../options'
import type { Leftovers } from '../render/leftovers'
import type { PlannedPolicy, ZonePlan } from '../render/policies'

export interface GuideRequest {
  readonly site: Site
  readonly plan: ZonePlan
  readonly homes: readonly SiteSubnet[]
  readonly options: UnifiOptions
  readonly leftovers: Leftovers
}

export function writeApplyGuide({ site, plan, homes, options, leftovers }: GuideRequest): string {
  const zone = markdownCode(options.zone)
  const marker = markdownCode(markerOf(site.name))
  const names = homes.map(({ name, vlan }) =>
    vlan === undefined
      ? markdownCode(options.networks[name] ?? name)
      : `${markdownCode(options.networks[name] ?? name)} (VLAN ${vlan})`,
  )
  return [
    `# UniFi for ${escapeMarkdown(site.name)}`,
    '',
    `A zone ${zone} for ${names.join(', ')}, with ${plan.lists.length} lists and ${plan.policies.length} policies. A policy for every zone is one`,
    `policy a zone on the gateway. Every name begins with ${marker}; nothing else of the gateway is touched.`,
    '',
    '> [!CAUTION]',
    `> A new zone is closed to every other one but what goes out. So the networks move into it **last**, when the policies are there.`,
    '',
    '## Before',
    '',
    'Take a backup: Settings > Control Plane > Backups. Do it from a network that keeps its way in, and keep a screen on the gateway open.',
    '',
    '## Apply by the script',
    '',
    'It needs Python 3.8, and an API key of Settings > Control Plane > Integrations.',
    '',
    '```sh',
    "export UNIFI_KEY='…'",
    'python3 apply.py https://gateway.example.net            # says what it would do',
    'python3 apply.py https://gateway.example.net --apply    # does it; deletes what an earlier bundle left',
    '```',
    '',
    '## Apply by hand',
    '',
    `1. **Settings > Zones**: make the zone ${zone}, without networks.`,
    '2. **Settings > Profiles > Network Lists**: the lists below, those of IPv4 and of IPv6 apart.',
    '3. **Settings > Policy Engine**: the policies below, in this order, above yours between the same zones. Allow return traffic, but for',
    '   what goes to External, where the gateway has it already. Those that block are for the connection states **New and Invalid**',
    '   alone: for all states they would cut off every answer.',
    `4. Move ${names.join(', ')} into ${zone}.`,
    '',
    writeMarkdownTable(
      ['list', 'entries'],
      plan.lists.map(({ name, entries }) => [markdownCode(name), shortly(entries)]),
    ),
    writeMarkdownTable(
      ['action', 'from', 'source', 'to', 'destination', 'protocol', 'ports', 'family'],
      plan.policies.map(rowOf),
    ),
    ...leftoverLines(leftovers),
    '## Look',
    '',
    '- From an admin network, over a **new** connection, the APIs answer; from elsewhere they do not. The policies that block write a log.',
    '- The machines still get DNS, DHCP and time: they ask the zone Gateway, which is left as it is.',
    '',
    '## What to know',
    '',
    '- ICMP cannot be told apart by types, so none is allowed into the zone: machines do not answer a ping from other zones.',
    '- What passes within one network is switched and not seen here; Talos filters it inside the machines.',
    '- Connections that are open stay open.',
    '- A zone that is made later has no policies of ours: run the script again.',
    '',
    '## Undo',
    '',
    `Move ${names.join(', ')} back into the zone Internal: from then on none of the policies is asked. Then delete the policies that`,
    `begin with ${marker}, the lists, and the zone.`,
    '',
  ].join('\n')
}

function rowOf(policy: PlannedPolicy): string[] {
  const { action, from, to, family, source, destination, protocol, ports } = policy
  const zone = (name: string): string => (name === everyZone ? 'every zone but Gateway' : markdownCode(name))
  const end = (name: string | undefined): string => (name === undefined ? 'anything' : markdownCode(name))
  return [
    action === 'ALLOW' ? 'Allow' : 'Block new and invalid, log',
    zone(from),
    end(source),
    zone(to),
    end(destination),
    protocol ?? 'all',
    ports.length === 0 ? 'all' : ports.map(formatPortRange).join(', '),
    family === undefined ? 'both' : `IPv${family}`,
  ]
}

const shown = 12

function shortly(entries: readonly string[]): string {
  const first = entries.slice(0, shown).map(markdownCode).join(', ')
  return entries.length <= shown ? first : `${first} and ${entries.length - shown} more, in \`firewall.jsonl\``
}

function leftoverLines({ policies, lists, networks, zone }: Leftovers): readonly string[] {
  return [...leftNetworks(networks, zone), ...leftEntries(policies, lists)]
}

/** The script moves networks in and none out: where they belong, it cannot know. */
function leftNetworks(networks: readonly string[], zone: string | undefined): readonly string[] {
  if (networks.length === 0 && zone === undefined) return []
  return [
    '## Networks that hold no machines any more',
    '',
    'They stay in the zone of the machines, and under its policies, until somebody moves them:',
    '',
    ...networks.map((name) => `- move ${markdownCode(name)} into the zone that it belongs to`),
    ...(zone === undefined ? [] : [`- delete the zone ${markdownCode(zone)}, once no network is in it`]),
    '',
  ]
}

function leftEntries(policies: readonly string[], lists: readonly string[]): readonly string[] {
  if (policies.length + lists.length === 0) return []
  return [
    '## Left by the last bundle',
    '',
    'The script deletes these; by hand, delete them when the new ones are there:',
    '',
    ...policies.map((name) => `- the policy ${markdownCode(name)}`),
    ...lists.map((name) => `- the list ${markdownCode(name)}`),
    '',
  ]
}
