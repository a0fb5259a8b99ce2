/** What nodes may send: everything, or the names of SPEC 5 and the mirror of what nodes admit from each other. */

import { addonOutboundOf } from '../catalog/addon-outbound'
import { podNetworkId } from '../catalog/catalog'
import { roles } from '../design/choices'
import type { Design, Role } from '../design/design'
import { addonOf, hasRoutedPods, runsTalos } from '../design/features'
import type { Principal } from '../design/principal'
import { setOfPrefixes, setsMeet } from '../net/address-set'
import { mergePortRanges, type PortRange, parsePortRange } from '../net/port-range'
import { comparePrefixes, dropContained, type Prefix } from '../net/prefix'
import { readPrefixes, readSingles } from '../site/build-site'
import type { Site } from '../site/site'
import { ofProtocol } from './draft'
import type { EgressDraft } from './egress-draft'
import { meshPeers, peerDrafts } from './peer-egress'
import { principalsOfOption, readPrincipals } from './posture'
import type { Resolver } from './resolve-principal'
import type { Rule } from './rule'

const anywhere: readonly Principal[] = [{ kind: 'anywhere' }]

export function egressRules(design: Design, site: Site, resolver: Resolver, ingress: readonly Rule[]): Rule[] {
  const egress = typeof design.egress === 'string' ? { mode: design.egress } : design.egress
  const present = roles.filter((role) => site.members.some((member) => member.role === role))
  const rule = (draft: EgressDraft, role: Role): Rule => egressRule(draft, role, design, site, resolver)
  const extra = 'also' in egress ? alsoDrafts(egress.also) : []
  const drafts =
    egress.mode === 'open'
      ? [openDraft]
      : [...namedDrafts(design, resolver), ...addonDrafts(design), ...peerDrafts(design), ...podDrafts(design)]
  const rules = [...drafts, ...extra].flatMap((draft) =>
    present.filter((role) => draft.roles?.includes(role) !== false).map((role) => rule(draft, role)),
  )
  if (egress.mode === 'open') return rules
  return [...rules, ...mirrors(ingress, present, resolver, rule)]
}

const openDraft: EgressDraft = {
  name: 'all',
  title: 'Everything',
  to: anywhere,
  protocol: 'any',
  ports: [],
  because: 'Egress is open.',
  field: 'egress',
  source: 'design',
}

function port(number: number): PortRange {
  return { from: number, to: number }
}

function namedDrafts(design: Design, resolver: Resolver): EgressDraft[] {
  const lists = typeof design.egress === 'string' ? { dns: [], ntp: [], https: [] } : design.egress
  const narrowed = (texts: readonly string[]): Pick<EgressDraft, 'to' | 'destinations'> => {
    if (texts.length === 0) return { to: anywhere }
    const prefixes = [...readSingles(texts), ...readPrefixes(texts)].sort(comparePrefixes)
    const to = prefixes.map((prefix): Principal => ({ kind: 'cidr', prefix }))
    return { to, destinations: prefixes }
  }
  const base = { field: 'egress', source: 'talos-egress' }
  const drafts: EgressDraft[] = [
    {
      ...base,
      name: 'dns-tcp',
      title: 'DNS',
      ...narrowed(lists.dns),
      protocol: 'tcp',
      ports: [port(53)],
      because: 'Nothing starts without names.',
    },
    {
      ...base,
      name: 'dns-udp',
      title: 'DNS',
      ...narrowed(lists.dns),
      protocol: 'udp',
      ports: [port(53)],
      because: 'Nothing starts without names.',
    },
    {
      ...base,
      name: 'ntp',
      title: 'Time',
      ...narrowed(lists.ntp),
      protocol: 'udp',
      ports: [port(123)],
      because: 'Talos waits for the time before it starts etcd and the kubelet.',
      source: 'talos-time',
    },
    {
      ...base,
      name: 'https',
      title: 'HTTPS',
      ...narrowed(lists.https),
      protocol: 'tcp',
      ports: [port(443)],
      because: 'Images, installers and the discovery service.',
    },
  ]
  if (runsTalos(design, '1.14')) {
    drafts.push({
      ...base,
      name: 'nts',
      title: 'Time (NTS)',
      ...narrowed(lists.ntp),
      protocol: 'tcp',
      ports: [port(4460)],
      because: 'Talos 1.14 secures time by NTS.',
      source: 'talos-114-notes',
    })
  }
  const kubespan = addonOf(design, 'kubespan')
  if (kubespan !== undefined) {
    const to: readonly Principal[] = kubespan.options.nat === true ? anywhere : [{ kind: 'nodes' }]
    drafts.push({
      name: 'kubespan',
      title: 'KubeSpan',
      to,
      protocol: 'udp',
      ports: [port(51820)],
      because: 'KubeSpan dials its peers.',
      field: 'addons/kubespan',
      source: 'kubespan',
    })
  }
  const balancers: readonly Principal[] = [{ kind: 'lb-for', use: 'kubernetes-api' }]
  if (resolver.sources(balancers, 'guest').length > 0) {
    const endpoint = Number(design.kubernetes.endpoint?.split(':').at(-1))
    const ports = [port(design.kubernetes.apiPort), ...(Number.isInteger(endpoint) ? [port(endpoint)] : [])]
    drafts.push({
      name: 'api-endpoint',
      title: 'Kubernetes API endpoint',
      to: balancers,
      protocol: 'tcp',
      ports,
      because: 'Nodes join through the load balancer.',
      field: 'loadBalancers',
      source: 'talos-connectivity',
    })
  }
  const authorities: readonly Principal[] = [{ kind: 'lb-for', use: 'trustd' }]
  if (resolver.sources(authorities, 'guest').length > 0) {
    drafts.push({
      name: 'trustd-endpoint',
      title: 'trustd endpoint',
      roles: ['worker'],
      to: authorities,
      protocol: 'tcp',
      ports: [port(50001)],
      because: 'Workers ask for certificates at the load balancer.',
      field: 'loadBalancers',
      source: 'talos-endpoint',
    })
  }
  return drafts
}

/** Routers, file servers: what an add-on brings and its own option names. */
function addonDrafts(design: Design): EgressDraft[] {
  return addonOutboundOf(design).flatMap(({ name, title, addon, option, protocol, ports, because, source }) => {
    const to = principalsOfOption(design, addon, option)
    return to.length === 0 ? [] : [{ name, title, to, protocol, ports, because, field: `addons/${addon}`, source }]
  })
}

function podDrafts(design: Design): EgressDraft[] {
  if (!hasRoutedPods(design)) return []
  return [
    {
      name: podNetworkId,
      title: 'Pod network',
      to: [{ kind: 'pods' }, ...meshPeers(design)],
      protocol: 'any',
      ports: [],
      because: 'The transport routes pod addresses through the network.',
      field: 'cni/transport',
      source: 'cilium-routing',
    },
  ]
}

type AlsoEntry = Exclude<Design['egress'], string>['also'][number]

function alsoDrafts(also: readonly AlsoEntry[]): EgressDraft[] {
  return also.map((entry) => ({
    name: entry.name,
    title: entry.name,
    to: readPrincipals(entry.to),
    protocol: entry.protocol,
    ports: entry.ports.flatMap((text) => parsePortRange(text) ?? []),
    because: 'It is drawn in the design.',
    field: `egress/also/${entry.name}`,
    source: 'design',
  }))
}

/** What one node admits from another, the other must be able to send. */
function mirrors(
  ingress: readonly Rule[],
  present: readonly Role[],
  resolver: Resolver,
  rule: (draft: EgressDraft, role: Role) => Rule,
): Rule[] {
  return ingress.flatMap((admitted) => {
    if (admitted.listener === podNetworkId || admitted.listener.startsWith('announced:')) return []
    const admittedSet = setOfPrefixes(admitted.sources.nic)
    return present
      .filter((role) => setsMeet(admittedSet, setOfPrefixes(resolver.destinations(role))))
      .map((role) =>
        rule(
          {
            name: admitted.id,
            title: admitted.title,
            to: admitted.to,
            destinations: admitted.destinations,
            protocol: admitted.protocol,
            ports: admitted.ports,
            icmpTypes: admitted.icmpTypes,
            because: `Mirrors ${admitted.id}: what a node admits from this role, the role must be able to send.`,
            field: 'egress',
            source: admitted.source,
          },
          role,
        ),
      )
  })
}

function egressRule(draft: EgressDraft, role: Role, design: Design, site: Site, resolver: Resolver): Rule {
  const from: Principal[] = [{ kind: role }]
  const own = resolver.destinations(role)
  const onWire = hasRoutedPods(design) ? dropContained([...own, ...site.podPrefixes]) : own
  const inPlay = (prefixes: readonly Prefix[]): readonly Prefix[] =>
    ofProtocol(
      prefixes.filter((prefix) => site.families.includes(prefix.family)),
      draft.protocol,
    )
  return {
    id: `egress:${draft.name}/${role}`,
    listener: `egress:${draft.name}`,
    title: draft.title,
    on: role,
    members: resolver.memberNames(role),
    direction: 'egress',
    from,
    to: draft.to,
    places: ['guest', 'nic', 'router'],
    sources: { guest: ofProtocol(own, draft.protocol), nic: inPlay(onWire), router: inPlay(onWire) },
    users: { guest: from, nic: from, router: from },
    destinations: inPlay(dropContained(draft.destinations ?? resolver.sources(draft.to, 'nic'))),
    protocol: draft.protocol,
    ports: mergePortRanges(draft.ports),
    icmpTypes: [...(draft.icmpTypes ?? [])],
    purpose: 'Outbound',
    because: draft.because,
    field: draft.field,
    source: draft.source,
  }
}
