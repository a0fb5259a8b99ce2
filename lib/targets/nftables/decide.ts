/**
 * One packet through the chains, rule after rule as the kernel would: no sets, nothing remembered. It names the lines for
 * questions and witnesses, and referees `admits`.
 * @see https://www.netfilter.org/projects/nftables/manpage.html
 */
import { type Address, formatAddress } from '@/lib/net/address'
import { setHas } from '@/lib/net/address-set'
import { formatService, isPossible, type Packet } from '@/lib/net/packet'
import { prefixHasAddress } from '@/lib/net/prefix'
import type { Point } from '@/lib/site/point'
import type { Member, Site } from '@/lib/site/site'
import { nameServersOf } from '@/lib/site/talos-filter'
import { allow, deny } from '../decision/decision'
import type { Decision } from '../target'
import { chainsAt, type HookedChain } from './evaluate/hooked'
import type { Arrived } from './evaluate/match-packet'
import { walk } from './evaluate/walk'
import { installedRuleset } from './install'
import { memberAt } from './points'
import { dstnatPriority, type NftablesModel } from './ruleset'

export function decide(model: NftablesModel, at: Point, site: Site, packet: Packet): Decision {
  if (!isPossible(packet)) return deny('no packet mixes the two families so')
  const member = memberAt(at, site)
  if (!canArrive(packet, site)) return deny(`this cluster has no ${packet.arrival} interface`)
  const to = formatAddress(packet.destination)
  if (setHas(site.announced, packet.destination)) {
    return allow(`${to} is announced for a service and on no interface: it is only passed on`)
  }
  const isOwn = setHas(member.own, packet.destination)
  const isName = isHostDns(packet, site)
  const isInside = isOfCluster(packet.source, site) && isOfCluster(packet.destination, site)
  if (!isOwn && !isName && !isInside) return deny(`${to} is not an address of ${member.name}: the packet is not for it`)
  const ruleset = installedRuleset(model, member.name, site)
  const early = chainsAt(ruleset, 'prerouting')
  // To another pod it is only passed on; what the machine itself has in the pods' network is no address of the design.
  if (!isOwn && !isName) return through(early, { packet, isLocal: false })
  const arrived = { packet, isLocal: true }
  if (isOwn && isNodePort(packet, site)) return decideNodePort(early, arrived, member, site)
  return through([...early, ...chainsAt(ruleset, 'input')], arrived)
}

function canArrive({ arrival }: Packet, site: Site): boolean {
  if (arrival === 'kubespan') return site.kubespan
  return arrival !== 'siderolink' || site.management === 'omni'
}

function isOfCluster(address: Address, site: Site): boolean {
  return [...site.podPrefixes, ...site.servicePrefixes].some((prefix) => prefixHasAddress(prefix, address))
}

/** A question of a pod to the name server that Talos runs on the node itself. */
function isHostDns({ source, destination, protocol, port, arrival }: Packet, site: Site): boolean {
  if (port !== 53 || (protocol !== 'tcp' && protocol !== 'udp') || !isOfCluster(source, site)) return false
  if (arrival !== 'wire' && arrival !== 'pod') return false
  return nameServersOf(site).some((server) => prefixHasAddress(server, destination))
}

/** Answers to what the machine itself began are nobody's NodePort. */
function isNodePort({ protocol, port, phase }: Packet, { nodePortRange }: Site): boolean {
  if (phase === 'reply' || (protocol !== 'tcp' && protocol !== 'udp') || port === undefined) return false
  return port >= nodePortRange.from && port <= nodePortRange.to
}

/** Somebody else answers it: at once, or once the chains before the translation have let it through. */
function decideNodePort(chains: readonly HookedChain[], arrived: Arrived, member: Member, site: Site): Decision {
  const isTrusted = arrived.packet.arrival !== 'wire' && arrived.packet.arrival !== 'pod'
  if (!site.kubeProxy && !isTrusted) return allow('the CNI answers NodePorts before any table looks')
  const before = chains.filter(({ base }) => base !== undefined && base.priority < dstnatPriority)
  if (before.length === 0) return allow(`NodePorts of ${member.name} are translated before any chain looks`)
  return through(before, arrived)
}

function through(chains: readonly HookedChain[], arrived: Arrived): Decision {
  const { packet } = arrived
  const what = `${formatAddress(packet.source)} to ${formatService(packet)}`
  const { lines, dropping, byPolicy } = walk(chains, arrived)
  if (dropping === undefined) {
    return allow(chains.length === 0 ? 'no chain stands here' : `${listNames(chains)} ${what}`, lines)
  }
  const why =
    byPolicy === true
      ? `no rule of chain ${dropping.name} accepts ${what}, and its policy is to drop`
      : `a rule of chain ${dropping.name} drops ${what}`
  return deny(why, lines)
}

function listNames(chains: readonly HookedChain[]): string {
  const names = chains.map(({ name }) => name)
  return names.length === 1 ? `chain ${names[0]} accepts` : `chains ${names.join(' and ')} accept`
}
