/**
 * One packet through Talos' chains, rule after rule as the kernel would: no sets, nothing remembered. It names the lines for
 * questions and witnesses, and referees `admits`.
 * @see https://github.com/siderolabs/talos/blob/v1.13.9/internal/app/machined/pkg/controllers/network/nftables_chain_config.go
 */
import { type Address, formatAddress } from '@/lib/net/address'
import { setHas } from '@/lib/net/address-set'
import { formatService, isPossible, type Packet } from '@/lib/net/packet'
import { prefixHasAddress } from '@/lib/net/prefix'
import { memberNamed } from '@/lib/site/member-named'
import type { Point } from '@/lib/site/point'
import type { Member, Site } from '@/lib/site/site'
import { nameServersOf } from '@/lib/site/talos-filter'
import { allow, deny } from '../decision/decision'
import type { Decision, Statement } from '../target'
import { type Behaviour, behaviourOf, formatVersion } from './behaviour'
import type { Firewall, InstalledRule, TalosModel } from './config'
import { linesExcepting, linesNaming, namesPort, namesSource, unloadableLine } from './evaluate/decide-rules'
import { installedConfig } from './install'

export function decide(model: TalosModel, at: Point, site: Site, packet: Packet): Decision {
  if (!isPossible(packet)) return deny('no packet mixes the two families so')
  if (at.direction === 'egress') return allow('Talos does not filter what a node sends')
  const member = memberNamed(site, at.member)
  if (member === undefined) throw new Error(`the point ${at.id} stands for no member of the site`)
  if (!canArrive(packet, site)) return deny(`this cluster has no ${packet.arrival} interface`)
  const firewall = installedConfig(model, member.name, site)
  const outside = decideOutside(packet, member, site, firewall)
  return outside ?? throughChains({ packet, site, member, firewall })
}

function canArrive({ arrival }: Packet, site: Site): boolean {
  if (arrival === 'kubespan') return site.kubespan
  return arrival !== 'siderolink' || site.management === 'omni'
}

function isInside(address: Address, site: Site): boolean {
  return [...site.podPrefixes, ...site.servicePrefixes].some((prefix) => prefixHasAddress(prefix, address))
}

/** What never meets a user rule, and what is not for this machine. */
function decideOutside(packet: Packet, member: Member, site: Site, { action }: Firewall): Decision | undefined {
  const { destination, source } = packet
  const to = formatAddress(destination)
  if (setHas(site.announced, destination)) {
    return allow(`${to} is announced for a service and on no interface: Talos does not filter it`)
  }
  const isOwn = setHas(member.own, destination)
  // Accept mode has no rule for pods: a machine drawn inside their network is asked its own.
  if (isInside(source, site) && isInside(destination, site) && !(isOwn && action === 'accept')) {
    return allow('Talos lets pods and services reach each other')
  }
  if (isOwn) return undefined
  if (isHostDns(packet, site)) return undefined
  return deny(`${to} is not an address of ${member.name}: the packet is not for it`)
}

/** A question of a pod to the name server that Talos runs on the node itself. */
function isHostDns({ source, destination, protocol, port, arrival }: Packet, site: Site): boolean {
  if (port !== 53 || (protocol !== 'tcp' && protocol !== 'udp') || !isInside(source, site)) return false
  if (arrival !== 'wire' && arrival !== 'pod') return false
  return nameServersOf(site).some((server) => prefixHasAddress(server, destination))
}

interface Question {
  readonly packet: Packet
  readonly site: Site
  readonly member: Member
  readonly firewall: Firewall
}

function throughChains(question: Question): Decision {
  const { packet, site, firewall } = question
  const behaviour = behaviourOf(site.talosVersion)
  const isTrusted = packet.arrival !== 'wire' && packet.arrival !== 'pod'
  if (isTrusted) return allow(`Talos accepts everything that arrives on ${packet.arrival}`)
  const early = beforeChains(question, behaviour)
  if (early !== undefined) return early
  if (firewall.action === 'accept' && firewall.rules.length === 0) {
    return allow('no rule stands here and the default is to accept', actionLines(firewall))
  }
  if (behaviour.failsAtLastAddress) {
    for (const rule of firewall.rules) {
      const line = unloadableLine(rule)
      if (line !== undefined) return allow(explainUnloadable(rule, site), [line])
    }
  }
  return input(question, behaviour)
}

function explainUnloadable(rule: InstalledRule, site: Site): string {
  const version = formatVersion(site.talosVersion)
  return `Talos ${version} cannot load ${rule.name}, as it ends at the last address, and so loads no firewall at all`
}

/** NodePorts that somebody else answers first; answers to what the machine itself began are nobody's NodePort. */
function beforeChains({ packet, site, member }: Question, behaviour: Behaviour): Decision | undefined {
  const { protocol, port, phase } = packet
  if (phase === 'reply') return undefined
  if ((protocol !== 'tcp' && protocol !== 'udp') || port === undefined || !setHas(member.own, packet.destination)) {
    return undefined
  }
  if (port < site.nodePortRange.from || port > site.nodePortRange.to) return undefined
  if (!site.kubeProxy) return allow('the CNI answers NodePorts before Talos filters')
  if (!behaviour.prerouting) return allow('before Talos 1.10, NodePorts are translated before Talos filters')
  if (isInside(packet.destination, site)) {
    return allow('Talos takes an address among those of pods for none of its own: NodePorts are translated first')
  }
  return undefined
}

/**
 * The chain at input. Since 1.10 one at prerouting comes before it for new packets to own addresses; it holds the same rules
 * and drops nothing that this one accepts, so that it matters for NodePorts alone, which are translated in between.
 */
function input(question: Question, behaviour: Behaviour): Decision {
  const { packet, firewall } = question
  if (packet.phase === 'reply' && (firewall.action === 'block' || behaviour.acceptTracks)) {
    return allow('it answers what the node itself asked')
  }
  if (firewall.action === 'block') {
    const early = blockPreamble(question, behaviour)
    if (early !== undefined) return early
  }
  for (const rule of firewall.rules) {
    if (!namesPort(rule, packet)) continue
    const named = namesSource(rule, packet.source)
    if (firewall.action === 'block' && named) return admittedByRules(question)
    if (firewall.action === 'accept' && !named) return droppedByRule(question, rule)
  }
  return firewall.action === 'block' ? droppedByDefault(question) : admittedByDefault(question)
}

function blockPreamble({ packet, site }: Question, behaviour: Behaviour): Decision | undefined {
  if (packet.protocol === 'icmp' && behaviour.dropsIcmpProbes && [13, 14, 17, 18].includes(packet.icmpType ?? 0)) {
    return deny('Talos drops ICMP timestamps and address masks')
  }
  if (packet.protocol === 'icmp' || packet.protocol === 'icmpv6') return allow('Talos accepts 5 such messages a second')
  if (behaviour.hostDns && isHostDns(packet, site)) return allow("Talos lets pods ask the node's own name server")
  return undefined
}

function actionLines({ actionAt }: Firewall): Statement[] {
  return actionAt === undefined ? [] : [actionAt]
}

function words({ source, ...packet }: Packet): { from: string; service: string } {
  return { from: formatAddress(source), service: formatService(packet) }
}

function admittedByRules({ packet, firewall }: Question): Decision {
  const rules = firewall.rules.filter((rule) => namesPort(rule, packet) && namesSource(rule, packet.source))
  const { from, service } = words(packet)
  const names = rules.map(({ name }) => name).join(' and ')
  const verb = rules.length === 1 ? 'admits' : 'admit'
  return allow(
    `${names} ${verb} ${from} to ${service}`,
    rules.flatMap((rule) => linesNaming(rule, packet)),
  )
}

function admittedByDefault({ packet, firewall }: Question): Decision {
  const { from, service } = words(packet)
  const rules = firewall.rules.filter((rule) => namesPort(rule, packet))
  const names = rules.map(({ name }) => name).join(' and ')
  if (rules.length === 0) return allow(`no rule names ${service} and the default is to accept`, actionLines(firewall))
  const lines = rules.flatMap((rule) => linesNaming(rule, packet))
  return allow(`${names} ${rules.length === 1 ? 'names' : 'name'} ${from}, so nothing drops it from ${service}`, lines)
}

function droppedByRule({ packet }: Question, rule: InstalledRule): Decision {
  const { from, service } = words(packet)
  const excepting = linesExcepting(rule, packet.source)
  const why = excepting.length > 0 ? `excepts ${from}` : `does not name ${from}`
  return deny(`where the default is accept, ${rule.name} drops whom it leaves out of ${service}, and it ${why}`, [
    rule.at,
    ...excepting,
  ])
}

function droppedByDefault({ packet, firewall }: Question): Decision {
  const { from, service } = words(packet)
  const near = firewall.rules.filter((rule) => namesPort(rule, packet))
  const excepting = near.filter((rule) => linesExcepting(rule, packet.source).length > 0)
  const names = (excepting.length > 0 ? excepting : near).map(({ name }) => name).join(' and ')
  const why =
    excepting.length > 0
      ? `${names} ${excepting.length === 1 ? 'excepts' : 'except'} ${from}`
      : near.length > 0
        ? `${names} ${near.length === 1 ? 'opens' : 'open'} ${service}, but not to ${from}`
        : `nothing opens ${service}`
  const lines = excepting.flatMap((rule) => linesExcepting(rule, packet.source))
  return deny(`${why}, and the default is to block`, [...actionLines(firewall), ...lines])
}
