/** What pve-firewall makes of firewall files, and what then becomes of packets in its chains. */
import { hasPacket } from '@/lib/net/packet-set'
import { filteringGuest, uninterpreted } from '@/lib/targets/proxmox/admits'
import { packetOf } from '@/lib/testing/packet-text'
import { filesOf, guestPoint, guestWith } from '@/lib/testing/proxmox-guest'
import { packetsOfRules } from '@/lib/testing/proxmox-rules'
import { readExample } from '@/lib/testing/subject'
import { passes } from '../proxmox/chains'
import { startProduct } from '../proxmox/product'
import { isAsked } from '../proxmox/samples'
import type { GuestCase, Recorded } from './cases'
import { disagreementOfGuest } from './proxmox-suspects'
import { proxmoxTexts } from './proxmox-texts'

const random = 400

export async function recordGuestCases(scale: number): Promise<Recorded<GuestCase>> {
  const product = startProduct()
  if (typeof product === 'string') return { ok: false, reason: product }
  const design = readExample('seed-000-baremetal')
  const cases: GuestCase[] = []
  const disagreements: string[] = []
  for (const { name, cluster, guest } of proxmoxTexts(Math.max(20, Math.round(random * scale)))) {
    const files = filesOf(cluster, guest)
    const compiled = await product.compile(files)
    const { model } = guestWith(files)
    const isSound = compiled.warnings.length === 0
    // An alias of the other family than the protocol: such a rule is left out there, and matches nothing here.
    const isForgiven =
      !isSound && model !== undefined && compiled.warnings.every((one) => /mixed ipv4\/ipv6 addresses/.test(one))
    const ways = (['ingress', 'egress'] as const).map((direction) => {
      if (model === undefined || (!isSound && !isForgiven)) return { direction, packets: [] }
      const { site, point } = guestPoint(direction, 'one')
      // The blacklist holds there as well, and we say that everything passes.
      if (filteringGuest(model, point) === undefined && cluster?.includes('[IPSET blacklist]'))
        return { direction, packets: [] }
      const unknown = uninterpreted(model, point, site)
      const packets = packetsFor(`${cluster}\n${guest}`).flatMap((text) => {
        const packet = packetOf(text)
        if (!isAsked(packet) || unknown.some((entry) => hasPacket(entry.packets, packet))) return []
        return [{ text, passes: passes(compiled, { packet, vmid: 100, direction }) }]
      })
      return { direction, packets }
    })
    const one: GuestCase = {
      kind: 'guest',
      where: `Proxmox VE ${name}`,
      design,
      files,
      isSound,
      isForgiven,
      unread: model === undefined ? 'may' : 'never',
      ways,
    }
    const what = disagreementOfGuest(one)
    if (what === undefined) cases.push(one)
    else disagreements.push(`${one.where}: ${what}`)
  }
  product.close()
  return { ok: true, cases, disagreements }
}

/** Those of all rules, and what the numbers and addresses of these files tell apart. */
function packetsFor(text: string): readonly string[] {
  const ports = [
    ...new Set([...text.matchAll(/(?<![\d.:])\d{1,5}(?![\d.]|:[0-9a-f]*:)/g)].map(([number]) => Number(number))),
  ]
  const near = [...new Set(ports.flatMap((port) => [port - 1, port, port + 1]))].filter(
    (port) => port >= 0 && port < 65_536,
  )
  const services = near.slice(0, 40).flatMap((port) => [`tcp/${port}`, `udp/${port}`, `sctp/${port}`])
  const types = [3, 8, 13, 15, 17].map((type) => `icmp/${type}`)
  const others = ['esp', 'gre', 'vrrp', ...types, ...services]
  const sources = ['10.0.0.1', '10.0.0.0', '10.0.0.10', '10.0.1.0', '9.255.255.255', '128.0.0.1', '192.168.2.1']
  return [
    ...packetsOfRules,
    ...others.map((service) => `10.0.0.1 -> 192.168.2.7 ${service}`),
    ...services.map((service) => `2001:db8::7 -> 2001:db8::9 ${service}`),
    ...[128, 135, 136].map((type) => `2001:db8::7 -> 2001:db8::9 icmpv6/${type}`),
    ...sources.flatMap((source) => ['tcp/80', 'udp/53'].map((service) => `${source} -> 192.168.2.7 ${service}`)),
    ...sources.map((destination) => `192.168.2.7 -> ${destination} tcp/80`),
  ]
}
