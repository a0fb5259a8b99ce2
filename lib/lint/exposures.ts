/** Guard rails: what the internet must never reach. Judged on what is admitted, by rules and by the product itself. */
import { listenersOf } from '../catalog/catalog'
import type { CatalogListener } from '../catalog/listener'
import type { Design } from '../design/design'
import { parseAddress } from '../net/address'
import { type AddressSet, allAddresses, setHas, setOfPrefixes, subtractSets, unionSets } from '../net/address-set'
import type { Packet } from '../net/packet'
import { wholeRow } from '../net/packet-row'
import {
  hasPacket,
  intersectPackets,
  isEmptyPacketSet,
  noPackets,
  type PacketSet,
  packetSetOfBoxes,
  packetSetOfRows,
  subtractPackets,
  unionPackets,
} from '../net/packet-set'
import { parsePortRange } from '../net/port-range'
import { hasPorts } from '../net/protocol'
import { type ServiceInterval, servicesOfPorts, servicesOfProtocol } from '../net/service'
import { strangerAddresses } from '../net/stranger'
import { readPrefixes } from '../site/build-site'
import { isWorldwide, type LintContext } from './context'
import { closeToAnywhere } from './edits'
import type { Raised } from './finding'
import { packetsTo, rememberSet, samplePacket, serviceCount } from './packets'
import { type Rail, rails } from './rails'

export function findExposures(context: LintContext): Raised[] {
  const always = openByItself(context)
  const guarded = listenersOf(context.design).filter((listener) => Object.hasOwn(rails, listener.id))
  const found = guarded.flatMap((listener) => exposuresOf(listener, always, context))
  return [...found, ...nodePortExposures(context)]
}

function servicesOf(listener: CatalogListener, design: Design): readonly ServiceInterval[] {
  return hasPorts(listener.protocol)
    ? servicesOfPorts(listener.protocol, listener.ports(design))
    : servicesOfProtocol(listener.protocol)
}

/** Members of etcd alone, and what scrapes it; talosctl asks it through the Talos API. */
const ofEtcd: readonly string[] = ['etcd', 'etcd-http', 'etcd-metrics']

function exposuresOf(listener: CatalogListener, always: PacketSet, context: LintContext): Raised[] {
  const { design, views, strangers } = context
  const rail = railOf(listener.id, design)
  if (rail === undefined) return []
  const services = servicesOf(listener, design)
  const never = ofEtcd.includes(listener.id) ? unionSets(strangers, adminsOutside(context)) : strangers
  const roles = Object.keys(listener.users[design.posture](design))
  return roles.flatMap((role) => {
    const hits = views
      .filter((view) => view.member.role === role)
      .map((view) => {
        const asked = packetsTo(view, services, never)
        return unionPackets(intersectPackets(view.admitted, asked), intersectPackets(always, asked))
      })
    const shown = hits.find((hit) => !isEmptyPacketSet(hit))
    const evidence = shown === undefined ? extraWitness(services, role, context) : plainPacket(shown)
    if (evidence === undefined) return []
    const who = setHas(strangers, evidence.source) ? 'anybody on the internet' : 'admins'
    return [
      {
        code: rail.code,
        severity: rail.severity,
        message: `${listener.title} on ${roleWords[role] ?? role} admits ${who}: ${rail.danger}`,
        at: `rules/${listener.id}/${role}`,
        evidence,
        ...fixOf(listener.id, design),
      },
    ]
  })
}

/** Admin networks, without nodes that happen to lie in one. */
function adminsOutside({ design, site }: LintContext): AddressSet {
  const named = readPrefixes(design.admin.map((entry) => entry.cidr)).filter((prefix) => !isWorldwide(prefix))
  const nodes = rememberSet(site, 'sources of nodes', () =>
    setOfPrefixes(site.members.flatMap((member) => member.sources)),
  )
  return subtractSets(setOfPrefixes(named), nodes)
}

function plainPacket(set: PacketSet): Packet | undefined {
  const packet = samplePacket(set)
  if (packet === undefined) return undefined
  const found = strangerAddresses.map((source) => ({ ...packet, source })).find((one) => hasPacket(set, one))
  return found ?? packet
}

const roleWords: Readonly<Record<string, string>> = { controlplane: 'control planes', worker: 'workers' }

/** Where the default is to accept, Talos 1.14's own new port has a finding of its own. */
function railOf(listener: string, design: Design): Rail | undefined {
  const rail = rails[listener]
  return listener === 'etcd-http' && rail !== undefined && design.talos.defaultAction === 'accept'
    ? { code: 'etcd-http-114', severity: 'warning', danger: 'Talos 1.14 serves the metrics of etcd there' }
    : rail
}

/** An override that opened it can go again. */
function fixOf(listener: string, design: Design): Pick<Raised, 'fix'> {
  const isOpened = design.overrides.some(
    (one) => one.listener === listener && [...(one.from ?? []), ...(one.add ?? [])].includes('anywhere'),
  )
  return isOpened
    ? { fix: { label: 'Take the internet out of its sources', edit: (now) => closeToAnywhere(now, listener) } }
    : { fix: { label: 'Name narrower sources' } }
}

/** A file that says more than the design: its proof holds the packet. */
function extraWitness(services: readonly ServiceInterval[], role: string, context: LintContext): Packet | undefined {
  const { analysis, site, strangers } = context
  const never = packetSetOfBoxes([{ arrivals: ['wire'], services, sources: strangers, destinations: allAddresses }])
  const isOfRole = (name: string | undefined) => site.members.find((member) => member.name === name)?.role === role
  return analysis.targets
    .flatMap(({ proof }) => proof.witnesses)
    .find(
      ({ kind, direction, member, packet }) =>
        kind === 'extra' && direction === 'ingress' && isOfRole(member) && hasPacket(never, packet),
    )?.packet
}

/** What the products admit whatever the files say, without what concerns the packets that a machine sends. */
function openByItself({ analysis, site }: LintContext): PacketSet {
  const [source, destination] = ['203.0.113.9', '198.51.100.9'].map(parseAddress)
  if (source === undefined || destination === undefined) return noPackets
  const passing: Packet = { source, destination, protocol: 'tcp', port: 1, arrival: 'wire', phase: 'new' }
  // Announced addresses are on no machine, even where one without fixed addresses stands for their prefix.
  const toAnnounced = packetSetOfRows([{ destinations: site.announced, row: wholeRow(allAddresses) }])
  return analysis.targets
    .flatMap(({ proof }) => proof.always.map((entry) => entry.packets))
    .filter((packets) => !hasPacket(packets, passing))
    .map((packets) => subtractPackets(packets, toAnnounced))
    .reduce(unionPackets, noPackets)
}

/** Beyond this many ports nobody chose them one by one. */
const fewPorts = 100

function nodePortExposures({ design, views, strangers }: LintContext): Raised[] {
  const range = parsePortRange(design.nodePorts.range)
  if (!design.nodePorts.enabled || range === undefined) return []
  for (const view of views) {
    for (const protocol of design.nodePorts.protocols) {
      const asked = packetsTo(view, servicesOfPorts(protocol, [range]), strangers)
      const hit = intersectPackets(view.admitted, asked)
      if (serviceCount(hit) <= fewPorts) continue
      const evidence = samplePacket(hit)
      return [
        {
          code: 'expose-nodeport',
          severity: 'warning',
          message: `The internet reaches all NodePorts ${design.nodePorts.range} on ${view.member.name}`,
          at: 'nodePorts',
          fix: { label: 'Publish single ports, or use a load balancer' },
          ...(evidence === undefined ? {} : { evidence }),
        },
      ]
    }
  }
  return []
}
