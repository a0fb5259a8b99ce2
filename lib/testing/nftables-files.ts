/** Packets in a few words, and models of nft text, for tests of what such text means. */
import { type Address, parseAddress } from '@/lib/net/address'
import type { Packet } from '@/lib/net/packet'
import { parseProtocol } from '@/lib/net/protocol'
import type { Point } from '@/lib/site/point'
import type { Site } from '@/lib/site/site'
import { nftablesPoints } from '@/lib/targets/nftables/points'
import { nftablesReaders } from '@/lib/targets/nftables/read'
import type { NftablesModel } from '@/lib/targets/nftables/ruleset'
import { memberWith, siteWith } from './talos-documents'

/** One control plane `cp-1` with the addresses, in a cluster with the default networks. */
export function siteOfNode(addresses: readonly string[], changes: Partial<Site> = {}): { site: Site; point: Point } {
  const own = addresses.map((text) => `${text}/${text.includes(':') ? 128 : 32}`)
  const site = siteWith({ members: [memberWith('cp-1', 'controlplane', ...own)], ...changes })
  const [point] = nftablesPoints(site)
  if (point === undefined) throw new Error('the site has a machine')
  return { site, point }
}

function addressOf(text: string): Address {
  const address = parseAddress(text)
  if (address === undefined) throw new Error(`not an address: ${text}`)
  return address
}

/** `10.5.0.9 tcp/10250`, or with a destination `10.5.0.9 10.244.0.1 tcp/53`; by default to the node, of the same family. */
export function packetOf(words: string, site: Site, more: Partial<Packet> = {}): Packet {
  const [from = '', ...rest] = words.split(' ')
  const [service = '', to] = rest.toReversed()
  const source = addressOf(from)
  const own = site.members[0]?.sources.find(({ family }) => family === source.family)
  const destination = to === undefined ? own : addressOf(to)
  const [name = '', detail] = service.split('/')
  const protocol = parseProtocol(name)
  if (destination === undefined || protocol === undefined || protocol === 'any')
    throw new Error(`not a packet: ${words}`)
  const isIcmp = protocol === 'icmp' || protocol === 'icmpv6'
  return {
    source,
    destination: { family: destination.family, value: destination.value },
    protocol,
    ...(detail === undefined ? {} : isIcmp ? { icmpType: Number(detail) } : { port: Number(detail) }),
    arrival: 'wire',
    phase: 'new',
    ...more,
  }
}

/** The files as the first reader that recognises them reads them. */
export function readTexts(texts: Readonly<Record<string, string>>, site: Site): NftablesModel {
  const files = Object.entries(texts).map(([path, text]) => ({ path, text }))
  const reader = nftablesReaders.find((candidate) => files.every((file) => candidate.recognises(file)))
  const read = reader?.read(files, site)
  if (read === undefined || !read.ok) throw new Error(read?.problems[0]?.message ?? 'nobody reads these files')
  return read.value
}
