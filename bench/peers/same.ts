/** Whether what a compiler wrote lets through what the policy does: asked packet by packet, by plain interpreters. */
import type { Design } from '@/lib/design/design'
import { type Family, families } from '@/lib/net/address'
import { formatPacket, type Packet } from '@/lib/net/packet'
import { buildSite } from '@/lib/site/build-site'
import { decide } from '@/lib/targets/nftables/decide'
import { install } from '@/lib/targets/nftables/install'
import { nftablesPoints } from '@/lib/targets/nftables/points'
import { nftablesReaders } from '@/lib/targets/nftables/read'
import type { NftablesModel } from '@/lib/targets/nftables/ruleset'
import type { Contender } from './contest'
import { accepts, readIptables } from './iptables'
import { type Form, isMeant, type PlainFilter } from './policy'
import { samplePackets } from './sample'

export interface Sameness {
  readonly packets: number
  readonly meant: number
  readonly wrong: readonly { readonly packet: string; readonly isMeant: boolean }[]
  /** Why a text was not asked. */
  readonly refused: string | undefined
}

export function compareOutputs(
  { entry }: Contender,
  design: Design,
  filters: readonly PlainFilter[],
  outputs: readonly string[],
  form: Form,
): Sameness {
  const all = { packets: 0, meant: 0, wrong: [] as Sameness['wrong'][number][] }
  let refused: string | undefined
  for (const [index, filter] of filters.entries()) {
    const text = outputs[index] ?? ''
    const reading = entry === undefined ? readNft(text, design, filter) : readLists(text, entry[form])
    if (typeof reading === 'string') {
      refused ??= reading
      continue
    }
    const { nodePortRange } = buildSite(design)
    for (const packet of samplePackets(filter)) {
      // Who answers NodePorts before a chain looks is not the file's doing.
      const { port = -1 } = packet
      if (entry === undefined && port >= nodePortRange.from && port <= nodePortRange.to) continue
      const wanted = isMeant(filter, packet)
      all.packets++
      if (wanted) all.meant++
      if (reading(packet) !== wanted) all.wrong.push({ packet: formatPacket(packet), isMeant: wanted })
    }
  }
  return { ...all, refused }
}

function readLists(text: string, entry: string): (packet: Packet) => boolean {
  const chains = readIptables(text)
  return (packet) => accepts(chains, entry, packet)
}

/** A table for one family is read as one for both, and asked about packets of its own: all its rules name addresses. */
function readNft(text: string, design: Design, { member }: PlainFilter): string | ((packet: Packet) => boolean) {
  const site = buildSite(design)
  const point = nftablesPoints(site).find((one) => one.member === member)
  const tables = text.split(/^(?=table )/m).filter((part) => part.startsWith('table '))
  const models = new Map<Family, NftablesModel>()
  for (const table of tables) {
    const own = /^table (ip|ip6|inet) /.exec(table)?.[1]
    const file = { path: `nftables/nodes/${member}.nft`, text: table.replace(/^table ip6? /, 'table inet ') }
    const read = nftablesReaders[0]?.read([file], site)
    const installed = read?.ok === true ? install(undefined, read.value, site) : read
    if (installed?.ok !== true)
      return installed?.problems.map(({ line, message }) => `line ${line}: ${message}`)[0] ?? ''
    for (const family of families) {
      if (own === 'inet' || own === (family === 4 ? 'ip' : 'ip6')) models.set(family, installed.value)
    }
  }
  return (packet) => {
    const model = models.get(packet.source.family)
    return model !== undefined && point !== undefined && decide(model, point, site, packet).verdict === 'allow'
  }
}
