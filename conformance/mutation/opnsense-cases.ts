/** Questions about whole configurations of OPNsense, with the answers of the simulator of OXL. */
import { buildSite } from '@/lib/site/build-site'
import { busyDesign } from '@/lib/testing/busy-design'
import { type OxlPacket, startOxl } from '../opnsense/oxl'
import { samples } from '../talos/judge'
import type { BoxCase, Recorded } from './cases'
import { allBut, disagreementOfBox, isUnknownToUs } from './opnsense-suspects'
import { aimedBoxes, boxKeys, randomBoxes } from './opnsense-texts'

const random = 600
const design = busyDesign
const site = buildSite(design)

const sources = {
  4: [
    '192.168.10.5',
    '192.168.10.127',
    '192.168.10.128',
    '192.168.30.80',
    '198.51.100.9',
    '203.0.113.9',
    '10.200.127.9',
    '10.200.128.9',
  ],
  6: ['2001:db8:10::5', '2001:db8:10:0:1::5', '2001:db8:30::80', '2001:db8:ff::9'],
} as const
const destinations = {
  4: [
    ...[
      '192.168.30.80',
      '192.168.30.81',
      '192.168.30.79',
      '192.168.30.82',
      '192.168.30.83',
      '192.168.30.77',
      '192.168.30.1',
    ],
    ...[
      '192.168.10.1',
      '192.168.30.127',
      '192.168.30.128',
      '198.51.100.9',
      '198.51.100.10',
      '203.0.113.9',
      '10.200.0.9',
    ],
  ],
  6: [
    '2001:db8:30::80',
    '2001:db8:30::81',
    '2001:db8:30:1::9',
    '2001:db8:30:100::9',
    '2001:db8:10::1',
    '2001:db8:10::5',
  ],
} as const
/** None at which a range ends: OXL leaves the last port of each out. */
const ports = [1, 22, 23, 53, 80, 81, 443, 444, 7999, 8000, 8005, 8012, 1024, 1026]

/** `most` of them, spread over all that can be made. */
function packetsFor(most: number): OxlPacket[] {
  return Array.from({ length: most }, (_, index) => {
    const family = index % 4 === 3 ? 6 : 4
    const [from, to] = [sources[family], destinations[family]]
    const protocol =
      family === 4
        ? (['tcp', 'udp', 'tcp', 'icmp'] as const)[index % 5 === 4 ? 3 : index % 3]
        : (['tcp', 'udp'] as const)[index % 8 === 7 ? 1 : 0]
    return {
      key: boxKeys[index % 5 === 0 ? Math.floor(index / 5) % boxKeys.length : 1] ?? 'lan',
      from: from[(3 * index + Math.floor(index / 7)) % from.length] ?? '',
      to: to[(5 * index + Math.floor(index / 11)) % to.length] ?? '',
      protocol: protocol ?? 'tcp',
      port: ports[(index + Math.floor(index / ports.length)) % ports.length] ?? 80,
    }
  })
}

/** Points that stand for several interfaces, or for all but some: what any of them lets in. */
const together = ['lan,opt1', 'wan,opt2', 'opt1,wan,lan', allBut, `${allBut},lan`]

function keysOf(key: string): readonly string[] {
  const named = key.split(',')
  return named[0] === allBut ? boxKeys.filter((one) => !named.includes(one)) : named
}

function packetsTogether(most: number): OxlPacket[] {
  return packetsFor(most).map((packet, index) => ({ ...packet, key: together[index % together.length] ?? 'lan' }))
}

export async function recordBoxCases(scale: number): Promise<Recorded<BoxCase>> {
  const oxl = await startOxl()
  if (!oxl.ok) return oxl
  const cases: BoxCase[] = []
  const disagreements: string[] = []
  const texts = [...aimedBoxes, ...samples(randomBoxes, Math.ceil(random * scale))]
  for (const [index, text] of texts.entries()) {
    const most = index < aimedBoxes.length ? 240 : 160
    const asked = [...packetsFor(most), ...packetsTogether(most / 4)]
    const single = asked.flatMap((packet) => keysOf(packet.key).map((key) => ({ ...packet, key })))
    const answer = await oxl.ask(text, single)
    if ('refused' in answer) {
      console.log(`OXL refuses box ${index}: ${answer.refused.slice(-200)}`)
      continue
    }
    const passed = answer.passed.values()
    const packets = asked.map((packet) => {
      const each = keysOf(packet.key).map(() => passed.next().value === true)
      return { ...packet, passes: each.includes(true) }
    })
    const plain: BoxCase = { kind: 'box', where: `box ${index}`, design, text, packets }
    const unknown = isUnknownToUs(plain, site)
    const known: BoxCase = {
      ...plain,
      packets: packets.map((packet, number) => (unknown[number] === true ? { ...packet, mayBeUnknown: true } : packet)),
    }
    const what = disagreementOfBox(known, site)
    if (what === undefined) cases.push(known)
    else disagreements.push(`${plain.where}: ${what}\n${/<filter>[\s\S]*<\/filter>/.exec(text)?.[0] ?? ''}`)
  }
  oxl.close()
  return { ok: true, cases, disagreements }
}
