/** What pve-firewall makes of firewall files, and what then becomes of packets in its chains. */
import { setHas } from '@/lib/net/address-set'
import { hasPacket } from '@/lib/net/packet-set'
import { filteringGuest, uninterpreted } from '@/lib/targets/proxmox/admits'
import { impossibleSources } from '@/lib/targets/proxmox/evaluate/card'
import type { ProxmoxModel } from '@/lib/targets/proxmox/model'
import type { FileSet } from '@/lib/targets/target'
import { guestAfter, guestPoint } from '@/lib/testing/proxmox-guest'
import { packetsOfRules } from '@/lib/testing/proxmox-rules'
import { readExample } from '@/lib/testing/subject'
import { passes } from '../proxmox/chains'
import { type Compiled, startProduct } from '../proxmox/product'
import type { GuestCase, Recorded, TriedGuestPacket } from './cases'
import type { GuestTexts } from './proxmox-bundles'
import { disagreementOfGuest, guestPacket } from './proxmox-suspects'
import { proxmoxTexts } from './proxmox-texts'

const random = 400

export async function recordGuestCases(scale: number): Promise<Recorded<GuestCase>> {
  const product = startProduct()
  if (typeof product === 'string') return { ok: false, reason: product }
  const design = readExample('seed-000-baremetal')
  const cases: GuestCase[] = []
  const disagreements: string[] = []
  for (const texts of proxmoxTexts(Math.max(20, Math.round(random * scale)))) {
    const { name, steps, cards, behind } = texts
    const held = new Map(steps.flat().map((file) => [file.path, file]))
    const compiled = await product.compile([...held.values()], cards === 'one' ? 1 : 2)
    const { model } = guestAfter(steps)
    const isSound = compiled.warnings.length === 0
    // An alias of the other family than the protocol: such a rule is left out there, and matches nothing here.
    const isForgiven =
      !isSound && model !== undefined && compiled.warnings.every((one) => /mixed ipv4\/ipv6 addresses/.test(one))
    const one: GuestCase = {
      kind: 'guest',
      where: `Proxmox VE ${name}`,
      design,
      steps,
      cards,
      ...(behind === undefined ? {} : { behind }),
      isSound,
      isForgiven,
      unread: model === undefined ? 'may' : 'never',
      ways: isSound || isForgiven ? askedOf(compiled, texts, model) : [],
    }
    const what = disagreementOfGuest(one)
    if (what === undefined) cases.push(one)
    else disagreements.push(`${one.where}: ${what}`)
  }
  product.close()
  return { ok: true, cases, disagreements }
}

/** Of what we refuse, what names a message that no packet here is of says nothing. */
function askedOf(compiled: Compiled, texts: GuestTexts, model: ProxmoxModel | undefined): GuestCase['ways'] {
  try {
    return waysOf(compiled, texts, model)
  } catch (error) {
    if (model !== undefined) throw error
    return []
  }
}

/** Both ways of every guest. What is refused on purpose is asked too: who wrongly takes it must read it aright. */
function waysOf(
  compiled: Compiled,
  { name, steps, cards, behind }: GuestTexts,
  model: ProxmoxModel | undefined,
): GuestCase['ways'] {
  const files = steps.flat()
  const texts = packetsFor(files.map(({ text }) => text).join('\n'), name)
  const hasBlacklist = files.some(({ text }) => text.includes('[IPSET blacklist]'))
  return vmidsOf(files).flatMap((vmid) =>
    (['ingress', 'egress'] as const).map((direction) => {
      const { site, point } = guestPoint(direction, cards, { vmid, behind })
      // What holds for all guests together holds there as well, and we say that everything passes.
      const isOpen = model === undefined || filteringGuest(model, point) === undefined
      if (isOpen && hasBlacklist) return { vmid, direction, packets: [] }
      const unknown = model === undefined ? [] : uninterpreted(model, point, site)
      const packets = texts.flatMap((asked): TriedGuestPacket[] => {
        const packet = guestPacket(asked)
        if (isOpen && setHas(impossibleSources, packet.source)) return []
        // What is for no address behind the card never comes there: the product does not ask.
        if (direction === 'ingress' && !setHas(point.destinations, packet.destination)) return []
        const mayBeUnknown = model === undefined || unknown.some((entry) => hasPacket(entry.packets, packet))
        return (cards === 'one' ? [0] : [0, 1]).map((number) => ({
          ...asked,
          ...(mayBeUnknown ? { mayBeUnknown } : {}),
          passes: passes(compiled, { packet, vmid, direction, number }),
        }))
      })
      return { vmid, direction, packets }
    }),
  )
}

function vmidsOf(files: FileSet): readonly number[] {
  const named = files.flatMap(({ path }) => [...path.matchAll(/(?:^|\/)(\d+)\.fw$/g)].map(([, vmid]) => Number(vmid)))
  return [...new Set([100, ...named])]
}

type AskedPacket = Pick<TriedGuestPacket, 'text' | 'phase'>

/** Those of all rules, and what the numbers and addresses of these files tell apart. */
function packetsFor(text: string, name: string): readonly AskedPacket[] {
  const ports = [
    ...new Set([...text.matchAll(/(?<![\d.:])\d{1,5}(?![\d.]|:[0-9a-f]*:)/g)].map(([number]) => Number(number))),
  ]
  const near = [...new Set(ports.flatMap((port) => [port - 1, port, port + 1]))].filter(
    (port) => port >= 0 && port < 65_536,
  )
  const services = near.slice(0, 40).flatMap((port) => [`tcp/${port}`, `udp/${port}`, `sctp/${port}`])
  const others = [...protocols, ...services]
  const sources = ['10.0.0.1', '10.0.0.0', '10.0.0.10', '10.0.1.0', '9.255.255.255', '128.0.0.1', '192.168.2.1']
  const opening = [
    ...packetsOfRules,
    ...others.map((service) => `10.0.0.1 -> 192.168.2.7 ${service}`),
    ...services.map((service) => `2001:db8::7 -> 2001:db8::9 ${service}`),
    ...sources.flatMap((source) => ['tcp/80', 'udp/53'].map((service) => `${source} -> 192.168.2.7 ${service}`)),
    ...sources.map((destination) => `192.168.2.7 -> ${destination} tcp/80`),
  ]
  // A rule in other surroundings is asked about a part, each name another one.
  const parts = /^(?:group|before) /.test(name) ? 3 : 1
  const some = opening.filter((_, index) => (index + name.length) % parts === 0)
  const hasOptions = !/^(?:rule|group|before|cluster) /.test(name)
  const messages = /icmp|-p (?:1|58)\b|Ping|Neighbor/.test(name) ? always.filter((one) => one.includes('icmp')) : []
  return [...[...some, ...(hasOptions ? always : messages)].map((asked) => ({ text: asked })), ...answers]
}

function between(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index)
}

/** Those that have a name there, and their neighbours. */
const protocols = [
  'esp',
  'gre',
  'vrrp',
  ...[2, 3, 4, 5, 32, 33, 34, 40, 41, 42, 46, 48, 49, 51, 52, 57, 59],
  ...[88, 89, 90, 93, 94, 95, 102, 103, 104, 111, 113, 114, 115, 116, 131, 133, 135, 136, 137, 255],
].map(String)

/** What is decided before the rules of a person: every message of ICMP, DHCP, and who can send nothing. */
const always: readonly string[] = [
  ...between(0, 19).map((type) => `10.0.0.1 -> 192.168.2.7 icmp/${type}`),
  ...[...between(0, 5), ...between(127, 144)].map((type) => `2001:db8::7 -> 2001:db8::9 icmpv6/${type}`),
  ...[67, 68, 69, 66, 546, 547, 545, 548].flatMap((port) => [
    `10.0.0.9 -> 192.168.2.7 udp/${port}`,
    `192.168.2.7 -> 10.0.0.1 udp/${port}`,
    `2001:db8::7 -> 2001:db8::9 udp/${port}`,
  ]),
  ...['tcp/80', 'udp/68', 'icmp/8'].flatMap((service) =>
    ['223.255.255.255', '224.0.0.0', '239.255.255.255', '255.255.255.255', '255.255.255.254'].map(
      (source) => `${source} -> 192.168.2.7 ${service}`,
    ),
  ),
  ...['tcp/80', 'udp/546', 'icmpv6/135'].map((service) => `fe80::1 -> 2001:db8::9 ${service}`),
]

const answers: readonly AskedPacket[] = [
  '10.0.0.1 -> 192.168.2.7 tcp/80',
  '10.0.0.9 -> 192.168.2.7 udp/53',
  '2001:db8::7 -> 2001:db8::9 tcp/80',
].map((text) => ({ text, phase: 'reply' }))
