/**
 * The two chains of a machine as Talos programs them, rule after rule.
 * @see https://github.com/siderolabs/talos/blob/v1.13.9/internal/app/machined/pkg/controllers/network/nftables_chain_config.go
 */

import { families } from '@/lib/net/address'
import { type AddressSet, noAddresses } from '@/lib/net/address-set'
import { isIcmp } from '@/lib/net/protocol'
import type { Rule } from '@/lib/policy/rule'
import type { Site } from '@/lib/site/site'
import { talosFilterOf } from '@/lib/site/talos-filter'
import { hostDnsSet, insideOf } from '../evaluate/always'
import type { Permit } from './permits'
import { familyKeys, type NamedSets, partOfFamily } from './sets'
import { acceptStatements, describeUsers, dropStatements } from './statements'
import { commentLine, type Line } from './text'

export interface ChainContext {
  readonly site: Site
  readonly isBlocking: boolean
  /** Every rule at the machines, those among them that no permit can say. */
  readonly rules: readonly Rule[]
  readonly permits: readonly Permit[]
  readonly sets: NamedSets
}

const trusted = 'iifname { "lo", "siderolink", "kubespan" } counter accept'

export function inputChain(context: ChainContext): readonly Line[] {
  const { site, isBlocking, rules, permits } = context
  const { inputPriority, dropsIcmpProbes, acceptTracks } = talosFilterOf(site)
  const policy = isBlocking ? 'drop' : 'accept'
  const icmp = rules.filter(({ protocol }) => isIcmp(protocol))
  const header: Line = {
    text: `    type filter hook input priority ${inputPriority}; policy ${policy};`,
    ...(isBlocking ? {} : { rules: icmp.map(({ id }) => id) }),
  }
  const lines = [{ text: '  chain ingress {' }, header, { text: `    ${trusted}` }]
  if (isBlocking || acceptTracks) {
    lines.push(
      { text: '    ct state { established, related } counter accept' },
      { text: '    ct state invalid counter drop' },
    )
  }
  if (isBlocking) {
    if (dropsIcmpProbes) lines.push({ text: `    icmp type { ${icmpProbes} } counter drop` })
    lines.push(icmpLine('icmp', icmp), icmpLine('icmpv6', icmp), ...clusterLines(site))
  }
  for (const permit of permits) lines.push(...permitLines(permit, context, ''))
  return [...lines, { text: '  }' }]
}

const icmpProbes = 'timestamp-request, timestamp-reply, address-mask-request, address-mask-reply'

function icmpLine(protocol: 'icmp' | 'icmpv6', rules: readonly Rule[]): Line {
  const name = protocol === 'icmp' ? 'icmp' : 'ipv6-icmp'
  const text = `    meta l4proto ${name} limit rate 5/second burst 5 packets counter accept`
  return { text, rules: rules.filter((rule) => rule.protocol === protocol).map(({ id }) => id) }
}

/** Pods to the name server of the node, and to the node at its address in their own network. */
function clusterLines(site: Site): Line[] {
  const inside = insideOf(site)
  const lines: Line[] = []
  if (talosFilterOf(site).hostDns) {
    for (const protocol of ['udp', 'tcp'])
      lines.push(...between(inside, hostDnsSet(site), 'host_dns', `${protocol} dport { 53 } `))
  }
  return [...lines, ...between(inside, inside, 'cluster', '')]
}

function between(inside: AddressSet, destinations: AddressSet, name: string, service: string): Line[] {
  return families.flatMap((family) => {
    if (partOfFamily(inside, family) === noAddresses || partOfFamily(destinations, family) === noAddresses) return []
    const [key, suffix] = [familyKeys[family], `ipv${family}`]
    return [{ text: `    ${key} saddr $cluster_${suffix} ${key} daddr $${name}_${suffix} ${service}counter accept` }]
  })
}

/** Before the translation of services, so that a NodePort is met by its own number; since Talos 1.10. */
export function preroutingChain(context: ChainContext, own: AddressSet): readonly Line[] {
  const lines: Line[] = [
    { text: '  chain prerouting {' },
    { text: '    type filter hook prerouting priority dstnat - 10; policy accept;' },
    { text: `    ${trusted}` },
    commentLine('Packets for others pass. Talos lists the addresses of one machine, this file those of all.', '    '),
    { text: '    fib daddr type != local counter accept' },
    ...families.map((family) => ({
      text:
        partOfFamily(own, family) === noAddresses
          ? `    meta nfproto ipv${family} counter accept`
          : `    ${familyKeys[family]} daddr != $node_addresses_ipv${family} counter accept`,
    })),
  ]
  for (const permit of context.permits) lines.push(...permitLines(permit, context, 'ct state new '))
  if (context.isBlocking) {
    for (const protocol of ['tcp', 'udp'])
      lines.push({ text: `    ct state new meta l4proto ${protocol} counter drop` })
  }
  return [...lines, { text: '  }' }]
}

function permitLines(permit: Permit, { isBlocking, sets }: ChainContext, prefix: string): Line[] {
  const statements = isBlocking ? acceptStatements(permit, sets) : dropStatements(permit, sets)
  const rules = permit.rules.map(({ id }) => id)
  const comment = commentLine(describePermit(permit), '    ')
  return [{ ...comment, rules }, ...statements.map((text) => ({ text: `    ${prefix}${text}`, rules }))]
}

/** `Kubelet: from nodes, pods` */
function describePermit(permit: Permit): string {
  const titles = [...new Set(permit.rules.map(({ title }) => title))].join(', ')
  return `${titles}: from ${describeUsers(permit)}`
}
