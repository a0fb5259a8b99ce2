/** What becomes of packets by our evaluators of OPNsense, and where a simulator of others says otherwise. */
import { parseAddress } from '@/lib/net/address'
import { allAddresses } from '@/lib/net/address-set'
import { formatPacket, type Packet } from '@/lib/net/packet'
import { hasPacket } from '@/lib/net/packet-set'
import type { Point } from '@/lib/site/point'
import type { Site } from '@/lib/site/site'
import { admits, uninterpreted } from '@/lib/targets/opnsense/admits'
import { decide } from '@/lib/targets/opnsense/decide'
import { install } from '@/lib/targets/opnsense/install'
import type { OpnModel } from '@/lib/targets/opnsense/model'
import { readFiles } from '@/lib/targets/opnsense/read'
import type { BoxCase, TriedBoxPacket } from './cases'

function heldBy(text: string, site: Site): OpnModel | string {
  const read = readFiles([{ path: 'config.xml', text }])
  const held = read.ok ? install(undefined, read.value, site) : read
  return held.ok ? held.value : (held.problems[0]?.message ?? 'refused')
}

export function disagreementOfBox({ text, packets }: BoxCase, site: Site): string | undefined {
  const held = heldBy(text, site)
  if (typeof held === 'string') return `we refuse it: ${held}`
  for (const key of new Set(packets.map((one) => one.key))) {
    const at = pointOf(key)
    const { ruled, always } = admits(held, at, site)
    const passing = [ruled, ...always.map((one) => one.packets)]
    const unknown = uninterpreted(held, at, site).map((one) => one.packets)
    for (const tried of packets) {
      if (tried.key !== key) continue
      const packet = packetOf(tried)
      if (unknown.some((set) => hasPacket(set, packet))) {
        if (tried.mayBeUnknown === true) continue
        return `OXL knows what becomes of ${formatPacket(packet)} at ${key}, and we do not`
      }
      const said = `OXL ${tried.passes ? 'passes' : 'drops'} ${formatPacket(packet)} at ${key}, and`
      if ((decide(held, at, site, packet).verdict === 'allow') !== tried.passes) return `${said} decide says otherwise`
      if (passing.some((set) => hasPacket(set, packet)) !== tried.passes) return `${said} admits says otherwise`
    }
  }
  return undefined
}

export function isUnknownToUs({ text, packets }: BoxCase, site: Site): readonly boolean[] {
  const held = heldBy(text, site)
  return packets.map((tried) => {
    if (typeof held === 'string') return false
    return uninterpreted(held, pointOf(tried.key), site).some((one) => hasPacket(one.packets, packetOf(tried)))
  })
}

/** Every interface but those named behind it. */
export const allBut = '*'

/** Of several interfaces with a comma between each. */
function pointOf(key: string): Point {
  const [first, ...others] = key.split(',')
  return {
    ...{ id: `interface/${key}`, place: 'router', direction: 'ingress', destinations: allAddresses },
    interfaces: first === allBut ? { except: others } : { only: key.split(',') },
  }
}

function packetOf({ from, to, protocol, port }: TriedBoxPacket): Packet {
  const [source, destination] = [parseAddress(from), parseAddress(to)]
  if (source === undefined || destination === undefined) throw new Error(`${from} or ${to} is no address`)
  const detail = protocol === 'icmp' ? { icmpType: 8 } : { port }
  return { source, destination, protocol, ...detail, arrival: 'wire', phase: 'new' }
}
