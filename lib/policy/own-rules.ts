/** Listeners that a person draws: NodePorts, announced service addresses, and their own. */

import { podNetworkId } from '../catalog/catalog'
import { meshPort } from '../catalog/cni/cilium-options'
import type { Design, Place } from '../design/design'
import { parsePortRange } from '../net/port-range'
import { dropContained } from '../net/prefix'
import { readSingles } from '../site/build-site'
import type { Site } from '../site/site'
import { type Draft, ofProtocol, ruleOfDraft } from './draft'
import { everyPlace, principalsOfOption, principalsOfUser, readPrincipals } from './posture'
import type { Resolver } from './resolve-principal'
import type { Rule } from './rule'

/** `worker`, `web`, `pool:web`, `nodes` to the canonical forms of `Rule.on`. */
function canonicalOn(texts: readonly string[], site: Site): string[] {
  const found = new Set<string>()
  for (const text of texts) {
    if (text === 'controlplane' || text === 'worker') found.add(text)
    else if (text === 'nodes') found.add('controlplane').add('worker')
    else {
      const name = text.slice(text.indexOf(':') + 1)
      const member = site.members.find((candidate) => candidate.name === name)
      if (member !== undefined) found.add(`${member.kind}:${member.name}`)
    }
  }
  return [...found]
}

export function nodePortDrafts(design: Design, site: Site): Draft[] {
  if (!design.nodePorts.enabled) return []
  const range = parsePortRange(design.nodePorts.range)
  if (range === undefined) return []
  const users = [
    ...readPrincipals(design.nodePorts.from).map((principal) => ({ principal, places: everyPlace })),
    ...(design.posture === 'relaxed' ? [] : principalsOfUser('lb(nodeports)', design)),
  ]
  // The API of the mesh speaks TCP.
  const withPeers = meshPort(design, range) ? [...users, ...principalsOfUser('from of clustermesh', design)] : users
  return [...new Set(design.nodePorts.protocols)].flatMap((protocol) =>
    canonicalOn(design.nodePorts.on, site).map((on) => ({
      listener: `nodeport-${protocol}`,
      title: 'NodePorts',
      on,
      users: protocol === 'tcp' ? withPeers : users,
      protocol,
      ports: [range],
      purpose: 'Services of type NodePort',
      because: 'NodePorts are enabled.',
      field: 'nodePorts',
      source: 'kubernetes-ports',
    })),
  )
}

export function ownListenerDrafts(design: Design, site: Site): Draft[] {
  return design.listeners.flatMap((listener) =>
    canonicalOn(listener.on, site).map((on) => ({
      listener: listener.name,
      title: listener.name,
      on,
      users: readPrincipals(listener.from).map((principal) => ({ principal, places: everyPlace })),
      protocol: listener.protocol,
      ports: listener.ports.flatMap((text) => parsePortRange(text) ?? []),
      purpose: 'A listener of your own',
      because: 'It is drawn in the design.',
      field: `listeners/${listener.name}`,
      source: 'design',
      owner: listener.owner,
      until: listener.until,
    })),
  )
}

/** Announced addresses are on no interface of a node: no filter inside the node meets them, every other one does. */
export function announcedRules(design: Design, site: Site, resolver: Resolver): Rule[] {
  return design.loadBalancerIPs.map((entry) => {
    const rule = ruleOfDraft(
      {
        listener: `announced:${entry.name}`,
        title: entry.name,
        on: 'nodes',
        users: readPrincipals(entry.from).map((principal) => ({ principal, places: everyPlace })),
        places: ['nic', 'router'],
        protocol: entry.protocol,
        ports: entry.ports.flatMap((text) => parsePortRange(text) ?? []),
        purpose: 'An announced service address',
        because: 'The design names the address and who may use it.',
        field: `loadBalancerIPs/${entry.name}`,
        source: 'design',
      },
      design,
      resolver,
    )
    return {
      ...rule,
      members: site.members.map((member) => member.name),
      destinations: dropContained(readSingles(entry.addresses)),
    }
  })
}

/** Routed pods are reached at their own addresses, by nodes and pods, with any protocol (SPEC 3). */
export function podNetworkRule(design: Design, site: Site, resolver: Resolver): Rule {
  const places: readonly Place[] = ['nic', 'router']
  const rule = ruleOfDraft(
    {
      listener: podNetworkId,
      title: 'Pod network',
      on: 'nodes',
      users: [
        { principal: { kind: 'nodes' }, places },
        { principal: { kind: 'pods' }, places },
        ...principalsOfOption(design, 'clustermesh', 'from').map((principal) => ({ principal, places })),
      ],
      places,
      protocol: 'any',
      ports: [],
      purpose: 'Pods reach each other without a tunnel',
      because: 'The transport routes pod addresses through the network.',
      field: 'cni/transport',
      source: 'cilium-routing',
    },
    design,
    resolver,
  )
  return { ...rule, to: [{ kind: 'pods' }], destinations: ofProtocol(site.podPrefixes, 'any') }
}
